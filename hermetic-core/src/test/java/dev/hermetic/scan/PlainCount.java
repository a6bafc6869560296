package dev.hermetic.scan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStream;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.Lockfile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts the vulnerabilities of a lock in the plainest way, with none of the code that is tested:
 * every line of the advisories against every package, versions compared part by part.
 */
final class PlainCount {
  private static final Pattern VERSION =
      Pattern.compile(
          "v?(?:(\\d+)!)?(\\d+(?:\\.\\d+)*)[-_.]?(?:(a|alpha|b|beta|c|rc|pre|preview)[-_.]?(\\d*))?"
              + "(?:-(\\d+)|[-_.]?(?:post|rev|r)[-_.]?(\\d*))?(?:[-_.]?(dev)[-_.]?(\\d*))?(?:\\+.*)?");

  private final Map<String, List<JsonNode>> advisories = new TreeMap<>();
  private final JsonNode names;

  private PlainCount(JsonNode names) {
    this.names = names;
  }

  static PlainCount of(Path advisories, Path mapping) throws IOException {
    ObjectMapper json = new ObjectMapper();
    PlainCount count = new PlainCount(json.readTree(mapping.toFile()));
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new ZstdInputStream(Files.newInputStream(advisories)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode one = json.readTree(line);
        for (JsonNode affected : one.get("affected")) {
          if (!one.has("withdrawn")) {
            String name = normalised(affected.at("/package/name").asText());
            count.advisories.computeIfAbsent(name, key -> new ArrayList<>()).add(one);
          }
        }
      }
    }
    return count;
  }

  private static String normalised(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
  }

  /** Each {@code package version: id}, the ids of one vulnerability joined by a blank. */
  SortedSet<String> count(Lockfile lock) {
    SortedSet<String> found = new TreeSet<>();
    Set<String> seen = new HashSet<>();
    for (LockedPackage locked : lock.packages()) {
      String name = project(locked, names);
      boolean once = seen.add(locked.manager() + " " + locked.name() + " " + locked.version());
      if (name != null && once) {
        List<JsonNode> all = advisories.getOrDefault(name, List.of());
        for (Set<String> same : joined(hits(name, locked.version(), all))) {
          found.add(locked.name() + " " + locked.version() + ": " + String.join(" ", same));
        }
      }
    }
    return found;
  }

  private static String project(LockedPackage locked, JsonNode names) {
    boolean python =
        locked.dependencies().containsKey("python")
            || locked.dependencies().containsKey("python_abi");
    JsonNode mapped = names.get(locked.name());
    if (locked.manager() == LockedPackage.Manager.CONDA && mapped == null && !python) {
      return null;
    }
    boolean own = locked.manager() == LockedPackage.Manager.PIP || mapped == null;
    String name = own ? locked.name() : mapped.isNull() ? null : mapped.asText();
    return name == null ? null : normalised(name);
  }

  /** An advisory that is about a version: its id, and all its names. */
  private record Hit(String id, Set<String> names) {}

  private static List<Hit> hits(String name, String version, List<JsonNode> advisories) {
    List<Hit> hits = new ArrayList<>();
    for (JsonNode one : advisories) {
      for (JsonNode affected : one.get("affected")) {
        String of = affected.at("/package/name").asText();
        if (normalised(of).equals(name)
            && isAffected(affected, version)) {
          Set<String> names = new TreeSet<>(List.of(one.get("id").asText()));
          one.path("aliases").forEach(alias -> names.add(alias.asText()));
          hits.add(new Hit(one.get("id").asText(), names));
          break;
        }
      }
    }
    return hits;
  }

  private static boolean isAffected(JsonNode affected, String version) {
    for (JsonNode listed : affected.path("versions")) {
      if (VERSION.matcher(listed.asText()).matches() && compare(listed.asText(), version) == 0) {
        return true;
      }
    }
    for (JsonNode range : affected.path("ranges")) {
      if (range.get("type").asText().equals("ECOSYSTEM")) {
        // The last thing that happened at or before the version decides.
        String last = null;
        boolean vulnerable = false;
        for (JsonNode event : range.get("events")) {
          String kind = event.fieldNames().next();
          String at = event.get(kind).asText();
          int place = compare(version, at);
          boolean passed = kind.equals("last_affected") ? place > 0 : place >= 0;
          boolean later =
              last == null
                  || compare(at, last) > 0
                  || compare(at, last) == 0 && !kind.equals("fixed");
          if (passed && later) {
            last = at;
            vulnerable = kind.equals("introduced");
          }
        }
        if (vulnerable) {
          return true;
        }
      }
    }
    return false;
  }

  private static Set<Set<String>> joined(List<Hit> hits) {
    List<Set<String>> names = new ArrayList<>();
    List<Set<String>> ids = new ArrayList<>();
    for (Hit hit : hits) {
      Set<String> all = new TreeSet<>(hit.names());
      Set<String> own = new TreeSet<>(List.of(hit.id()));
      for (int i = names.size() - 1; i >= 0; i--) {
        if (names.get(i).stream().anyMatch(all::contains)) {
          all.addAll(names.remove(i));
          own.addAll(ids.remove(i));
        }
      }
      names.add(all);
      ids.add(own);
    }
    return new HashSet<>(ids);
  }

  /** By PEP 440, for versions without more than it has. */
  static int compare(String one, String other) {
    List<Long> left = key(one);
    List<Long> right = key(other);
    for (int i = 0; i < left.size(); i++) {
      int order = Long.compare(left.get(i), right.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static List<Long> key(String text) {
    Matcher m = VERSION.matcher(text.toLowerCase(Locale.ROOT));
    if (!m.matches()) {
      throw new IllegalArgumentException(text);
    }
    List<Long> key = new ArrayList<>();
    key.add(number(m.group(1)));
    String[] release = m.group(2).split("\\.");
    for (int i = 0; i < 10; i++) {
      key.add(i < release.length ? Long.parseLong(release[i]) : 0);
    }
    boolean post = m.group(5) != null || m.group(6) != null;
    boolean dev = m.group(7) != null;
    String pre = m.group(3);
    key.add(pre != null ? "abcrp".indexOf(pre.charAt(0)) < 2 ? pre.charAt(0) - 'a' : 2L : post || !dev ? 9L : -1L);
    key.add(number(m.group(4)));
    key.add(post ? 1 + number(m.group(5) != null ? m.group(5) : m.group(6)) : 0);
    key.add(dev ? number(m.group(8)) : Long.MAX_VALUE);
    return key;
  }

  private static long number(String digits) {
    return digits == null || digits.isEmpty() ? 0 : Long.parseLong(digits);
  }
}
