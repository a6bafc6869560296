package dev.hermetic.adopt;

import dev.hermetic.lockfile.LockFileNames;
import dev.hermetic.platform.KnownPlatforms;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.yaml.YamlFile;
import dev.hermetic.yaml.YamlMapping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What to begin with, and what kind of thing it is, told from what is in it rather than by its name.
 *
 * @param files one, unless explicit files of several platforms lie beside each other
 */
record Source(Kind kind, List<Text> files) {
  /**
   * A file or folder.
   *
   * @param text of a file, empty for a prefix
   */
  record Text(Path path, String shown, String text) {}

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

  private static final Pattern EXPLICIT = Pattern.compile("conda-([a-z0-9_-]+)\\.lock");

  Source {
    files = List.copyOf(files);
  }

  private Source(Kind kind, Path path, String shown, String text) {
    this(kind, List.of(new Text(path, shown, text)));
  }

  Path path() {
    return files.get(0).path();
  }

  String text() {
    return files.get(0).text();
  }

  /** All of it, for users. */
  String shown() {
    return files.stream().map(Text::shown).collect(Collectors.joining(", "));
  }

  /** The thing that the user names, else the first one that the folder has. */
  static Source find(AdoptRequest request) {
    Path named = request.from();
    if (named != null) {
      return of(request.directory().resolve(named), named.toString().replace('\\', '/'));
    }
    Path folder = request.directory();
    for (String name : USUAL) {
      if (Files.isRegularFile(folder.resolve(name))) {
        return name.equals(LockFileNames.USUAL)
            ? lockOrItsSources(folder)
            : of(folder.resolve(name), name);
      }
    }
    List<Source> locked =
        explicitFiles(folder).stream()
            .map(file -> of(file, file.getFileName().toString()))
            .toList();
    if (locked.size() == 1) {
      return locked.get(0);
    }
    if (!locked.isEmpty()) {
      return explicit(locked);
    }
    if (Files.isDirectory(folder.resolve(PrefixReader.FOLDER))) {
      return of(folder, ".");
    }
    throw new HermeticException(AdoptProblems.nothing(folder.toString()));
  }

  private static Source explicit(List<Source> several) {
    for (Source one : several) {
      if (one.kind() != Kind.EXPLICIT) {
        throw new HermeticException(AdoptProblems.unknown(one.shown()));
      }
    }
    return new Source(
        Kind.EXPLICIT, several.stream().flatMap(one -> one.files().stream()).toList());
  }

  /** What a lock was made from, under whatever name, says more than the lock. */
  private static Source lockOrItsSources(Path folder) {
    return LockSources.of(folder).files().stream()
        .filter(name -> !name.startsWith("../"))
        .findFirst()
        .map(name -> new Source(Kind.ENVIRONMENT, folder.resolve(name), name, ""))
        .orElseGet(() -> of(folder.resolve(LockFileNames.USUAL), LockFileNames.USUAL));
  }

  /** The only one, whatever it is called, or those of several platforms as conda-lock calls them. */
  private static List<Path> explicitFiles(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found =
          files
              .filter(file -> EXPLICIT.matcher(file.getFileName().toString()).matches())
              .sorted()
              .toList();
      return found.size() == 1
          ? found
          : found.stream().filter(file -> ofPlatform(file.getFileName().toString())).toList();
    } catch (IOException | UncheckedIOException e) {
      throw new HermeticException(AdoptProblems.unreadable(folder.toString()), e);
    }
  }

  private static boolean ofPlatform(String name) {
    Matcher form = EXPLICIT.matcher(name);
    return form.matches() && KnownPlatforms.contains(form.group(1));
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
