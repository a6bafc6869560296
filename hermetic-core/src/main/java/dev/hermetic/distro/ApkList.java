package dev.hermetic.distro;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads what apk says is installed ({@code lib/apk/db/installed}, apk-installed fields). */
final class ApkList {
  private ApkList() {}

  static List<DistroPackage> packages(String base, String path, String text) {
    List<Stanzas.Stanza> stanzas = Stanzas.read(base, path, text);
    Map<String, Set<String>> providers = new HashMap<>();
    for (Stanzas.Stanza stanza : stanzas) {
      String name = stanza.get("P");
      providers.computeIfAbsent(name, key -> new TreeSet<>()).add(name);
      for (String provided : words(stanza.get("p"))) {
        providers.computeIfAbsent(plain(provided), key -> new TreeSet<>()).add(name);
      }
    }
    List<DistroPackage> packages = new ArrayList<>();
    for (Stanzas.Stanza stanza : stanzas) {
      packages.add(read(base, path, stanza, providers));
    }
    return packages;
  }

  private static DistroPackage read(
      String base, String path, Stanzas.Stanza stanza, Map<String, Set<String>> providers) {
    String name = stanza.get("P");
    String version = stanza.get("V");
    if (!Stanzas.isName(name)) {
      throw DistroProblems.list(base, path, stanza.line(), "the package has no name, or a wrong one");
    }
    if (AlpineVersion.parse(version).isEmpty()) {
      throw DistroProblems.list(
          base, path, stanza.line(), "the package has no version that apk would take");
    }
    Set<String> needed = new TreeSet<>();
    for (String asked : words(stanza.get("D"))) {
      needed.addAll(providers.getOrDefault(plain(asked), Set.of()));
    }
    needed.remove(name);
    String origin = stanza.get("o");
    String licence = stanza.get("L");
    return new DistroPackage(
        DistroPackage.Manager.APK,
        name,
        version,
        origin.isEmpty() ? name : origin,
        version,
        stanza.get("A"),
        stanza.get("m"),
        stanza.get("U"),
        licence.isEmpty() ? List.of() : List.of(licence),
        List.copyOf(needed));
  }

  private static List<String> words(String text) {
    return text.isBlank() ? List.of() : List.of(text.strip().split(" +"));
  }

  /** Without the version; what must not be there begins with an exclamation mark and fits nothing. */
  private static String plain(String relation) {
    return relation.split("[<>=~@]", 2)[0];
  }
}
