package dev.hermetic.lockfile;

import dev.hermetic.problem.Location;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the parts of a conda-lock.yml stand. Costs next to nothing until it is asked; what is
 * written in an unusual form is found no closer than the package or the file.
 */
public final class LockLocations {
  private final String file;
  private final String text;
  private final List<LockedPackage> packages;
  private final List<Integer> starts;
  private @Nullable List<String> lines;
  private @Nullable Map<List<Object>, Integer> index;

  /**
   * @param file the file as problems name it
   * @param starts for each of the packages the 1-based line at which it begins
   */
  LockLocations(String file, String text, List<LockedPackage> packages, List<Integer> starts) {
    this.file = file;
    this.text = text;
    this.packages = packages;
    this.starts = starts;
  }

  /** The whole file. */
  public Location file() {
    return Location.of(file);
  }

  /** Where the package begins. */
  public Location of(LockedPackage locked) {
    @Nullable Integer at = index().get(key(locked));
    return at == null ? file() : new Location(file, starts.get(at), 0);
  }

  /** The line of a field of the package, such as {@code version}. */
  public Location of(LockedPackage locked, String field) {
    return inside(locked, "  " + field + ":");
  }

  /** The line of a dependency of the package. */
  public Location dependency(LockedPackage locked, String name) {
    return inside(locked, "    " + name + ":");
  }

  /** The line of a key of {@code metadata}. */
  public Location metadata(String key) {
    return top("  " + key + ":");
  }

  /** The line at which the packages begin. */
  public Location packages() {
    return top("package:");
  }

  /** The first line that begins so; the rest of the text is not looked at. */
  private Location top(String start) {
    int number = 0;
    for (Iterator<String> all = text.lines().iterator(); all.hasNext(); ) {
      number++;
      if (all.next().startsWith(start)) {
        return new Location(file, number, 0);
      }
    }
    return file();
  }

  private Location inside(LockedPackage locked, String start) {
    Location location = of(locked);
    if (location.line() == 0) {
      return location;
    }
    Location found = line(location.line(), start);
    return found.line() == 0 ? location : found;
  }

  /** The line of the package that begins at a line. */
  private Location line(int from, String start) {
    List<String> all = lines();
    for (int i = from; i <= all.size(); i++) {
      String line = all.get(i - 1);
      if (i > from && line.startsWith("-")) {
        break;
      }
      if (line.startsWith(start)) {
        return new Location(file, i, 0);
      }
    }
    return file();
  }

  private List<String> lines() {
    if (lines == null) {
      lines = text.lines().toList();
    }
    return lines;
  }

  private Map<List<Object>, Integer> index() {
    if (index == null) {
      Map<List<Object>, Integer> made = new HashMap<>();
      for (int i = 0; i < packages.size(); i++) {
        made.putIfAbsent(key(packages.get(i)), i);
      }
      index = made;
    }
    return index;
  }

  private static List<Object> key(LockedPackage locked) {
    return List.of(locked.manager(), locked.name(), locked.platform(), locked.category());
  }
}
