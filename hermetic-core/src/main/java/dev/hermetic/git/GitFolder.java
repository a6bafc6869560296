package dev.hermetic.git;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A folder of a checkout and the revisions of its files, asked of the {@code git} command. Only
 * what is stored is read: no hook, filter or pager runs, nothing is fetched from a remote by us.
 */
public final class GitFolder {
  /** Far more than any lock has. */
  private static final int MOST_BYTES = 256 << 20;

  private static final int SECONDS = 60;

  /** Characters of revisions in git's rev-parse, without those that begin a path. */
  private static final Pattern REVISION = Pattern.compile("[^-\\p{Cntrl}\\s:][^\\p{Cntrl}\\s:]*");

  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

  private final Path folder;
  private final String command;

  /**
   * @param folder any folder inside the checkout
   */
  public GitFolder(Path folder) {
    this(folder, "git");
  }

  GitFolder(Path folder, String command) {
    this.folder = folder;
    this.command = command;
  }

  /** A commit that exists. */
  public record Commit(String revision, String id) {}

  /**
   * The commit that a revision means here.
   *
   * @param revision as a user writes it, for example {@code HEAD~1}
   * @throws HermeticException when it is no revision, does not exist, or there is no checkout
   */
  public Commit commit(String revision) {
    if (!REVISION.matcher(revision).matches()) {
      throw fail(GitProblems.notARevision(revision));
    }
    // A revision never begins with a dash here, so that git cannot take it for an option.
    Output output = run("rev-parse", "--verify", "--quiet", revision + "^{commit}");
    String id = output.text().strip();
    if (output.code() == 0 && COMMIT.matcher(id).matches()) {
      return new Commit(revision, id);
    }
    if (run("rev-parse", "--git-dir").code() != 0) {
      if (output.error().contains("not a git repository")) {
        throw fail(GitProblems.noCheckout(folder.toString(), revision));
      }
      throw fail(GitProblems.failed("the checkout cannot be read", firstLine(output.error())));
    }
    Output shallow = run("rev-parse", "--is-shallow-repository");
    throw fail(GitProblems.noRevision(revision, shallow.text().strip().equals("true")));
  }

  /**
   * What is checked out: the commit's id, with {@code -dirty} behind it where a file that git knows
   * differs from it.
   *
   * @return empty when there is no checkout, no commit yet, or no git
   */
  public Optional<String> revision() {
    try {
      Output head = run("rev-parse", "--verify", "--quiet", "HEAD^{commit}");
      String id = head.text().strip();
      if (head.code() != 0 || !COMMIT.matcher(id).matches()) {
        return Optional.empty();
      }
      Output status =
          run(
              "-c",
              "core.fsmonitor=false",
              "status",
              "--porcelain",
              "--untracked-files=no",
              "--ignore-submodules=all");
      return Optional.of(status.code() == 0 && status.text().isBlank() ? id : id + "-dirty");
    } catch (HermeticException e) {
      return Optional.empty();
    }
  }

  /**
   * Where what is checked out has branched off from a revision, or been merged with it.
   *
   * @return the id of a commit; empty when there is none, no such revision, no checkout, or no git
   */
  public Optional<String> branchedOff(String revision) {
    if (!REVISION.matcher(revision).matches()) {
      return Optional.empty();
    }
    try {
      String id = run("merge-base", revision, "HEAD").text().strip();
      return COMMIT.matcher(id).matches() ? Optional.of(id) : Optional.empty();
    } catch (HermeticException e) {
      return Optional.empty();
    }
  }

  /**
   * The newest tag that what is checked out comes after, by the history of commits.
   *
   * @return empty when there is no tag, no checkout, or no git
   */
  public Optional<String> newestTag() {
    try {
      Output tag = run("describe", "--tags", "--abbrev=0", "HEAD");
      String name = tag.text().strip();
      return tag.code() == 0 && REVISION.matcher(name).matches()
          ? Optional.of(name)
          : Optional.empty();
    } catch (HermeticException e) {
      return Optional.empty();
    }
  }

  /**
   * A file as the commit has it.
   *
   * @param file a name, or a path with {@code /} that begins at the folder
   * @return empty when the commit does not have it
   * @throws HermeticException when it cannot be read
   */
  public Optional<byte[]> find(Commit commit, String file) {
    String object = commit.id() + ":./" + file;
    Output type = run("cat-file", "-t", object);
    if (type.code() != 0 || !type.text().strip().equals("blob")) {
      return Optional.empty();
    }
    Output content = run("cat-file", "blob", object);
    if (content.code() != 0) {
      String what = file + " of " + commit.revision() + " cannot be read";
      throw fail(GitProblems.failed(what, firstLine(content.error())));
    }
    return Optional.of(content.bytes());
  }

  /**
   * A file as the commit has it.
   *
   * @throws HermeticException when the commit does not have it or it cannot be read
   */
  public byte[] read(Commit commit, String file) {
    return find(commit, file)
        .orElseThrow(() -> fail(GitProblems.noFile(file, commit.revision())));
  }

  private record Output(int code, byte[] bytes, String error) {
    String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private Output run(String... arguments) {
    List<String> line = new ArrayList<>(List.of(command, "-C", folder.toString(), "--no-pager"));
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line);
    Map<String, String> environment = builder.environment();
    // A hook runs with these set to another repository or index than the folder's own.
    environment.keySet().removeAll(List.of("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"));
    environment.keySet().removeAll(List.of("GIT_PREFIX", "GIT_OBJECT_DIRECTORY"));
    environment.put("LC_ALL", "C");
    environment.put("GIT_OPTIONAL_LOCKS", "0");
    environment.put("GIT_TERMINAL_PROMPT", "0");
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      CompletableFuture<byte[]> error = CompletableFuture.supplyAsync(() -> drain(process));
      byte[] bytes = process.getInputStream().readNBytes(MOST_BYTES);
      if (bytes.length == MOST_BYTES || !process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw fail(GitProblems.failed("git " + arguments[0], "it gives too much or never ends"));
      }
      String told = new String(error.join(), StandardCharsets.UTF_8);
      return new Output(process.exitValue(), bytes, told);
    } catch (IOException e) {
      throw fail(GitProblems.failed("the command cannot be run", String.valueOf(e.getMessage())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw fail(GitProblems.failed("git " + arguments[0], "it was interrupted"));
    }
  }

  private static byte[] drain(Process process) {
    try (InputStream error = process.getErrorStream()) {
      byte[] first = error.readNBytes(1 << 16);
      error.transferTo(OutputStream.nullOutputStream());
      return first;
    } catch (IOException e) {
      return new byte[0];
    }
  }

  private static String firstLine(String text) {
    return text.isBlank() ? "it says nothing" : text.strip().lines().findFirst().orElse("");
  }

  private static HermeticException fail(Problem problem) {
    return new HermeticException(problem);
  }
}
