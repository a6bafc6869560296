package dev.hermetic.pypi.request;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Location;
import dev.hermetic.problem.Problem;
import dev.hermetic.pypi.requirement.ProjectName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Collects what entries and files ask for. Not safe for several threads. */
final class RequestReader {
  private static final int MAX_BYTES = 10_000_000;

  private final Path directory;
  private final Map<String, String> variables;
  private final List<String> open = new ArrayList<>();
  private final SortedSet<String> files = new TreeSet<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();
  private final List<AskedRequirement> requirements = new ArrayList<>();
  private final List<AskedRequirement> constraints = new ArrayList<>();
  private final List<IndexLocation> extraIndexes = new ArrayList<>();
  private final List<IndexLocation> findLinks = new ArrayList<>();
  private final Map<AskedRequirement, String> origins = new HashMap<>();
  private final List<AskedPython> pythons = new ArrayList<>();
  private final List<LocalSource> locals = new ArrayList<>();
  private @Nullable IndexLocation index;
  private boolean noIndex;
  private boolean prereleases;

  RequestReader(Path directory, Map<String, String> variables) {
    this.directory = directory;
    this.variables = Map.copyOf(variables);
  }

  void readEntry(String text, Location location, String category) {
    LogicalLines.ofEntry(text, location, variables)
        .forEach(line -> read(line, new LineContext(category, false, location.file())));
  }

  void readFile(String file, String category, Location from) {
    readFile(file, from, new LineContext(category, false, file));
  }

  /**
   * What a line is read for.
   *
   * @param origin the file in which reading began
   */
  record LineContext(String category, boolean constraint, String origin) {
    LineContext ofConstraints() {
      return new LineContext(category, true, origin);
    }
  }

  private void read(LogicalLines.Line line, LineContext context) {
    try {
      new LineReader(this, line, context).read();
    } catch (HermeticException e) {
      problems.addAll(e.problems());
    }
  }

  /**
   * Reads a file that a line names, relative to the file of that line.
   *
   * @param extras of a pyproject.toml
   */
  void readNested(String path, SortedSet<ProjectName> extras, Location from, LineContext context) {
    if (path.contains("://") && !path.startsWith("file:")) {
      throw new HermeticException(RequestProblems.remoteFile(from, path));
    }
    String file = sibling(from.file(), path);
    if (PyprojectFile.isName(file)) {
      PyprojectFile project = pyproject(file, from);
      addAll(new PyprojectSelection(project, from).project(extras), project, context);
    } else if (extras.isEmpty()) {
      readFile(file, from, context);
    } else {
      throw new HermeticException(
          RequestProblems.extraOfNothing(from, extras.first().written()));
    }
  }

  /** Reads a dependency group (PEP 735) of a pyproject.toml, as pip's option of that name does. */
  void readGroup(String path, ProjectName group, Location from, LineContext context) {
    PyprojectFile project = pyproject(sibling(from.file(), path), from);
    addAll(new PyprojectSelection(project, from).group(group), project, context);
  }

  private PyprojectFile pyproject(String file, Location from) {
    Path path = path(file, from);
    files.add(shown(path.normalize()));
    return PyprojectFile.read(file, path, from);
  }

  private void addAll(
      List<AskedRequirement> asked, PyprojectFile project, LineContext context) {
    asked.forEach(
        one ->
            add(
                new AskedRequirement(
                    one.requirement(), one.hashes(), context.category(), one.location()),
                context));
    project.requiresPython().filter(one -> !pythons.contains(one)).ifPresent(pythons::add);
    warnings.addAll(project.warnings());
  }

  private static String sibling(String file, String path) {
    int slash = file.lastIndexOf('/');
    if (slash < 0 || path.startsWith("/")) {
      return path;
    }
    return file.substring(0, slash + 1) + path;
  }

  private void readFile(String file, Location from, LineContext context) {
    Path path = path(file, from);
    files.add(shown(path.normalize()));
    String key = path.normalize().toString();
    if (open.contains(key)) {
      List<String> names = new ArrayList<>(open.subList(open.indexOf(key), open.size()));
      names.add(key);
      throw new HermeticException(
          RequestProblems.cycle(from, names.stream().map(name -> shown(Path.of(name))).toList()));
    }
    String content = content(path, file, from);
    open.add(key);
    try {
      LogicalLines.read(file, content, variables).forEach(line -> read(line, context));
    } finally {
      open.remove(open.size() - 1);
    }
  }

  private String shown(Path path) {
    Path base = directory.normalize();
    return (path.startsWith(base) ? base.relativize(path) : path).toString().replace('\\', '/');
  }

  private Path path(String file, Location from) {
    try {
      return directory.resolve(file);
    } catch (InvalidPathException e) {
      throw new HermeticException(RequestProblems.noSuchFile(from, file), e);
    }
  }

  /** The text of a file of UTF-8. */
  static String content(Path path, String file, Location from) {
    if (Files.notExists(path)) {
      throw new HermeticException(RequestProblems.noSuchFile(from, file));
    }
    if (!Files.isRegularFile(path)) {
      throw new HermeticException(RequestProblems.unreadable(from, file, "it is no regular file"));
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new HermeticException(RequestProblems.unreadable(from, file, "it is too large"));
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new HermeticException(RequestProblems.unreadable(from, file, "it is not UTF-8"), e);
    } catch (IOException e) {
      String why = e.getClass().getSimpleName();
      throw new HermeticException(RequestProblems.unreadable(from, file, why), e);
    }
  }

  void add(AskedRequirement asked, LineContext context) {
    (context.constraint() ? constraints : requirements).add(asked);
    if (!context.constraint()) {
      origins.put(asked, context.origin());
    }
  }

  void add(LocalSource local) {
    locals.add(local);
  }

  void setIndex(IndexLocation one) {
    index = one;
  }

  void addExtraIndex(IndexLocation one) {
    extraIndexes.add(one);
  }

  void addLinks(IndexLocation one) {
    findLinks.add(one);
  }

  void setNoIndex() {
    noIndex = true;
  }

  void setPrereleases() {
    prereleases = true;
  }

  void warn(Problem warning) {
    warnings.add(warning);
  }

  /** The files that were to be read, whether they are there or not. */
  SortedSet<String> files() {
    return files;
  }

  /**
   * As of the entries themselves, of one project those of the last environment file count. A line of a
   * pyproject.toml that several environment files lead to is no other.
   */
  private List<AskedRequirement> counting() {
    Map<ProjectName, String> last = new HashMap<>();
    requirements.forEach(one -> last.put(one.requirement().name(), origin(one)));
    Set<Location> places = new HashSet<>();
    requirements.stream()
        .filter(one -> origin(one).equals(last.get(one.requirement().name())))
        .forEach(one -> places.add(one.location()));
    return requirements.stream().filter(one -> places.contains(one.location())).toList();
  }

  private String origin(AskedRequirement asked) {
    return origins.getOrDefault(asked, "");
  }

  PipRequest finish() {
    if (!problems.isEmpty()) {
      throw new HermeticException(problems);
    }
    return new PipRequest(
        counting(),
        constraints,
        Optional.ofNullable(index),
        extraIndexes,
        findLinks,
        noIndex,
        prereleases,
        pythons,
        locals,
        warnings.stream().distinct().toList());
  }
}
