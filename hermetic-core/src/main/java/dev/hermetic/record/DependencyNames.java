package dev.hermetic.record;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The names that match specs of dependencies begin with. */
public final class DependencyNames {
  private DependencyNames() {}

  /** The name of each spec, in their order. */
  public static List<String> of(Collection<String> specs) {
    List<String> names = new ArrayList<>(specs.size());
    for (String text : specs) {
      int end = 0;
      while (end < text.length() && " =<>!~[".indexOf(text.charAt(end)) < 0) {
        end++;
      }
      names.add(text.substring(0, end));
    }
    return names;
  }
}
