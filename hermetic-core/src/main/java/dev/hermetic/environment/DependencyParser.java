package dev.hermetic.environment;

import dev.hermetic.match.InvalidMatchSpecException;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Location;
import dev.hermetic.yaml.YamlMapping;
import dev.hermetic.yaml.YamlNode;
import dev.hermetic.yaml.YamlScalar;
import dev.hermetic.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the list below {@code dependencies:} for one platform. */
final class DependencyParser {
  private static final List<String> SEL_WORDS = List.of("linux", "osx", "unix", "win");

  /**
   * What the list says.
   *
   * @param pipSection where the first {@code pip:} section stands, if there is one
   */
  record Dependencies(
      List<Requirement> conda, List<PipRequirement> pip, Optional<Location> pipSection) {}

  private final Platform platform;
  private final String category;
  private final Findings findings;
  private final Map<String, Requirement> conda = new LinkedHashMap<>();
  private final Map<String, PipRequirement> pip = new LinkedHashMap<>();
  private Optional<Location> pipSection = Optional.empty();
  private Written written = Written.ON_ITS_LINE;

  DependencyParser(Platform platform, String category, Findings findings) {
    this.platform = platform;
    this.category = category;
    this.findings = findings;
  }

  Dependencies parse(YamlMapping.Entry dependencies) {
    YamlNode value = dependencies.value();
    if (value instanceof YamlSequence sequence) {
      written = sequence.flow() ? Written.IN_BRACKETS : Written.ON_ITS_LINE;
      sequence.items().forEach(this::item);
    } else if (value instanceof YamlScalar scalar && scalar.isNull()) {
      YamlScalar key = dependencies.key();
      findings.warning(key.location(), EnvironmentWarnings.emptyDependencies(key));
    } else {
      findings.problem(
          value.location(), EnvironmentProblems.wrongType("dependencies:", value, "a list"));
    }
    return new Dependencies(
        new ArrayList<>(conda.values()), new ArrayList<>(pip.values()), pipSection);
  }

  private void item(YamlNode item) {
    if (item instanceof YamlMapping mapping) {
      mapping.entries().forEach(this::section);
    } else {
      spec(item);
    }
  }

  private void section(YamlMapping.Entry entry) {
    String key = entry.key().text();
    if (key.equals("pip")) {
      pip(entry);
    } else if (key.startsWith("sel(")) {
      if (!key.endsWith(")") || !SEL_WORDS.contains(key.substring(4, key.length() - 1))) {
        findings.problem(entry.key().location(), EnvironmentProblems.unknownSel(entry.key()));
      } else if (CommentSelectors.wordsOf(platform).contains(key.substring(4, key.length() - 1))) {
        spec(entry.value());
      }
    } else {
      findings.problem(
          entry.key().location(), EnvironmentProblems.unknownSection(entry.key(), entry.value()));
    }
  }

  private void spec(YamlNode item) {
    if (!(item instanceof YamlScalar scalar && scalar.isString())) {
      findings.problem(item.location(), EnvironmentProblems.dependencyNotString(item));
      return;
    }
    YamlScalar text = (YamlScalar) item;
    MatchSpec spec;
    try {
      spec = MatchSpec.parse(text.text());
    } catch (InvalidMatchSpecException e) {
      findings.problem(text.locationAt(e.offset()), EnvironmentProblems.badSpec(text, e));
      return;
    }
    if (!spec.hasExactName()) {
      findings.problem(text.location(), EnvironmentProblems.specOfManyNames(text));
      return;
    }
    Requirement requirement = new Requirement(spec, text.text(), category, text.location(), written);
    Requirement first = conda.put(spec.name(), requirement);
    if (first != null) {
      findings.warning(
          text.location(),
          EnvironmentWarnings.duplicate(
              "the dependency", spec.name(), text.location(), first.location()));
    }
  }

  /** A section that selectors left without entries is none, as in conda-lock. */
  private void pip(YamlMapping.Entry entry) {
    YamlNode value = entry.value();
    if (value instanceof YamlScalar scalar && scalar.isNull()) {
      return;
    }
    if (!(value instanceof YamlSequence sequence)) {
      findings.problem(value.location(), EnvironmentProblems.wrongType("pip:", value, "a list"));
      return;
    }
    if (pipSection.isEmpty()) {
      pipSection = Optional.of(entry.key().location());
    }
    sequence.items().forEach(this::pipEntry);
  }

  private void pipEntry(YamlNode item) {
    if (!(item instanceof YamlScalar scalar && scalar.isString() && !scalar.text().isBlank())) {
      findings.problem(item.location(), EnvironmentProblems.pipEntryNotString(item));
      return;
    }
    String text = ((YamlScalar) item).text().strip();
    PipRequirement requirement = new PipRequirement(text, category, item.location());
    PipRequirement first = pip.put(PipNames.keyInFile(text), requirement);
    if (first != null) {
      findings.warning(
          item.location(),
          EnvironmentWarnings.duplicate(
              "the pip entry", PipNames.key(text), item.location(), first.location()));
    }
  }
}
