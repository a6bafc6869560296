package dev.hermetic.pypi.wheel;

import dev.hermetic.archive.EntryPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Reads the commands out of {@code entry_points.txt} (entry points specification): groups in
 * brackets, {@code name = module:function}, which may be followed by extras in brackets.
 */
final class EntryPointsFile {
  private static final String CONSOLE = "[console_scripts]";
  private static final String GUI = "[gui_scripts]";

  private EntryPointsFile() {}

  /**
   * Sorted by command; of two with one name the later one counts, as for Python.
   *
   * @param wrong told of each line of the groups of commands that is no entry point
   */
  static List<EntryPoint> commands(String text, Consumer<String> wrong) {
    SortedMap<String, EntryPoint> commands = new TreeMap<>();
    String group = "";
    for (String raw : text.lines().toList()) {
      String line = raw.strip();
      if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
        continue;
      }
      if (line.startsWith("[") && line.endsWith("]")) {
        group = line;
      } else if (group.equals(CONSOLE) || group.equals(GUI)) {
        boolean gui = group.equals(GUI);
        Optional<EntryPoint> parsed = EntryPoint.parse(line.replaceFirst("\\s*\\[[^\\[\\]]*]$", ""));
        parsed.ifPresentOrElse(
            one ->
                commands.put(
                    one.command(),
                    new EntryPoint(one.command(), one.module(), one.function(), gui)),
            () -> wrong.accept(line));
      }
    }
    return new ArrayList<>(commands.values());
  }
}
