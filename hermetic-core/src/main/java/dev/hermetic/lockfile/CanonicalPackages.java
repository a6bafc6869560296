package dev.hermetic.lockfile;

import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.platform.Platform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code package:} of a conda-lock.yml line by line, in the very form in which conda-lock and
 * we write it: fields in their order, block style, ASCII, each scalar plain or in single quotes on
 * one line. It never decides that something is wrong: at the first line of another form it gives up,
 * and what it does read is what the YAML parser reads.
 */
final class CanonicalPackages {
  private static final Set<String> NULLS = Set.of("~", "null", "Null", "NULL");

  /** Characters that start something else than a plain scalar, or may. */
  private static final String INDICATORS = "#,[]{}&*!|>%@`\"?:- ";

  /**
   * @param packages in file order
   * @param lines for each the 1-based line at which it begins
   */
  record Read(List<LockedPackage> packages, List<Integer> lines) {}

  /** The line is not the expected one; carries nothing, since the caller only gives up. */
  private static final class Other extends RuntimeException {
    private static final long serialVersionUID = 1;

    Other() {
      super(null, null, false, false);
    }
  }

  private final String text;
  private final Map<String, Platform> platforms = new HashMap<>();
  private final Set<String> seen = new HashSet<>();

  /** Names come again with each platform and whoever needs them: one text of each is enough. */
  private final Map<String, String> names = new HashMap<>();
  private int at;
  private int line;

  private CanonicalPackages(String text, int start, List<Platform> platforms) {
    this.text = text;
    this.at = start;
    this.line = (int) text.substring(0, start).chars().filter(c -> c == '\n').count() + 1;
    platforms.forEach(platform -> this.platforms.put(platform.subdir(), platform));
  }

  /**
   * @param start where {@code package:} begins
   * @param platforms those of the metadata
   */
  static Optional<Read> read(String text, int start, List<Platform> platforms) {
    try {
      return Optional.of(new CanonicalPackages(text, start, platforms).read());
    } catch (Other e) {
      return Optional.empty();
    }
  }

  private Read read() {
    List<LockedPackage> packages = new ArrayList<>();
    List<Integer> lines = new ArrayList<>();
    requireLine("package:");
    while (at < text.length()) {
      lines.add(line);
      packages.add(item());
    }
    if (packages.isEmpty()) {
      throw new Other();
    }
    return new Read(packages, lines);
  }

  private LockedPackage item() {
    String name = once(filled("- name: "));
    String version = filled("  version: ");
    Manager manager = manager(scalar("  manager: "));
    @Nullable Platform platform = platforms.get(scalar("  platform: "));
    if (platform == null) {
      throw new Other();
    }
    TreeMap<String, String> dependencies = dependencies();
    String url = filled("  url: ");
    requireLine("  hash:");
    @Nullable String md5 = optional("    md5: ");
    @Nullable String sha256 = optional("    sha256: ");
    @Nullable String source = null;
    if (isLine("  source:")) {
      requireLine("  source:");
      requireLine("    type: url");
      source = scalar("    url: ");
    }
    @Nullable String build = optional("  build: ");
    String category = scalar("  category: ");
    String optional = scalar("  optional: ");
    // A commit in place of the checksum, and conda packages without md5, are left to the parser.
    requireHex(md5, 32, manager == Manager.PIP);
    requireHex(sha256, 64, true);
    boolean bool = optional.equals("true") || optional.equals("false");
    if (!bool || !seen.add(manager + " " + platform + " " + name + " " + category)) {
      throw new Other();
    }
    return new LockedPackage(
        name, version, manager, platform, dependencies, url, md5, sha256, source, build, category);
  }

  private TreeMap<String, String> dependencies() {
    TreeMap<String, String> dependencies = new TreeMap<>();
    if (isLine("  dependencies: {}")) {
      requireLine("  dependencies: {}");
      return dependencies;
    }
    requireLine("  dependencies:");
    while (text.startsWith("    ", at)) {
      int end = end();
      int colon = text.indexOf(": ", at);
      if (colon < 0 || colon >= end) {
        throw new Other();
      }
      String name = once(text.substring(at + 4, colon));
      for (int i = 0; i < name.length(); i++) {
        char c = name.charAt(i);
        boolean plain = Character.isLetterOrDigit(c) || c == '_' || i > 0 && (c == '-' || c == '.');
        if (!plain || c > '~') {
          throw new Other();
        }
      }
      if (name.isEmpty() || dependencies.put(name, scalar(colon + 2, end)) != null) {
        throw new Other();
      }
      next(end);
    }
    if (dependencies.isEmpty()) {
      throw new Other();
    }
    return dependencies;
  }

  private String once(String name) {
    String known = names.putIfAbsent(name, name);
    return known == null ? name : known;
  }

  private static Manager manager(String key) {
    return switch (key) {
      case "conda" -> Manager.CONDA;
      case "pip" -> Manager.PIP;
      default -> throw new Other();
    };
  }

  private static void requireHex(@Nullable String text, int length, boolean mayBeMissing) {
    if (text == null) {
      if (!mayBeMissing) {
        throw new Other();
      }
      return;
    }
    if (text.length() != length) {
      throw new Other();
    }
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
        throw new Other();
      }
    }
  }

  private boolean isLine(String expected) {
    int end = at + expected.length();
    return text.startsWith(expected, at) && end < text.length() && text.charAt(end) == '\n';
  }

  private void requireLine(String expected) {
    if (!isLine(expected)) {
      throw new Other();
    }
    next(at + expected.length());
  }

  private @Nullable String optional(String start) {
    return text.startsWith(start, at) ? scalar(start) : null;
  }

  private String filled(String start) {
    String value = scalar(start);
    if (value.isEmpty()) {
      throw new Other();
    }
    return value;
  }

  private String scalar(String start) {
    if (!text.startsWith(start, at)) {
      throw new Other();
    }
    int end = end();
    String value = scalar(at + start.length(), end);
    next(end);
    return value;
  }

  /** The end of the line, which has to have a line feed. */
  private int end() {
    int end = text.indexOf('\n', at);
    if (end < 0) {
      throw new Other();
    }
    return end;
  }

  private void next(int end) {
    at = end + 1;
    line++;
  }

  private String scalar(int from, int to) {
    if (from >= to) {
      throw new Other();
    }
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~') {
        throw new Other();
      }
    }
    return text.charAt(from) == '\'' ? quoted(from, to) : plain(text.substring(from, to));
  }

  private static String plain(String value) {
    boolean other =
        INDICATORS.indexOf(value.charAt(0)) >= 0
            || value.charAt(value.length() - 1) == ' '
            || value.endsWith(":")
            || value.contains(": ")
            || value.contains(" #")
            || value.equals("=")
            || value.equals("<<")
            || NULLS.contains(value);
    if (other) {
      throw new Other();
    }
    return value;
  }

  private String quoted(int from, int to) {
    if (to - from < 2 || text.charAt(to - 1) != '\'') {
      throw new Other();
    }
    String inner = text.substring(from + 1, to - 1);
    if (inner.indexOf('\'') < 0) {
      return inner;
    }
    String bare = inner.replace("''", "");
    if (bare.indexOf('\'') >= 0) {
      throw new Other();
    }
    return inner.replace("''", "'");
  }
}
