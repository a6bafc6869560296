package dev.hermetic.workflow;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.IoReason;
import dev.hermetic.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The files with which CI servers build a project in five steps, and whether they are as written. */
public final class Workflows {
  static final String GITHUB_BUILD = ".github/workflows/hermetic.yml";
  static final String GITHUB_UPDATE = ".github/workflows/hermetic-update.yml";
  static final String GITLAB_BUILD = ".gitlab/hermetic.gitlab-ci.yml";

  /** How the first line of each file begins, in every version. */
  private static final String OURS = "# Written by hermetic:ci ";

  /** The first line of each file. */
  static final String MARKER =
      OURS
          + "from the POM. Change the POM and run `mvn hermetic:ci`; hermetic:check"
          + " holds this file to it.\n";

  private Workflows() {}

  /**
   * The files, by their paths in the project with {@code /} between their parts.
   *
   * @param providers at least one
   */
  public static SortedMap<String, byte[]> files(
      WorkflowRequest request, Collection<Provider> providers) {
    SortedMap<String, String> texts = new TreeMap<>();
    if (providers.contains(Provider.GITHUB)) {
      GithubWorkflow github = new GithubWorkflow(request);
      texts.put(GITHUB_BUILD, github.build());
      request.cron().ifPresent(cron -> texts.put(GITHUB_UPDATE, github.update(cron)));
    }
    if (providers.contains(Provider.GITLAB)) {
      texts.put(GITLAB_BUILD, new GitlabPipeline(request).build());
    }
    SortedMap<String, byte[]> files = new TreeMap<>();
    texts.forEach((path, text) -> files.put(path, text.getBytes(StandardCharsets.UTF_8)));
    return files;
  }

  /** The servers of which the project has a file that {@code hermetic:ci} wrote. */
  public static SortedSet<Provider> written(Path directory) {
    SortedSet<Provider> providers = new TreeSet<>();
    for (Provider provider : Provider.values()) {
      if (provider.paths().stream().anyMatch(path -> isOurs(directory, path))) {
        providers.add(provider);
      }
    }
    return providers;
  }

  /**
   * Which files are not as {@code hermetic:ci} would write them now. Those of others are nobody's
   * business, nor are servers that nobody asks for and that have no file.
   *
   * @param named the servers that the project names; empty when it leaves that to what is there
   * @return HERM-CI-001, HERM-CI-004 and HERM-CI-005, by path
   */
  public static List<Problem> stale(
      Path directory, WorkflowRequest request, Collection<Provider> named) {
    SortedMap<String, byte[]> wanted =
        files(request, named.isEmpty() ? written(directory) : named);
    List<Problem> problems = new ArrayList<>();
    wanted.forEach(
        (path, bytes) -> {
          if (!Files.exists(directory.resolve(path))) {
            problems.add(WorkflowProblems.missing(path));
          } else {
            String text = read(directory, path);
            String made = new String(bytes, StandardCharsets.UTF_8);
            if (text.startsWith(OURS) && !text.equals(made)) {
              problems.add(WorkflowProblems.stale(path, differingLine(text, made)));
            }
          }
        });
    unwanted(directory, wanted.keySet()).map(WorkflowProblems::unwanted).forEach(problems::add);
    return problems;
  }

  /** The first line, from 1 on, that differs; of a text that goes on it is the one behind the other. */
  private static int differingLine(String one, String other) {
    int line = 1;
    for (int i = 0; i < Math.min(one.length(), other.length()); i++) {
      if (one.charAt(i) != other.charAt(i)) {
        return line;
      }
      line += one.charAt(i) == '\n' ? 1 : 0;
    }
    return line;
  }

  /**
   * Refuses to write over files that somebody else wrote.
   *
   * @throws HermeticException HERM-CI-002
   */
  public static void checkOurs(Path directory, Collection<String> paths) {
    List<Problem> problems =
        paths.stream()
            .filter(path -> Files.exists(directory.resolve(path)) && !isOurs(directory, path))
            .map(WorkflowProblems::notOurs)
            .toList();
    if (!problems.isEmpty()) {
      throw new HermeticException(problems);
    }
  }

  /** The root of the checkout that a folder is in; empty without one. */
  public static Optional<Path> root(Path folder) {
    Path root = folder.toAbsolutePath().normalize();
    while (root != null && !Files.exists(root.resolve(".git"))) {
      root = root.getParent();
    }
    return Optional.ofNullable(root);
  }

  /**
   * Refuses a folder in which servers do not look for pipelines. Without a checkout every folder will do.
   *
   * @throws HermeticException HERM-CI-008
   */
  public static void checkRoot(Path directory) {
    Optional<Path> root = root(directory);
    if (root.isPresent() && !root.get().equals(directory.toAbsolutePath().normalize())) {
      throw new HermeticException(List.of(WorkflowProblems.notRoot(root.get().toString())));
    }
  }

  /**
   * Refuses modules that pipelines cannot tell from each other.
   *
   * @throws HermeticException HERM-CI-010
   */
  public static void checkNames(List<WorkflowModule> modules) {
    SortedMap<String, WorkflowModule> names = new TreeMap<>();
    List<Problem> problems = new ArrayList<>();
    for (WorkflowModule module : modules) {
      WorkflowModule other = names.putIfAbsent(module.name(), module);
      if (other != null) {
        problems.add(WorkflowProblems.sameName(module.name(), other.folder(), module.folder()));
      }
    }
    if (!problems.isEmpty()) {
      throw new HermeticException(problems);
    }
  }

  /**
   * Refuses a module that has other settings for pipelines than the root of the build.
   *
   * @throws HermeticException HERM-CI-009, always
   */
  public static void refuseSettings(String module, String own, String root) {
    throw new HermeticException(List.of(WorkflowProblems.otherSettings(module, own, root)));
  }

  /** The modules that the pipelines in a folder were written for; empty without pipelines of ours. */
  public static List<WorkflowModule> modules(Path directory) {
    return Stream.of(Provider.values())
        .flatMap(provider -> provider.paths().stream())
        .filter(path -> isOurs(directory, path))
        .map(path -> WorkflowModule.in(read(directory, path)))
        .findFirst()
        .orElse(List.of());
  }

  /**
   * Removes what {@code hermetic:ci} wrote before and is not among its files now.
   *
   * @return the paths of what was removed
   * @throws HermeticException HERM-CI-007
   */
  public static List<String> removeUnwanted(Path directory, Collection<String> wanted) {
    List<String> removed = unwanted(directory, wanted).toList();
    for (String path : removed) {
      try {
        Files.delete(directory.resolve(path));
      } catch (IOException e) {
        throw new HermeticException(WorkflowProblems.undeletable(path, IoReason.of(e)), e);
      }
    }
    return removed;
  }

  private static Stream<String> unwanted(Path directory, Collection<String> wanted) {
    return Stream.of(Provider.values())
        .flatMap(provider -> provider.paths().stream())
        .filter(path -> !wanted.contains(path) && isOurs(directory, path));
  }

  private static boolean isOurs(Path directory, String path) {
    return Files.exists(directory.resolve(path)) && read(directory, path).startsWith(OURS);
  }

  private static String read(Path directory, String path) {
    try {
      // A checkout on Windows may have other line ends.
      byte[] bytes = Files.readAllBytes(directory.resolve(path));
      return new String(bytes, StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new HermeticException(WorkflowProblems.unreadable(path, IoReason.of(e)), e);
    }
  }
}
