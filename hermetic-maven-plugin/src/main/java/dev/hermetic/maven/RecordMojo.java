package dev.hermetic.maven;

import dev.hermetic.event.Listener;
import dev.hermetic.ledger.DeploymentOutcome;
import dev.hermetic.ledger.RecordRequest;
import dev.hermetic.ledger.RecordResult;
import dev.hermetic.ledger.RecordService;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Adds what the build has done, how a deployment ended, and past runs of a CI server to the project's
 * ledger, and tells how many deployments failed. What the ledger has is not added again.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "record",
    defaultPhase = LifecyclePhase.DEPLOY,
    requiresProject = false,
    threadSafe = true)
public final class RecordMojo extends AbstractHermeticMojo {
  /**
   * The ledger, a file of JSON Lines that is committed.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.ledger", defaultValue = "hermetic-ledger.jsonl")
  private @Nullable String ledger;

  /**
   * How a deployment ended that is to be recorded: {@code success} or {@code failure}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.deployment")
  private @Nullable String deployment;

  /**
   * Why it ended so.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.reason")
  private @Nullable String reason;

  /**
   * Files with past runs of a CI server, to be recorded as deployments: CSV, or the JSON of GitHub or
   * GitLab.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.record.import")
  private @Nullable List<String> recordImport;

  /**
   * What share of the deployments since Hermetic was adopted may have failed, {@code 0.05} or {@code
   * 5%}; with more the goal fails, after it has recorded them.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.maximumDfr")
  private @Nullable String maximumDfr;

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.record.skip", defaultValue = "false")
  private @Nullable String skipRecord;

  @Inject
  public RecordMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void run(Listener listener) {
    ParameterReader reader = new ParameterReader(folder());
    String file = reader.required("hermetic.ledger", ledger, "name a file");
    Optional<DeploymentOutcome> outcome =
        reader.choiceIfAny("hermetic.deployment", deployment, DeploymentOutcome.SUCCESS);
    String why = reader.text(reason);
    if (why != null && outcome.isEmpty()) {
      reader.problem(
          "hermetic.reason", "is the reason of no deployment", "set hermetic.deployment too");
    }
    OptionalDouble maximum =
        new QuantityParameters(reader).share("hermetic.maximumDfr", maximumDfr);
    List<Path> imports =
        reader.texts(recordImport).stream().map(one -> folder().resolve(one)).toList();
    reader.check();
    RecordResult result =
        new RecordService(events(), Clock.systemUTC(), listener)
            .record(
                new RecordRequest(
                    folder(),
                    folder().resolve(file),
                    imports,
                    outcome,
                    why == null ? "" : why,
                    track(),
                    maximum));
    result.lines().forEach(getLog()::info);
    result.enforce();
  }

  @Override
  String goal() {
    return "record";
  }

  @Override
  @Nullable String skipsGoal() {
    return skipRecord;
  }
}
