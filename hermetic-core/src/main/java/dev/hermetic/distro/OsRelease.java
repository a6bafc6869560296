package dev.hermetic.distro;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which distribution a root is of, from {@code os-release} (os-release(5)). Texts are empty where
 * nothing is said.
 *
 * @param id lower case, for example {@code debian}
 * @param version {@code VERSION_ID}, for example {@code 12}
 * @param codename for example {@code bookworm}
 * @param name for people, for example {@code Debian GNU/Linux 12 (bookworm)}
 * @param longTerm whether {@code VERSION} says LTS
 */
public record OsRelease(
    String id, String version, String codename, String name, boolean longTerm) {
  /** Unknown keys and lines that are no settings do not count. */
  static OsRelease parse(String text) {
    Map<String, String> settings = new HashMap<>();
    for (String line : text.split("\n")) {
      int equals = line.indexOf('=');
      if (equals > 0 && !line.startsWith("#")) {
        settings.put(line.substring(0, equals).strip(), plain(line.substring(equals + 1).strip()));
      }
    }
    String name = settings.getOrDefault("NAME", "");
    return new OsRelease(
        settings.getOrDefault("ID", ""),
        settings.getOrDefault("VERSION_ID", ""),
        settings.getOrDefault("VERSION_CODENAME", ""),
        settings.getOrDefault("PRETTY_NAME", name),
        settings.getOrDefault("VERSION", "").matches(".*\\bLTS\\b.*"));
  }

  /** Without the quotes and backslashes of a shell. */
  private static String plain(String value) {
    boolean quoted =
        value.length() > 1
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(0) == value.charAt(value.length() - 1);
    String inner = quoted ? value.substring(1, value.length() - 1) : value;
    return value.startsWith("'") ? inner : inner.replaceAll("\\\\(.)", "$1");
  }

  /**
   * What OSV calls it (osv-schema, "Defined ecosystems"): {@code Debian:12}, {@code
   * Ubuntu:22.04:LTS}, {@code Alpine:v3.19}, {@code Wolfi}. Empty where it has no advisories of its
   * own there, or the version is not told.
   */
  public Optional<String> ecosystem() {
    List<String> numbers = List.of(version.split("\\."));
    boolean numbered = version.matches("[0-9]+(?:\\.[0-9]+)*");
    return switch (id) {
      case "debian" -> numbered ? Optional.of("Debian:" + numbers.get(0)) : Optional.empty();
      case "ubuntu" ->
          version.matches("[0-9]{2}\\.[0-9]{2}")
              ? Optional.of("Ubuntu:" + version + (longTerm ? ":LTS" : ""))
              : Optional.empty();
      case "alpine" ->
          numbered && numbers.size() > 1
              ? Optional.of("Alpine:v" + numbers.get(0) + "." + numbers.get(1))
              : Optional.empty();
      case "wolfi" -> Optional.of("Wolfi");
      case "chainguard" -> Optional.of("Chainguard");
      default -> Optional.empty();
    };
  }
}
