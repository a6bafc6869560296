package dev.hermetic.explain;

import dev.hermetic.match.InvalidMatchSpecException;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.record.Candidate;
import dev.hermetic.solve.RootSpec;
import dev.hermetic.solve.SolveSession;
import dev.hermetic.version.Version;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Other specs for the same package, the nearest first. */
final class Rewrites {
  private Rewrites() {}

  /**
   * A spec and how far it is from the one that the user wrote.
   *
   * @param distance in versions of the precision that the user wrote
   * @param alike how many parts its version has in common with the one that the user wrote
   */
  record Near(String text, MatchSpec spec, int distance, int alike) {}

  /** The spec for another version; empty when the spec says more than version and build. */
  private static Optional<MatchSpec> parse(String text) {
    try {
      return Optional.of(MatchSpec.parse(text));
    } catch (InvalidMatchSpecException e) {
      return Optional.empty();
    }
  }

  private static String prefix(MatchSpec spec) {
    return spec.channel().map(channel -> channel + "::").orElse("") + spec.name();
  }

  /** Whether channel, version and build are all that the spec says. */
  private static boolean isPlain(MatchSpec spec) {
    List<String> brackets = new ArrayList<>();
    spec.channel().ifPresent(channel -> brackets.add("channel='" + channel + "'"));
    spec.version().ifPresent(version -> brackets.add("version='" + version.canonical() + "'"));
    spec.build().ifPresent(build -> brackets.add("build='" + build + "'"));
    return parse(spec.name() + "[" + String.join(",", brackets) + "]")
        .filter(spec::equals)
        .isPresent()
        || brackets.isEmpty();
  }

  /** The spec without its version. */
  static Optional<MatchSpec> anyVersion(MatchSpec spec) {
    return spec.version().isEmpty() || !isPlain(spec)
        ? Optional.empty()
        : parse(prefix(spec) + spec.build().map(build -> "[build='" + build + "']").orElse(""));
  }

  /** The spec without its build, as text and value. */
  static Optional<Near> anyBuild(MatchSpec spec) {
    if (spec.build().isEmpty() || !isPlain(spec)) {
      return Optional.empty();
    }
    String version =
        spec.version()
            .filter(of -> !of.matchesAll())
            .map(
                of ->
                    of.prefixText() != null
                        ? "=" + of.prefixText()
                        : of.exactVersion() != null ? "==" + bare(of.canonical()) : of.canonical())
            .orElse("");
    return near(prefix(spec) + version);
  }

  private static String bare(String exact) {
    return exact.startsWith("==") ? exact.substring(2) : exact;
  }

  /** The spec wherever it comes from. */
  static Optional<Near> anyChannel(RootSpec root, String written) {
    int colons = written.indexOf("::");
    return root.spec().channel().isEmpty() || colons < 0
        ? Optional.empty()
        : near(written.substring(colons + 2));
  }

  /** The spec for another package. */
  static Optional<Near> named(MatchSpec spec, String written, String name) {
    int at = written.indexOf(spec.name());
    return at < 0
        ? near(name)
        : near(written.substring(0, at) + name + written.substring(at + spec.name().length()));
  }

  private static Optional<Near> near(String text) {
    return near(text, 0, 0);
  }

  private static Optional<Near> near(String text, int distance, int alike) {
    return parse(text).map(spec -> new Near(text, spec, distance, alike));
  }

  /** The spec for every other version that there is, the nearest first. */
  static List<Near> versions(SolveSession session, MatchSpec spec) {
    if (spec.version().isEmpty() || !isPlain(spec)) {
      return List.of();
    }
    int precision =
        Bounds.firstText(spec).map(text -> text.split("\\.").length).filter(n -> n > 1).orElse(2);
    Map<Version, String> keys = new TreeMap<>();
    for (Candidate candidate : session.candidates(spec.name())) {
      String key = shortened(candidate.version(), precision);
      keys.putIfAbsent(Version.parse(key), key);
    }
    List<Version> order = List.copyOf(keys.keySet());
    int low = position(order, Bounds.first(spec));
    List<Near> near = new ArrayList<>();
    boolean lower = Bounds.isLower(spec);
    for (int i = 0; i < order.size(); i++) {
      int distance = i < low ? low - i : i - low + 1;
      String key = keys.get(order.get(i));
      int alike = alike(key, Bounds.firstText(spec).orElse(""));
      near(text(spec, key, lower), distance, alike).ifPresent(near::add);
    }
    // Of two at the same distance the one of the same series, then the newer.
    List<Near> newestFirst = new ArrayList<>(near);
    Collections.reverse(newestFirst);
    newestFirst.sort(
        Comparator.comparingInt(Near::distance)
            .thenComparing(Near::alike, Comparator.reverseOrder()));
    return newestFirst.stream().filter(one -> !one.spec().equals(spec)).toList();
  }

  /** How many parts two versions begin with alike. */
  private static int alike(String one, String other) {
    String[] a = one.split("\\.");
    String[] b = other.split("\\.");
    int same = 0;
    while (same < Math.min(a.length, b.length) && a[same].equals(b[same])) {
      same++;
    }
    return same;
  }

  private static String text(MatchSpec spec, String key, boolean lower) {
    return prefix(spec)
        + (spec.build().isPresent()
            ? "=" + key + ".*=" + spec.build().get()
            : (lower ? ">=" : "=") + key);
  }

  private static String shortened(String version, int parts) {
    String[] all = version.split("\\.");
    return String.join(".", Arrays.asList(all).subList(0, Math.min(parts, all.length)));
  }

  private static int position(List<Version> order, Optional<Version> bound) {
    int position = 0;
    while (bound.isPresent()
        && position < order.size()
        && order.get(position).compareTo(bound.get()) < 0) {
      position++;
    }
    return position;
  }
}
