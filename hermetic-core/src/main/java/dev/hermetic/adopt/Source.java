package dev.hermetic.adopt;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.yaml.YamlFile;
import dev.hermetic.yaml.YamlMapping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What to begin with, and what kind of thing it is, told from what is in it rather than by its name.
 *
 * @param text of a file, empty for a prefix
 */
record Source(Kind kind, Path path, String shown, String text) {
  /** In the order in which they are looked for. */
  enum Kind {
    ENVIRONMENT,
    CONDA_LOCK,
    PIXI_LOCK,
    EXPLICIT,
    PREFIX
  }

  private static final List<String> USUAL =
      List.of("environment.yml", "environment.yaml", "conda-lock.yml", "pixi.lock", "explicit.txt");

  /** The thing that the user names, else the first one that the folder has. */
  static Source find(AdoptRequest request) {
    Path named = request.from();
    if (named != null) {
      return of(request.directory().resolve(named), named.toString().replace('\\', '/'));
    }
    Path folder = request.directory();
    for (String name : USUAL) {
      if (Files.isRegularFile(folder.resolve(name))) {
        return of(folder.resolve(name), name);
      }
    }
    Optional<Path> explicit = explicitFile(folder);
    if (explicit.isPresent()) {
      return of(explicit.get(), explicit.get().getFileName().toString());
    }
    if (Files.isDirectory(folder.resolve(PrefixReader.FOLDER))) {
      return of(folder, ".");
    }
    throw new HermeticException(AdoptProblems.nothing(folder.toString()));
  }

  /** The only one, so that nobody takes one platform for the whole. */
  private static Optional<Path> explicitFile(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found =
          files
              .filter(file -> file.getFileName().toString().matches("conda-[a-z0-9_-]+\\.lock"))
              .sorted()
              .toList();
      return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    } catch (IOException | UncheckedIOException e) {
      throw new HermeticException(AdoptProblems.unreadable(folder.toString()), e);
    }
  }

  private static Source of(Path path, String shown) {
    if (Files.isDirectory(path)) {
      if (!Files.isDirectory(path.resolve(PrefixReader.FOLDER))) {
        throw new HermeticException(AdoptProblems.unknown(shown));
      }
      return new Source(Kind.PREFIX, path, shown, "");
    }
    if (!Files.exists(path)) {
      throw new HermeticException(AdoptProblems.notThere(shown));
    }
    String text = YamlFile.readText(path, shown);
    if (text.lines().anyMatch(line -> line.strip().equals("@EXPLICIT"))) {
      return new Source(Kind.EXPLICIT, path, shown, text);
    }
    if (YamlFile.parse(text, shown) instanceof YamlMapping mapping) {
      if (mapping.get("package").isPresent() && mapping.get("metadata").isPresent()) {
        return new Source(Kind.CONDA_LOCK, path, shown, text);
      }
      if (mapping.get("environments").isPresent() && mapping.get("packages").isPresent()) {
        return new Source(Kind.PIXI_LOCK, path, shown, text);
      }
      if (mapping.get("dependencies").isPresent()) {
        return new Source(Kind.ENVIRONMENT, path, shown, text);
      }
    }
    throw new HermeticException(AdoptProblems.unknown(shown));
  }
}
