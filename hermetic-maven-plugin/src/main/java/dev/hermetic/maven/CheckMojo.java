package dev.hermetic.maven;

import dev.hermetic.check.CheckResult;
import dev.hermetic.event.Listener;
import dev.hermetic.lock.LockRequest;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.text.Count;
import dev.hermetic.workflow.Provider;
import dev.hermetic.workflow.WorkflowModule;
import dev.hermetic.workflow.WorkflowRequest;
import dev.hermetic.workflow.Workflows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Fails the build when conda-lock.yml does not answer the environment files, and says of each thing
 * that does not where it is and how to mend it. Looks at the files alone: nothing is solved, fetched
 * or locked, and it does not matter which tool wrote the lock. Pipelines that {@code hermetic:ci} wrote
 * are held against the POM too, also those in the root of which this is a module.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "check",
    defaultPhase = LifecyclePhase.VALIDATE,
    requiresProject = false,
    threadSafe = true)
public final class CheckMojo extends AbstractCiMojo {
  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.check.skip", defaultValue = "false")
  private @Nullable String skipCheck;

  @Inject
  public CheckMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void run(Listener listener) {
    ParameterReader reader = new ParameterReader(folder());
    Path root = pipelines();
    WorkflowModule module = module(reader, root);
    WorkflowRequest workflow = workflow(reader, module).with(modules(root, List.of(module)));
    List<Provider> servers = servers(reader);
    reader.check();
    CheckResult result = lockService(listener).check(request(LockRequest.Mode.FROZEN));
    List<Problem> problems = new ArrayList<>(result.problems());
    if (areOf(module, root)) {
      problems.addAll(Workflows.stale(root, workflow, servers));
    }
    if (!problems.isEmpty()) {
      throw new HermeticException(problems);
    }
    getLog()
        .info(
            shown(lockfile())
                + " answers its environment: "
                + Count.of(result.packages(), "package")
                + ", "
                + Count.of(result.platforms(), "platform")
                + (result.remembered() ? " (files unchanged since they were checked)" : ""));
    result.notes().forEach(getLog()::warn);
  }

  @Override
  String goal() {
    return "check";
  }

  @Override
  @Nullable String skipsGoal() {
    return skipCheck;
  }
}
