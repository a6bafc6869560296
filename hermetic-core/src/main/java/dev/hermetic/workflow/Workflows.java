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
import java.util.SortedMap;
import java.util.TreeMap;

/** The files with which CI servers build a project in five steps, and whether they are as written. */
public final class Workflows {
  /** The first line of each file. */
  static final String MARKER =
      "# Written by hermetic:ci from the POM. Change the POM and run `mvn hermetic:ci`; hermetic:check"
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
      texts.put(".github/workflows/hermetic.yml", github.build());
      texts.put(".github/workflows/hermetic-update.yml", github.update());
    }
    if (providers.contains(Provider.GITLAB)) {
      texts.put(".gitlab/hermetic.gitlab-ci.yml", new GitlabPipeline(request).build());
    }
    SortedMap<String, byte[]> files = new TreeMap<>();
    texts.forEach((path, text) -> files.put(path, text.getBytes(StandardCharsets.UTF_8)));
    return files;
  }

  /**
   * Which of the files that {@code hermetic:ci} wrote are not as it would write them now. Files that are
   * not there, or somebody else's, are nobody's business.
   *
   * @return HERM-CI-001 for each
   */
  public static List<Problem> stale(Path directory, WorkflowRequest request) {
    List<Problem> problems = new ArrayList<>();
    files(request, List.of(Provider.values()))
        .forEach(
            (path, wanted) -> {
              Path file = directory.resolve(path);
              if (Files.isRegularFile(file)) {
                String text = read(file, path);
                boolean same = text.equals(new String(wanted, StandardCharsets.UTF_8));
                if (isOurs(text) && !same) {
                  problems.add(WorkflowProblems.stale(path));
                }
              }
            });
    return problems;
  }

  /**
   * Refuses to write over files that somebody else wrote.
   *
   * @throws HermeticException HERM-CI-002
   */
  public static void checkOurs(Path directory, Collection<String> paths) {
    List<Problem> problems = new ArrayList<>();
    for (String path : paths) {
      Path file = directory.resolve(path);
      if (Files.exists(file) && !isOurs(read(file, path))) {
        problems.add(WorkflowProblems.notOurs(path));
      }
    }
    if (!problems.isEmpty()) {
      throw new HermeticException(problems);
    }
  }

  private static boolean isOurs(String text) {
    return text.startsWith("# Written by hermetic:ci ");
  }

  private static String read(Path file, String path) {
    try {
      // A checkout on Windows may have other line ends.
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new HermeticException(WorkflowProblems.unreadable(path, IoReason.of(e)), e);
    }
  }

  /** The stable lock and the tracks, as members of a list in YAML. */
  static String tracks(WorkflowRequest request) {
    List<String> names = new ArrayList<>();
    names.add("stable");
    names.addAll(request.tracks());
    return String.join(", ", names.stream().distinct().map(WorkflowRequest::quoted).toList());
  }
}
