package dev.hermetic.environment;

import dev.hermetic.environment.Environment.RequestedChannel;
import dev.hermetic.platform.KnownPlatforms;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Location;
import dev.hermetic.yaml.YamlFile;
import dev.hermetic.yaml.YamlMapping;
import dev.hermetic.yaml.YamlNode;
import dev.hermetic.yaml.YamlScalar;
import dev.hermetic.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads the top level of one environment file (CEP-24 with conda-lock's extensions). As in
 * conda-lock, line selectors count only below {@code dependencies:}.
 */
final class FileParser {
  private static final List<String> KEYS =
      List.of(
          "name",
          "channels",
          "dependencies",
          "variables",
          "platforms",
          "category",
          "pip-repositories",
          "prefix");

  private static final Pattern NAME_FORBIDDEN = Pattern.compile("[/ :#]");
  private static final Pattern PLAIN_NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.([0-9]*[1-9]|0))?|True|False");

  private final String shown;
  private final Findings findings;

  FileParser(String shown, Findings findings) {
    this.shown = shown;
    this.findings = findings;
  }

  /** Empty when the file is no environment file; the findings then say why. */
  Optional<ParsedFile> parse(String text) {
    YamlNode root = YamlFile.parse(text, shown);
    if (!(root instanceof YamlMapping mapping)) {
      findings.problem(root.location(), EnvironmentProblems.notAMapping(root));
      return Optional.empty();
    }
    warnAboutKeys(mapping);
    Optional<Location> start = key(mapping, "dependencies");
    if (start.isEmpty()) {
      Location file = Location.of(shown);
      findings.problem(file, EnvironmentProblems.noDependencies(file, misspelt(mapping)));
    }
    int first = start.map(Location::line).orElse(Integer.MAX_VALUE);
    return Optional.of(
        new ParsedFile(
            shown,
            text,
            scalar(mapping, "name").flatMap(this::name),
            channels(mapping),
            strings(mapping, "pip-repositories", "a pip repository"),
            platforms(mapping),
            key(mapping, "platforms"),
            scalar(mapping, "category").map(YamlScalar::text).orElse(Requirement.MAIN),
            variables(mapping),
            first,
            lastLine(mapping, first),
            List.of()));
  }

  private static Optional<Location> key(YamlMapping mapping, String name) {
    for (YamlMapping.Entry entry : mapping.entries()) {
      if (entry.key().text().equals(name)) {
        return Optional.of(entry.key().location());
      }
    }
    return Optional.empty();
  }

  private List<RequestedChannel> channels(YamlMapping mapping) {
    List<RequestedChannel> channels = new ArrayList<>();
    for (RequestedChannel channel : strings(mapping, "channels", "a channel")) {
      if (!channel.text().equals("nodefaults")) {
        channels.add(channel);
      }
    }
    return channels;
  }

  private void warnAboutKeys(YamlMapping mapping) {
    for (YamlMapping.Entry entry : mapping.entries()) {
      YamlScalar key = entry.key();
      if (key.text().equals("prefix")) {
        findings.warning(key.location(), EnvironmentWarnings.prefixIgnored(key));
      } else if (!KEYS.contains(key.text())) {
        findings.warning(key.location(), EnvironmentWarnings.unknownKey(key, KEYS));
      }
    }
  }

  private static Optional<String> misspelt(YamlMapping mapping) {
    List<String> unknown =
        mapping.entries().stream()
            .map(entry -> entry.key().text())
            .filter(key -> !KEYS.contains(key))
            .toList();
    return NearName.of("dependencies", unknown);
  }

  private static int lastLine(YamlMapping mapping, int first) {
    int last = Integer.MAX_VALUE;
    for (YamlMapping.Entry entry : mapping.entries()) {
      int line = entry.key().location().line();
      if (line > first) {
        last = Math.min(last, line - 1);
      }
    }
    return last;
  }

  private Optional<String> name(YamlScalar name) {
    String text = name.text();
    if (text.equals("base") || text.equals("root") || NAME_FORBIDDEN.matcher(text).find()) {
      findings.warning(name.location(), EnvironmentWarnings.doubtfulName(name));
    }
    return Optional.of(text);
  }

  /** A number or date is taken as it is written: a name or category may look like one. */
  private Optional<YamlScalar> scalar(YamlMapping mapping, String key) {
    YamlNode value = mapping.get(key).orElse(null);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof YamlScalar scalar) {
      return scalar.isNull() || scalar.text().isEmpty() ? Optional.empty() : Optional.of(scalar);
    }
    findings.problem(value.location(), EnvironmentProblems.wrongType(key + ":", value, "a string"));
    return Optional.empty();
  }

  private List<YamlNode> list(YamlMapping mapping, String key) {
    YamlNode value = mapping.get(key).orElse(null);
    if (value instanceof YamlSequence sequence) {
      return sequence.items();
    }
    if (value != null && !(value instanceof YamlScalar scalar && scalar.isNull())) {
      findings.problem(value.location(), EnvironmentProblems.wrongType(key + ":", value, "a list"));
    }
    return List.of();
  }

  private List<RequestedChannel> strings(YamlMapping mapping, String key, String what) {
    List<RequestedChannel> texts = new ArrayList<>();
    for (YamlNode item : list(mapping, key)) {
      if (item instanceof YamlScalar scalar && scalar.isString() && !scalar.text().isBlank()) {
        texts.add(new RequestedChannel(scalar.text().strip(), scalar.location()));
      } else {
        findings.problem(item.location(), EnvironmentProblems.wrongType(what, item, "a string"));
      }
    }
    return texts;
  }

  private List<Platform> platforms(YamlMapping mapping) {
    List<Platform> platforms = new ArrayList<>();
    for (RequestedChannel item : strings(mapping, "platforms", "a platform")) {
      if (KnownPlatforms.contains(item.text())) {
        platforms.add(new Platform(item.text()));
      } else {
        findings.problem(
            item.location(),
            EnvironmentProblems.unknownPlatform(
                item.location(), item.text(), KnownPlatforms.subdirs()));
      }
    }
    return platforms;
  }

  private SortedMap<String, String> variables(YamlMapping mapping) {
    SortedMap<String, String> variables = new TreeMap<>();
    YamlNode value = mapping.get("variables").orElse(null);
    if (value instanceof YamlMapping entries) {
      entries.entries().forEach(entry -> variable(entry, variables));
    } else if (value != null && !(value instanceof YamlScalar scalar && scalar.isNull())) {
      findings.problem(
          value.location(), EnvironmentProblems.wrongType("variables:", value, "a mapping"));
    }
    return variables;
  }

  /**
   * CEP-24 wants a string of whatever is written. It is the text of the file; Python would make
   * {@code True} of {@code yes} and 3.1 of 3.10, hence the warning.
   */
  private void variable(YamlMapping.Entry entry, SortedMap<String, String> variables) {
    YamlScalar key = entry.key();
    if (key.text().isEmpty() || key.text().indexOf('=') >= 0) {
      findings.problem(key.location(), EnvironmentProblems.badVariableName(key));
    }
    if (!(entry.value() instanceof YamlScalar value)) {
      findings.problem(
          entry.value().location(),
          EnvironmentProblems.wrongType("the variable " + key.text(), entry.value(), "a string"));
      return;
    }
    if (!value.isString() && !PLAIN_NUMBER.matcher(value.text()).matches()) {
      findings.warning(value.location(), EnvironmentWarnings.variableNotString(key.text(), value));
    }
    variables.put(key.text(), value.isNull() ? "" : value.text());
  }
}
