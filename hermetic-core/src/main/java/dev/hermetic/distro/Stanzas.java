package dev.hermetic.distro;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A list of packages as blocks of fields with an empty line between them. */
final class Stanzas {
  private static final int MOST = 100_000;

  /** What both managers have for names, apk's own virtual packages ({@code .build-deps}) included. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._][A-Za-z0-9._+-]*");

  private Stanzas() {}

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /**
   * A block.
   *
   * @param line where it begins, 1-based
   * @param fields the first of each name
   */
  record Stanza(int line, Map<String, String> fields) {
    String get(String name) {
      return fields.getOrDefault(name, "");
    }
  }

  /**
   * Of a text as dpkg writes it (deb822(5)). What goes on in a further line is left out but for the
   * first one.
   *
   * @throws dev.hermetic.problem.HermeticException HERM-DISTRO-001
   */
  static List<Stanza> read(String base, String path, String text) {
    List<Stanza> stanzas = new ArrayList<>();
    Map<String, String> fields = new LinkedHashMap<>();
    int begin = 1;
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      if (line.isBlank()) {
        if (!fields.isEmpty()) {
          stanzas.add(new Stanza(begin, fields));
          fields = new LinkedHashMap<>();
        }
        begin = number + 1;
        continue;
      }
      if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
        continue;
      }
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw DistroProblems.list(base, path, number, "it is no field and its value");
      }
      fields.putIfAbsent(line.substring(0, colon), line.substring(colon + 1).strip());
      if (stanzas.size() > MOST) {
        throw DistroProblems.list(base, path, 0, "it has more than " + MOST + " packages");
      }
    }
    if (!fields.isEmpty()) {
      stanzas.add(new Stanza(begin, fields));
    }
    return stanzas;
  }
}
