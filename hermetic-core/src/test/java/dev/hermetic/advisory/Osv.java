package dev.hermetic.advisory;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes advisories as OSV publishes them. */
public final class Osv {
  private final String id;
  private final List<String> fields = new ArrayList<>();
  private final List<String> affected = new ArrayList<>();

  private Osv(String id) {
    this.id = id;
    fields.add("\"modified\":\"2026-09-01T00:00:00Z\"");
  }

  public static Osv of(String id) {
    return new Osv(id);
  }

  public Osv aliases(String... names) {
    return field("aliases", list(names));
  }

  public Osv withdrawn() {
    return field("withdrawn", "\"2026-10-01T00:00:00Z\"");
  }

  public Osv modified(String time) {
    fields.set(0, "\"modified\":\"" + time + "\"");
    return this;
  }

  public Osv cvss(String vector) {
    String type = vector.startsWith("CVSS:4") ? "CVSS_V4" : "CVSS_V3";
    return field("severity", "[{\"type\":\"" + type + "\",\"score\":\"" + vector + "\"}]");
  }

  /** Any further field, its value as JSON. */
  public Osv field(String name, String json) {
    fields.add("\"" + name + "\":" + json);
    return this;
  }

  /**
   * A package with one range.
   *
   * @param events each {@code introduced 0}, {@code fixed 1.2}
   */
  public Osv affects(String ecosystem, String name, String... events) {
    return affected(ecosystem, name, range("ECOSYSTEM", "", events), "[]");
  }

  /** A package with listed versions alone. */
  public Osv lists(String ecosystem, String name, String... versions) {
    return affected(ecosystem, name, "", list(versions));
  }

  /** A package with commits of a repository, and versions. */
  public Osv commits(String ecosystem, String name, String repository, String... versions) {
    String commits = range("GIT", repository, "introduced 0", "fixed " + "a".repeat(40));
    return affected(ecosystem, name, commits, list(versions));
  }

  /** A repository without a package. */
  public Osv repository(String repository, String... versions) {
    affected.add(
        "{\"ranges\":["
            + range("GIT", repository, "introduced 0")
            + "],\"versions\":"
            + list(versions)
            + "}");
    return this;
  }

  private Osv affected(String ecosystem, String name, String range, String versions) {
    affected.add(
        "{\"package\":{\"ecosystem\":\""
            + ecosystem
            + "\",\"name\":\""
            + name
            + "\"},\"ranges\":["
            + range
            + "],\"versions\":"
            + versions
            + "}");
    return this;
  }

  private static String range(String type, String repository, String... events) {
    String repo = repository.isEmpty() ? "" : "\"repo\":\"" + repository + "\",";
    return "{\"type\":\""
        + type
        + "\","
        + repo
        + "\"events\":"
        + Stream.of(events)
            .map(one -> "{\"" + one.replace(" ", "\":\"") + "\"}")
            .collect(Collectors.joining(",", "[", "]"))
        + "}";
  }

  private static String list(String... texts) {
    return Stream.of(texts).map(one -> '"' + one + '"').collect(Collectors.joining(",", "[", "]"));
  }

  /** One line of JSON. */
  @Override
  public String toString() {
    return "{\"id\":\""
        + id
        + "\","
        + String.join(",", fields)
        + ",\"affected\":["
        + String.join(",", affected)
        + "]}";
  }
}
