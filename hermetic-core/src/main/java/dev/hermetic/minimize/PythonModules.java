package dev.hermetic.minimize;

import dev.hermetic.prefix.ManifestEntry;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which files of a prefix are Python modules, and by what names they are imported. */
final class PythonModules {
  private static final Pattern LIBRARY = Pattern.compile("(?:lib/python[0-9.]+|Lib)/");
  private static final String SITE_PACKAGES = "site-packages/";
  static final String SOURCE = ".py";
  private static final String PACKAGE = "/__init__";

  /** Folders from which modules are imported, each with a slash at its end; the longest first. */
  private final List<String> roots;

  private PythonModules(List<String> roots) {
    this.roots = roots;
  }

  static PythonModules of(List<ManifestEntry> entries) {
    TreeSet<String> roots = new TreeSet<>();
    for (ManifestEntry entry : entries) {
      Matcher library = LIBRARY.matcher(entry.path());
      if (library.lookingAt()) {
        roots.add(library.group());
        roots.add(library.group() + SITE_PACKAGES);
      }
    }
    return new PythonModules(List.copyOf(roots.descendingSet()));
  }

  boolean isModule(String path) {
    return path.endsWith(SOURCE) && root(path) != null;
  }

  /** {@code a.b} for {@code lib/python3.11/site-packages/a/b.py}, of a module. */
  String name(String path) {
    String inside = path.substring(rootOf(path).length(), path.length() - SOURCE.length());
    if (inside.endsWith(PACKAGE)) {
      inside = inside.substring(0, inside.length() - PACKAGE.length());
    }
    return inside.replace('/', '.');
  }

  /** The package that relative imports of a module start at: itself when it is one. */
  String packageName(String path) {
    String name = name(path);
    if (path.endsWith(PACKAGE + SOURCE)) {
      return name;
    }
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(0, dot);
  }

  private String rootOf(String path) {
    String root = root(path);
    if (root == null) {
      throw new IllegalArgumentException(path + " is no module");
    }
    return root;
  }

  private @Nullable String root(String path) {
    for (String root : roots) {
      if (path.startsWith(root)) {
        return root;
      }
    }
    return null;
  }
}
