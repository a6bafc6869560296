package dev.hermetic.distro;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what dpkg says is installed ({@code status}, and {@code status.d} of distroless images). */
final class DpkgList {
  private static final Pattern SOURCE = Pattern.compile("(\\S+)(?:\\s+\\((.+)\\))?");

  /** The last word of {@code Status}: nothing of the package is there (dpkg(1)). */
  private static final Set<String> GONE = Set.of("not-installed", "config-files");

  private final String base;
  private final List<Stanzas.Stanza> stanzas = new ArrayList<>();
  private final List<String> places = new ArrayList<>();

  DpkgList(String base) {
    this.base = base;
  }

  void add(String path, String text) {
    for (Stanzas.Stanza stanza : Stanzas.read(base, path, text)) {
      String status = stanza.get("Status");
      if (!GONE.contains(status.substring(status.lastIndexOf(' ') + 1))) {
        stanzas.add(stanza);
        places.add(path);
      }
    }
  }

  /** @param copyrights by name of the package what its copyright file names */
  List<DistroPackage> packages(Map<String, List<String>> copyrights) {
    Map<String, Set<String>> providers = new HashMap<>();
    for (Stanzas.Stanza stanza : stanzas) {
      String name = stanza.get("Package");
      providers.computeIfAbsent(name, key -> new TreeSet<>()).add(name);
      for (String provided : names(stanza.get("Provides"))) {
        providers.computeIfAbsent(provided, key -> new TreeSet<>()).add(name);
      }
    }
    List<DistroPackage> packages = new ArrayList<>();
    for (int i = 0; i < stanzas.size(); i++) {
      packages.add(read(stanzas.get(i), places.get(i), providers, copyrights));
    }
    return packages;
  }

  private DistroPackage read(
      Stanzas.Stanza stanza,
      String path,
      Map<String, Set<String>> providers,
      Map<String, List<String>> copyrights) {
    String name = stanza.get("Package");
    String version = stanza.get("Version");
    if (!Stanzas.isName(name)) {
      throw DistroProblems.list(base, path, stanza.line(), "the package has no name, or a wrong one");
    }
    Matcher source = SOURCE.matcher(stanza.get("Source"));
    boolean other = source.matches();
    String sourceVersion = other && source.group(2) != null ? source.group(2).strip() : version;
    if (DebianVersion.parse(version).isEmpty() || DebianVersion.parse(sourceVersion).isEmpty()) {
      throw DistroProblems.list(
          base, path, stanza.line(), "the package has no version that dpkg would take");
    }
    Set<String> needed = new TreeSet<>();
    for (String field : List.of("Pre-Depends", "Depends")) {
      for (String asked : names(stanza.get(field))) {
        needed.addAll(providers.getOrDefault(asked, Set.of()));
      }
    }
    needed.remove(name);
    return new DistroPackage(
        DistroPackage.Manager.DPKG,
        name,
        version,
        other ? source.group(1) : name,
        sourceVersion,
        stanza.get("Architecture"),
        stanza.get("Maintainer"),
        stanza.get("Homepage"),
        copyrights.getOrDefault(name, List.of()),
        List.copyOf(needed));
  }

  /** The names in a field of relations, without versions and architectures (deb-control(5)). */
  private static Set<String> names(String relations) {
    Set<String> names = new HashSet<>();
    for (String one : relations.split("[,|]")) {
      String name = one.strip().split("[\\s(:\\[]", 2)[0];
      if (!name.isEmpty()) {
        names.add(name);
      }
    }
    return names;
  }
}
