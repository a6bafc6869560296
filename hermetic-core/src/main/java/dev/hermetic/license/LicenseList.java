package dev.hermetic.license;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The SPDX licence list, and the names and addresses that stand for its licences. Names are compared
 * without case, punctuation and empty words; what would mean two licences means none.
 */
final class LicenseList {
  private static final Pattern MORE = Pattern.compile("[<>!|]");
  private static final LicenseList INSTANCE = new LicenseList();

  private final Map<String, String> ids = new HashMap<>();
  private final Map<String, String> exceptions = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, String> addresses = new HashMap<>();

  private LicenseList() {
    Map<String, String> ofList = new HashMap<>();
    Set<String> twice = new HashSet<>();
    for (String line : lines("licenses.txt")) {
      String[] fields = line.split("\t");
      String id = fields[0];
      ids.put(lower(id), id);
      if (!DeprecatedIds.today(id).equals(id)) {
        continue;
      }
      if (ofList.put(key(fields[1]), id) != null) {
        twice.add(key(fields[1]));
      }
      for (int i = 2; i < fields.length; i++) {
        addresses.put(lower(fields[i]), id);
      }
    }
    twice.forEach(ofList::remove);
    names.putAll(ofList);
    for (String line : lines("names.txt")) {
      int tab = line.indexOf('\t');
      names.put(key(line.substring(0, tab)), line.substring(tab + 1));
    }
    lines("exceptions.txt").forEach(id -> exceptions.put(lower(id), id));
  }

  static LicenseList get() {
    return INSTANCE;
  }

  /** The identifiers that are not deprecated. */
  Stream<String> current() {
    return ids.values().stream().filter(id -> DeprecatedIds.today(id).equals(id));
  }

  /** The identifier as the list writes it, deprecated ones too. */
  Optional<String> id(String written) {
    return Optional.ofNullable(ids.get(lower(written)));
  }

  /** The exception's identifier as the list writes it. */
  Optional<String> exception(String written) {
    return Optional.ofNullable(exceptions.get(lower(written)));
  }

  /** The expression that a name stands for. */
  Optional<String> named(String name) {
    // Punctuation does not count in names, but here it makes another licence of one.
    return MORE.matcher(name).find() ? Optional.empty() : Optional.ofNullable(names.get(key(name)));
  }

  /** The licence that an address leads to. */
  Optional<String> at(String url) {
    String plain = lower(url.strip()).replaceFirst("^https?://(www\\.)?", "");
    String bare = plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
    Optional<String> found = Optional.ofNullable(addresses.get(bare));
    return found.isPresent()
        ? found
        : Optional.ofNullable(addresses.get(bare.replaceFirst("\\.(txt|html|php)$", "")));
  }

  SortedSet<String> ids() {
    return new TreeSet<>(ids.values());
  }

  /** The names that stand for licences, as far as they are compared. */
  SortedSet<String> names() {
    return new TreeSet<>(names.keySet());
  }

  SortedSet<String> exceptions() {
    return new TreeSet<>(exceptions.values());
  }

  /** What is compared of a name. */
  static String key(String name) {
    return lower(name)
        .replaceAll("[^\\p{L}\\p{N}.+]+", " ")
        .replaceAll("\\b(the|license|licence|version|v)\\b", " ")
        .replaceAll("\\bv(?=\\d)", "")
        .replaceAll("\\s+", " ")
        .strip();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static List<String> lines(String resource) {
    try (InputStream in = LicenseList.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
