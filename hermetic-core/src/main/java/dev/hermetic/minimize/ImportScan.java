package dev.hermetic.minimize;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks for import statements that name what would be removed. It reads statements, also those
 * within functions, and names that are written out for {@code import_module}; it keeps rather too much
 * than too little.
 */
final class ImportScan {
  private static final Pattern FROM =
      Pattern.compile(
          "^[ \\t]*from[ \\t]+(\\.*[\\w.]*)[ \\t]+import[ \\t]+(\\([^)]*\\)|(?:[^\\n\\\\]|\\\\\\n?)*+)",
          Pattern.MULTILINE);
  private static final Pattern IMPORT =
      Pattern.compile("^[ \\t]*import[ \\t]+([^\\n#;]*)", Pattern.MULTILINE);
  private static final Pattern BY_NAME =
      Pattern.compile("(?:import_module|__import__)\\(\\s*[\"']([\\w.]+)[\"']");

  private final Path prefix;
  private final PythonModules modules;

  ImportScan(Path prefix, PythonModules modules) {
    this.prefix = prefix;
    this.modules = modules;
  }

  /**
   * What of the removed is imported.
   *
   * @param asking paths of modules that stay
   * @param removed paths
   * @param folders of all that stays
   * @return the removed folder, or module, that has to stay, with the first path that imports it
   */
  Map<String, String> imports(
      List<String> asking, Set<String> removed, Set<String> folders) {
    Map<String, String> places = places(removed);
    Map<String, String> needed = new HashMap<>();
    if (places.isEmpty()) {
      return needed;
    }
    // Whoever imports what is in a folder from outside of it writes the folder's name.
    Set<String> words = new TreeSet<>();
    places.values().forEach(place -> words.add(word(place, folders)));
    for (String path : asking) {
      String text = read(path);
      if (words.stream().anyMatch(text::contains)) {
        for (String name : imported(text, modules.packageName(path))) {
          String place = places.get(name);
          if (place != null) {
            needed.merge(place, path, (a, b) -> a.compareTo(b) <= 0 ? a : b);
          }
        }
      }
    }
    return needed;
  }

  /** Removed packages and modules by the names they are imported by; of a package its folder. */
  private Map<String, String> places(Set<String> removed) {
    Map<String, String> places = new HashMap<>();
    for (String path : removed) {
      if (modules.isModule(path)) {
        String name = modules.name(path);
        boolean isPackage = path.endsWith("/__init__.py");
        places.put(name, isPackage ? path.substring(0, path.lastIndexOf('/')) : path);
      }
    }
    // A module within a removed package brings the whole package back.
    Map<String, String> topmost = new HashMap<>();
    for (Map.Entry<String, String> one : places.entrySet()) {
      String place = one.getValue();
      String name = one.getKey();
      for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
        place = places.getOrDefault(name.substring(0, dot), place);
      }
      topmost.put(name, place);
    }
    return topmost;
  }

  /** The name of the topmost folder in which nothing stays; of a module in another its own. */
  private static String word(String place, Set<String> folders) {
    String top = place;
    for (int slash = place.lastIndexOf('/'); slash > 0; slash = place.lastIndexOf('/', slash - 1)) {
      String folder = place.substring(0, slash);
      if (folders.contains(folder)) {
        break;
      }
      top = folder;
    }
    String name = top.substring(top.lastIndexOf('/') + 1);
    return name.endsWith(PythonModules.SOURCE)
        ? name.substring(0, name.length() - PythonModules.SOURCE.length())
        : name;
  }

  private static List<String> imported(String text, String packageName) {
    List<String> names = new ArrayList<>();
    Matcher from = FROM.matcher(text);
    while (from.find()) {
      String base = absolute(from.group(1), packageName);
      if (!base.isEmpty()) {
        addWithParents(base, names);
      }
      for (String word : from.group(2).replaceAll("#[^\\n]*", "").split("[,()\\s\\\\]+")) {
        if (!word.isEmpty()) {
          names.add(base.isEmpty() ? word : base + "." + word);
        }
      }
    }
    Matcher plain = IMPORT.matcher(text);
    while (plain.find()) {
      for (String one : plain.group(1).split(",")) {
        addWithParents(one.strip().split("\\s+", 2)[0], names);
      }
    }
    Matcher named = BY_NAME.matcher(text);
    while (named.find()) {
      addWithParents(named.group(1), names);
    }
    return names;
  }

  /** Importing {@code a.b.c} imports {@code a} and {@code a.b} before. */
  private static void addWithParents(String name, List<String> names) {
    names.add(name);
    for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
      names.add(name.substring(0, dot));
    }
  }

  private static String absolute(String written, String packageName) {
    int dots = 0;
    while (dots < written.length() && written.charAt(dots) == '.') {
      dots++;
    }
    if (dots == 0) {
      return written;
    }
    String base = packageName;
    for (int i = 1; i < dots; i++) {
      int dot = base.lastIndexOf('.');
      base = dot < 0 ? "" : base.substring(0, dot);
    }
    String rest = written.substring(dots);
    return base.isEmpty() || rest.isEmpty() ? base + rest : base + "." + rest;
  }

  private String read(String path) {
    Path file = prefix.resolve(path);
    try {
      // Names of modules that matter here are ASCII; no encoding can break on these bytes.
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw MinimizeProblems.cannotRead(file, e);
    }
  }
}
