package dev.hermetic.environment;

import dev.hermetic.environment.Environment.PlatformRequest;
import dev.hermetic.environment.Environment.RequestedChannel;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Location;
import dev.hermetic.yaml.YamlFile;
import dev.hermetic.yaml.YamlMapping;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads environment files: CEP-24, conda-lock's {@code platforms}, {@code category}, {@code
 * pip-repositories} and line selectors, mamba's {@code sel(linux):}. A pyproject.toml or requirements
 * file among them is an entry {@code -r FILE} of a {@code pip:} section. Several files are merged as
 * conda-lock merges them ({@link EnvironmentMerger}).
 */
public final class EnvironmentReader {
  private static final Set<String> RECIPES = Set.of("meta.yaml", "meta.yml");

  private EnvironmentReader() {}

  /**
   * Reads and merges the files.
   *
   * @throws HermeticException with every problem of every file, of the areas YAML and ENV
   */
  public static Environment read(EnvironmentSource source) {
    if (source.files().isEmpty()) {
      throw new HermeticException(EnvironmentProblems.noFiles());
    }
    Findings findings = new Findings();
    List<ParsedFile> files = new ArrayList<>();
    for (Path file : source.files()) {
      parse(source.directory(), file, findings).ifPresent(files::add);
    }
    List<Platform> platforms = platforms(source, files);
    List<String> words = CommentSelectors.knownWords(platforms);
    for (ParsedFile file : files) {
      checkSelectors(file, words, findings);
    }
    SortedMap<Platform, PlatformRequest> requests = new TreeMap<>();
    for (Platform platform : platforms) {
      List<DependencyParser.Dependencies> all = new ArrayList<>();
      for (ParsedFile file : files) {
        dependencies(file, platform, words, findings).ifPresent(all::add);
      }
      requests.put(platform, EnvironmentMerger.merge(platform, all));
    }
    List<RequestedChannel> channels =
        source.channels().isEmpty()
            ? EnvironmentMerger.channels(files, findings)
            : source.channels().stream()
                .map(text -> new RequestedChannel(text, Location.of("hermetic.channels")))
                .toList();
    List<String> pipRepositories = EnvironmentMerger.pipRepositories(files, findings);
    findings.throwProblems();
    return new Environment(
        EnvironmentMerger.name(files),
        source.files(),
        channels,
        pipRepositories,
        platforms,
        platformsPlace(source, files),
        EnvironmentMerger.variables(files),
        requests,
        findings.warnings());
  }

  private static Optional<ParsedFile> parse(Path directory, Path file, Findings findings) {
    String shown = ShownPath.of(directory, file);
    findings.announce(shown);
    Path name = file.getFileName();
    if (name != null && RECIPES.contains(name.toString())) {
      findings.problem(Location.of(shown), EnvironmentProblems.recipe(shown));
      return Optional.empty();
    }
    try {
      String text = YamlFile.readText(directory.resolve(file), shown);
      if (ParsedFile.holdsRequirements(file)) {
        return Optional.of(ParsedFile.ofRequirements(shown));
      }
      return new FileParser(shown, findings).parse(text);
    } catch (HermeticException e) {
      findings.yaml(shown, e);
      return Optional.empty();
    }
  }

  /** conda-lock's rule: asked by the caller, else the union of the files, else the defaults. */
  private static List<Platform> platforms(EnvironmentSource source, List<ParsedFile> files) {
    if (!source.platforms().isEmpty()) {
      return source.platforms();
    }
    List<Platform> union =
        files.stream().flatMap(file -> file.platforms().stream()).sorted().distinct().toList();
    return union.isEmpty() ? source.defaultPlatforms() : union;
  }

  private static Location platformsPlace(EnvironmentSource source, List<ParsedFile> files) {
    return source.platforms().isEmpty()
        ? files.stream()
            .flatMap(file -> file.platformsPlace().stream())
            .findFirst()
            .orElseGet(() -> Location.of(files.get(0).shown()))
        : Location.of("hermetic.platforms");
  }

  private static void checkSelectors(ParsedFile file, List<String> words, Findings findings) {
    for (CommentSelectors.Selector selector :
        CommentSelectors.find(file.text(), file.shown(), words)) {
      Location location = selector.location();
      boolean inside = location.line() >= file.firstLine() && location.line() <= file.lastLine();
      boolean known = words.contains(selector.word());
      if (inside && !known) {
        findings.problem(location, EnvironmentProblems.unknownSelector(selector, words));
      } else if (!inside && known) {
        findings.warning(location, EnvironmentWarnings.selectorWithoutEffect(selector));
      }
    }
  }

  private static Optional<DependencyParser.Dependencies> dependencies(
      ParsedFile file, Platform platform, List<String> words, Findings findings) {
    if (!file.requirements().isEmpty()) {
      return Optional.of(
          new DependencyParser.Dependencies(List.of(), file.requirements(), Optional.empty()));
    }
    CommentSelectors.Filtered filtered =
        CommentSelectors.filter(file.text(), platform, words, file.firstLine(), file.lastLine());
    try {
      if (YamlFile.parse(filtered.text(), file.shown(), filtered.numbers())
          instanceof YamlMapping mapping) {
        return mapping.entries().stream()
            .filter(entry -> entry.key().text().equals("dependencies"))
            .findFirst()
            .map(new DependencyParser(platform, file.category(), findings)::parse);
      }
    } catch (HermeticException e) {
      findings.yaml(file.shown(), e);
    }
    return Optional.empty();
  }
}
