package dev.hermetic.workflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Runs the jobs of a pipeline that an event begins as the servers' runners do: each in a fresh clone of
 * its own, in bash, with the environment that the pipeline gives it and nothing of this process's but
 * what it is told. Of actions only checkout and upload-artifact do something.
 */
final class PipelineRunner {
  private static final Pattern VARIABLE = Pattern.compile("\\$([A-Z_]+)");

  private final Path folder;
  private final Path origin;
  private final Map<String, String> machine;
  private final List<Ran> ran = new ArrayList<>();

  /**
   * A script that was run.
   *
   * @param step its name; of GitLab {@code script} or {@code after_script}
   * @param environment all that it had
   */
  record Ran(
      String job, String step, int code, String output, Map<String, String> environment) {}

  /**
   * @param folder for clones ({@code job-N}), {@code artifacts/NAME} and what else runners have
   * @param origin the repository
   * @param machine the variables that every job has
   */
  PipelineRunner(Path folder, Path origin, Map<String, String> machine) {
    this.folder = folder;
    this.origin = origin;
    this.machine = machine;
  }

  /** As a server reads a file; a key that is there twice is refused. */
  @SuppressWarnings("unchecked")
  static Map<Object, Object> yaml(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    return (Map<Object, Object>) new Yaml(new SafeConstructor(options)).load(text);
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object value) {
    return value == null ? Map.of() : (Map<String, Object>) value;
  }

  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> steps(Object job) {
    return (List<Map<String, Object>>) map(job).getOrDefault("steps", List.of());
  }

  /**
   * Runs a workflow of GitHub.
   *
   * @param branch what is checked out
   * @param context by path, for example {@code github.event_name} or {@code secrets.NAME}
   */
  List<Ran> github(String text, String branch, Map<String, String> context) {
    map(yaml(text).get("jobs"))
        .forEach(
            (name, job) -> {
              Map<String, String> known = new TreeMap<>(context);
              known.putAll(Map.of("always()", "true", "cancelled()", "false"));
              if (ServerExpression.holds((String) map(job).getOrDefault("if", "always()"), known)) {
                for (Map<String, Object> one : jobs(map(map(job).get("strategy")).get("matrix"))) {
                  Map<String, String> own = new TreeMap<>(known);
                  one.forEach((key, value) -> own.put("matrix." + key, value.toString()));
                  githubJob(name, job, branch, own);
                }
              }
            });
    return List.copyOf(ran);
  }

  /** The jobs of a matrix of either server; one without values where there is none. */
  private static List<Map<String, Object>> jobs(Object matrix) {
    List<Map<String, Object>> jobs = new ArrayList<>();
    Object rows = matrix instanceof Map<?, ?> github && github.get("include") != null ? github.get("include") : matrix;
    for (Object row : rows instanceof List<?> list ? list : List.of(map(rows))) {
      List<Map<String, Object>> some = new ArrayList<>(List.of(new TreeMap<>()));
      map(row)
          .forEach(
              (key, values) -> {
                List<Map<String, Object>> more = new ArrayList<>();
                for (Map<String, Object> one : some) {
                  for (Object value : values instanceof List<?> list ? list : List.of(values)) {
                    Map<String, Object> with = new TreeMap<>(one);
                    with.put(key, value);
                    more.add(with);
                  }
                }
                some.clear();
                some.addAll(more);
              });
      jobs.addAll(some);
    }
    return jobs;
  }

  private void githubJob(String name, Object job, String branch, Map<String, String> known) {
    Path workspace = workspace(steps(job).toString().contains("actions/checkout@"), branch);
    known.put("job.status", "success");
    for (Map<String, Object> step : steps(job)) {
      Object condition = step.getOrDefault("if", "job.status == 'success'");
      if (!ServerExpression.holds((String) condition, known)) {
        continue;
      }
      if (step.containsKey("run")) {
        Map<String, String> environment = new TreeMap<>(machine);
        for (Object more : new Object[] {map(job).get("env"), step.get("env")}) {
          map(more)
              .forEach(
                  (key, value) ->
                      environment.put(key, ServerExpression.filled(value.toString(), known)));
        }
        int code =
            bash(name, (String) step.get("name"), workspace, (String) step.get("run"), environment);
        if (code != 0) {
          known.put("job.status", "failure");
        }
      } else if (step.get("uses").toString().startsWith("actions/upload-artifact@")) {
        Map<String, Object> with = map(step.get("with"));
        keep(
            workspace.resolve((String) with.get("path")),
            ServerExpression.filled((String) with.get("name"), known));
      }
    }
  }

