package dev.hermetic.activate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the activation of a prefix does to environment variables (CEP-32), in its order: {@code PATH},
 * {@code etc/conda/env_vars.d}, {@code conda-meta/state}, conda's own variables, scripts of {@code
 * etc/conda/activate.d} that only set variables. The same for the same prefix on any machine.
 *
 * @param left scripts that would have to be run, sorted by path; what they do is missing here
 */
public record Activation(List<Step> steps, List<LeftScript> left) {
  public Activation {
    steps = List.copyOf(steps);
    left = List.copyOf(left);
  }

  /**
   * A script that is not run.
   *
   * @param path relative to the prefix
   * @param why what in it needs a shell
   */
  public record LeftScript(String path, String why) {}

  /** The variables of a program in the activated prefix, from those of who activates it. */
  public SortedMap<String, String> variables(Map<String, String> outside) {
    SortedMap<String, String> exported = new TreeMap<>(outside);
    Map<String, String> hidden = new HashMap<>();
    for (Step step : steps) {
      if (step instanceof Step.Path path) {
        String before = exported.get("PATH");
        String folders = String.join(path.separator(), path.folders());
        exported.put(
            "PATH",
            before == null || before.isEmpty() ? folders : folders + path.separator() + before);
      } else if (step instanceof Step.Set set) {
        String value = set.value().in(exported, hidden);
        boolean seen = set.exported() || exported.containsKey(set.name());
        (seen ? exported : hidden).put(set.name(), value);
        if (seen) {
          hidden.remove(set.name());
        }
      } else if (step instanceof Step.Export export) {
        String value = hidden.remove(export.name());
        if (value != null) {
          exported.put(export.name(), value);
        }
      } else if (step instanceof Step.Unset unset) {
        exported.remove(unset.name());
        hidden.remove(unset.name());
      }
    }
    return exported;
  }
}
