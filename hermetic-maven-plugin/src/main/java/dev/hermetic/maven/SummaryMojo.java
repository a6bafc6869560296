package dev.hermetic.maven;

import dev.hermetic.event.Listener;
import dev.hermetic.lock.LockRequest;
import dev.hermetic.lockfile.AtomicFiles;
import dev.hermetic.summary.Summary;
import dev.hermetic.summary.SummaryMarkdown;
import dev.hermetic.summary.SummaryRequest;
import dev.hermetic.summary.SummaryService;
import dev.hermetic.summary.SummaryText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Writes what reviewers of a change have to know as Markdown that a bot can post: verdict, findings and
 * sizes against the ledger, and the lock's differences with reasons. On GitHub it also becomes the
 * summary of the step. Called at the root of several modules it also writes one with all of theirs there.
 * It tells of failures and fails itself for none of them.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "summary",
    defaultPhase = LifecyclePhase.VERIFY,
    requiresProject = false,
    threadSafe = true)
public final class SummaryMojo extends AbstractHermeticMojo {
  private static final String FILE = "summary.md";

  /**
   * What the lock is compared with: a revision of git, or a file. Without it, on GitHub and GitLab: the
   * commit from which a pull request branched off, or that a branch had before a push; else {@code
   * HEAD}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.summary.from")
  private @Nullable String summaryFrom;

  /**
   * How the job went so far, as the CI server says it: {@code success}, or what it was instead, which
   * makes the summary one of a failure. Without it: GitLab's {@code CI_JOB_STATUS}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.summary.outcome")
  private @Nullable String summaryOutcome;

  /**
   * The file to write. Without it: {@code hermetic/summary.md} in the build folder.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.summary.file")
  private @Nullable String summaryFile;

  /**
   * The ledger that says how it was before.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.ledger", defaultValue = "hermetic-ledger.jsonl")
  private @Nullable String ledger;

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.summary.skip", defaultValue = "false")
  private @Nullable String skipSummary;

  @Inject
  public SummaryMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void run(Listener listener) {
    ParameterReader reader = new ParameterReader(folder());
    String past = reader.required("hermetic.ledger", ledger, "name a file");
    String from = reader.text(summaryFrom);
    reader.check();
    Path events = events().file();
    Summary summary =
        new SummaryService(fetchSettings(), Clock.systemUTC(), listener)
            .sumUp(
                new SummaryRequest(
                    name(),
                    request(LockRequest.Mode.FROZEN),
                    track(),
                    from == null ? ReviewedBranch.of(environmentVariables(), folder()) : from,
                    outcome(reader),
                    events,
                    folder().resolve(past)));
    SummaryText text = SummaryMarkdown.of(summary);
    BuildNotes.summedUp(project(), text);
    write(text.whole());
    StepSummary.append(environmentVariables(), text.whole());
    if (invocation().isDirect() && !BuildNotes.hasTurn(project())) {
      // The only module that -pl leaves: pipelines look at the root, whichever they are.
      invocation().allProjects().stream()
          .filter(other -> other.isExecutionRoot() && !other.equals(project()))
          .map(root -> BuildFolder.of(root.getBuild().getDirectory(), root.getBasedir().toPath()))
          .forEach(target -> write(target.resolve("hermetic").resolve(FILE), text.whole()));
    }
  }

  @Override
  void afterModules(boolean succeeded) {
    List<SummaryText> summaries =
        session().getProjects().stream()
            .flatMap(module -> BuildNotes.summary(module).stream())
            .toList();
    if (!summaries.isEmpty()) {
      write(SummaryMarkdown.joined(name(), summaries));
    }
  }

  private void write(String text) {
    ParameterReader reader = new ParameterReader(folder());
    Path given = reader.file(summaryFile);
    reader.check();
    write(given == null ? buildWork().resolve(FILE) : given, text);
  }

  private void write(Path file, String text) {
    AtomicFiles.write(Map.of(file, text.getBytes(StandardCharsets.UTF_8)));
    tellWritten(file);
  }

  private String name() {
    String name = project().getArtifactId();
    return isStable() ? name : name + " (" + track() + ")";
  }

  private Optional<String> outcome(ParameterReader reader) {
    String given = reader.text(summaryOutcome);
    // While its script runs, a job of GitLab is neither.
    return given == null
        ? Optional.ofNullable(environmentVariables().get("CI_JOB_STATUS"))
            .filter(status -> !status.equals("running"))
        : Optional.of(given);
  }

  @Override
  String goal() {
    return "summary";
  }

  @Override
  @Nullable String skipsGoal() {
    return skipSummary;
  }
}
