package dev.hermetic.sbom;

import dev.hermetic.pypi.requirement.ProjectName;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Package URLs in their canonical form (purl specification). Not those of packageurl-java: 1.5.0 writes
 * what is not ASCII with sign bits ({@code %FFFFFFC3}), and encodes colons, which the specification
 * keeps.
 */
public final class Purls {
  private Purls() {}

  /** {@code pkg:pypi/NAME@VERSION}, with the name normalised; without version where that is empty. */
  public static String pypi(String name, String version) {
    return pypi(name, version, Map.of());
  }

  /** The same with what tells its files apart. */
  static String pypi(String name, String version, Map<String, String> qualifiers) {
    return of("pypi", "", ProjectName.normalise(name), version, qualifiers);
  }

  /**
   * Of any type.
   *
   * @param type a type of the specification, lower case
   * @param namespace its parts between slashes, empty where the type has none
   * @param name not empty
   * @param version empty where it is not known
   * @param qualifiers lower-case keys; those with an empty value are left out
   */
  public static String of(
      String type, String namespace, String name, String version, Map<String, String> qualifiers) {
    StringBuilder purl = new StringBuilder("pkg:").append(type).append('/');
    for (String part : namespace.split("/")) {
      if (!part.isEmpty()) {
        purl.append(encode(part)).append('/');
      }
    }
    purl.append(encode(name));
    if (!version.isEmpty()) {
      purl.append('@').append(encode(version));
    }
    String joined =
        new TreeMap<>(qualifiers)
            .entrySet().stream()
                .filter(one -> !one.getValue().isEmpty())
                .map(one -> one.getKey() + "=" + encode(one.getValue()))
                .collect(Collectors.joining("&"));
    return joined.isEmpty() ? purl.toString() : purl.append('?').append(joined).toString();
  }

  private static String encode(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
      boolean plain =
          one >= 'a' && one <= 'z'
              || one >= 'A' && one <= 'Z'
              || one >= '0' && one <= '9'
              || ".-_~:".indexOf(one) >= 0;
      if (plain) {
        encoded.append((char) one);
      } else {
        encoded.append('%').append(hex(one >> 4)).append(hex(one));
      }
    }
    return encoded.toString();
  }

  private static char hex(int value) {
    return "0123456789ABCDEF".charAt(value & 0xf);
  }
}
