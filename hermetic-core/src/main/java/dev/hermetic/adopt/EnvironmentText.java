package dev.hermetic.adopt;

import dev.hermetic.environment.LineSelector;
import dev.hermetic.environment.Requirement;
import dev.hermetic.platform.Platform;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Writes an environment.yml (CEP-24, with conda-lock's {@code platforms:} and line selectors). */
final class EnvironmentText {
  /** What YAML takes as a text without quotes, for certain. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_/][A-Za-z0-9_./=+:-]*(?<!:)");

  private EnvironmentText() {}

  static String of(Beginning beginning, String from, String category) {
    StringBuilder text = new StringBuilder();
    text.append("# Made from ").append(from).append(": ").append(beginning.remark()).append("\n");
    beginning.name().ifPresent(name -> text.append("name: ").append(scalar(name)).append("\n"));
    if (!category.equals(Requirement.MAIN)) {
      text.append("category: ").append(scalar(category)).append("\n");
    }
    text.append("channels:\n");
    beginning.channels().forEach(one -> text.append("  - ").append(scalar(one)).append("\n"));
    text.append("platforms:\n");
    beginning.conda().keySet().forEach(one -> text.append("  - ").append(one).append("\n"));
    text.append("dependencies:\n");
    lines(beginning.conda(), "  - ", text);
    if (beginning.hasPip()) {
      boolean named = beginning.conda().values().stream().allMatch(of -> of.containsKey("pip"));
      text.append(named ? "" : "  - pip\n").append("  - pip:\n");
      lines(beginning.pip(), "      - ", text);
    }
    return text.toString();
  }

  /** A line for each spec; one that not all platforms have gets a line for each that does. */
  private static void lines(
      SortedMap<Platform, SortedMap<String, String>> specs, String dash, StringBuilder text) {
    SortedMap<String, SortedMap<String, SortedSet<Platform>>> byName = new TreeMap<>();
    specs.forEach(
        (platform, of) ->
            of.forEach(
                (name, spec) ->
                    byName
                        .computeIfAbsent(name, key -> new TreeMap<>())
                        .computeIfAbsent(spec, key -> new TreeSet<>())
                        .add(platform)));
    byName.values().forEach(
        ofName ->
            ofName.forEach(
                (spec, platforms) -> {
                  if (platforms.size() == specs.size()) {
                    text.append(dash).append(scalar(spec)).append("\n");
                  } else {
                    for (Platform platform : platforms) {
                      text.append(dash).append(scalar(spec)).append("  # [")
                          .append(LineSelector.of(platform)).append("]\n");
                    }
                  }
                }));
  }

  private static String scalar(String value) {
    boolean word = List.of("y", "n", "yes", "no", "on", "off", "true", "false", "null").contains(
        value.toLowerCase(java.util.Locale.ROOT));
    return PLAIN.matcher(value).matches() && !word ? value : "'" + value.replace("'", "''") + "'";
  }
}