  /**
   * Runs a pipeline of GitLab.
   *
   * @param variables those of the server and of the project
   */
  List<Ran> gitlab(String text, String branch, Map<String, String> variables) {
    Map<Object, Object> jobs = yaml(text);
    jobs.forEach(
        (name, job) -> {
          boolean runs =
              map(job).get("rules") instanceof List<?> rules
                  && rules.stream()
                      .anyMatch(rule -> ServerExpression.holds((String) map(rule).get("if"), variables));
          if (runs) {
            Map<String, Object> parent = map(jobs.get(map(job).get("extends")));
            for (Map<String, Object> one : jobs(map(map(job).get("parallel")).get("matrix"))) {
              gitlabJob(name.toString(), map(job), parent, branch, one, variables);
            }
          }
        });
    return List.copyOf(ran);
  }

  private void gitlabJob(
      String name,
      Map<String, Object> job,
      Map<String, Object> parent,
      String branch,
      Map<String, Object> matrix,
      Map<String, String> variables) {
    Path workspace = workspace(true, branch);
    Map<String, String> environment = new TreeMap<>(machine);
    environment.putAll(variables);
    environment.put("CI_PROJECT_DIR", workspace.toString());
    Map<String, Object> own = new LinkedHashMap<>(map(parent.get("variables")));
    own.putAll(map(job.get("variables")));
    own.forEach((key, value) -> environment.put(key, expanded(value.toString(), environment)));
    matrix.forEach((key, value) -> environment.put(key, value.toString()));
    int code = bash(name, "script", workspace, lines(job.get("script")), environment);
    environment.put("CI_JOB_STATUS", code == 0 ? "success" : "failed");
    if (job.containsKey("after_script")) {
      bash(name, "after_script", workspace, lines(job.get("after_script")), environment);
    }
    keep(workspace.resolve("target/hermetic/summary.md"), name + "-" + matrix.getOrDefault("TRACK", ""));
  }

  private static String lines(Object script) {
    return String.join("\n", ((List<?>) script).stream().map(String.class::cast).toList());
  }

  private static String expanded(String text, Map<String, String> environment) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            name -> Matcher.quoteReplacement(environment.getOrDefault(name.group(1), "")));
  }

  private Path workspace(boolean checksOut, String branch) {
    try {
      Files.createDirectories(folder.resolve("runner"));
      int number = 1;
      while (Files.exists(folder.resolve("job-" + number))) {
        number++;
      }
      Path workspace = Files.createDirectories(folder.resolve("job-" + number));
      if (checksOut) {
        Done clone =
            command(
                workspace,
                Map.of("PATH", System.getenv("PATH")),
                List.of(
                    "git", "clone", "--quiet", "--template=", "--branch", branch,
                    "file://" + origin, "."));
        if (clone.code() != 0) {
          throw new IOException(clone.output());
        }
      }
      return workspace;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void keep(Path file, String name) {
    try {
      if (Files.exists(file)) {
        Path artifact = Files.createDirectories(folder.resolve("artifacts").resolve(name));
        Files.copy(
            file, artifact.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int bash(
      String job, String step, Path workspace, String script, Map<String, String> environment) {
    try {
      Path file = Files.writeString(folder.resolve("runner/script.sh"), script + "\n");
      Map<String, String> exact = new TreeMap<>(environment);
      List<String> line =
          List.of("bash", "--noprofile", "--norc", "-eo", "pipefail", file.toString());
      Done done = command(workspace, exact, line);
      ran.add(new Ran(job, step, done.code(), done.output(), exact));
      return done.code();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param output both streams
   */
  record Done(int code, String output) {}

  /** Runs a program with this environment and no other. */
  static Done command(Path folder, Map<String, String> environment, List<String> line)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return new Done(process.waitFor(), output);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
