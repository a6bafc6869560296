package dev.hermetic.maven;

import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.image.BasePins;
import dev.hermetic.lock.LockRequest;
import dev.hermetic.lockfile.AtomicFiles;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.workflow.Provider;
import dev.hermetic.workflow.Readiness;
import dev.hermetic.workflow.WorkflowModule;
import dev.hermetic.workflow.WorkflowRequest;
import dev.hermetic.workflow.Workflows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Writes the pipelines of GitHub Actions and GitLab CI: rebuild from the lock, build the image, test,
 * scan, push the signed image; the summary posted; updates looked for on a schedule. A repository has
 * one pipeline for all modules that have an environment. {@code hermetic:check} fails where they are not
 * as this goal would write them.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "ci",
    defaultPhase = LifecyclePhase.INITIALIZE,
    requiresProject = false,
    threadSafe = true)
public final class CiMojo extends AbstractCiMojo {
  /**
   * As in {@code hermetic:image}; told when no digest of it is recorded.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.image.from", defaultValue = AbstractImageMojo.USUAL_BASE)
  private @Nullable String imageFrom;

  /**
   * As in {@code hermetic:push}; told when it is not set.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.image.to")
  private @Nullable String imageTo;

  /**
   * As in {@code hermetic:image}; nothing is told of its base then.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.image.skip", defaultValue = "false")
  private @Nullable String skipImage;

  /**
   * As in {@code hermetic:push}; nothing is told of its name then.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.push.skip", defaultValue = "false")
  private @Nullable String skipPush;

  /**
   * As in {@code hermetic:scan}; told when it is not set.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.scan.database")
  private @Nullable String scanDatabase;

  /**
   * As in {@code hermetic:sign}, where the plugin's configuration has it; told, because pipelines name
   * theirs with {@code -D}, to which Maven prefers a configuration.
   *
   * @since 0.1.0
   */
  @Parameter private @Nullable String signKey;

  /**
   * As in {@code hermetic:sign}; told, because pipelines bring no settings.xml.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.sign.server")
  private @Nullable String signServer;

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.ci.skip", defaultValue = "false")
  private @Nullable String skipCi;

  @Inject
  public CiMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void run(Listener listener) {
    ParameterReader reader = new ParameterReader(folder());
    Path root = pipelines();
    WorkflowModule module = module(reader, root);
    WorkflowRequest request = workflow(reader, module);
    List<Provider> servers = servers(reader);
    for (String path : List.of(module.folder(), module.lockfile())) {
      if (!WorkflowModule.isPath(path)) {
        reader.problem(
            path.equals(module.folder()) ? "pipelines" : "hermetic.lockfile",
            "'" + path + "' is no path that every server takes",
            "take letters, digits, dots, hyphens and underscores, below the root");
      }
    }
    reader.check();
    BuildNotes.pipelineAsked(project(), module.line(), settings(request, servers));
    // Called by name in a build of several, the goal writes when each module has told what it has.
    if (!BuildNotes.hasTurn(project())) {
      if (!areOf(module, root)) {
        Workflows.checkRoot(folder());
      }
      write(root, request, servers);
    }
    String init = "mvn dev.hermetic:hermetic-maven-plugin:" + invocation().version() + ":init";
    Readiness.missing(readiness(reader, module, listener), init)
        .forEach(problem -> listener.on(new Event.Warning(problem)));
  }

  @Override
  void afterModules(boolean succeeded) {
    if (!succeeded || noted().isEmpty()) {
      return;
    }
    ParameterReader reader = new ParameterReader(folder());
    Path root = buildRoot();
    Workflows.checkRoot(root);
    WorkflowRequest request = workflow(reader, noted().get(0));
    List<Provider> servers = servers(reader);
    reader.check();
    for (MavenProject module : invocation().allProjects()) {
      String own = settings(request, servers);
      BuildNotes.pipelineSettings(module)
          .filter(other -> !other.equals(own))
          .ifPresent(other -> Workflows.refuseSettings(module.getArtifactId(), other, own));
    }
    write(root, request, servers);
  }

  /** What modules have told in this build. */
  private List<WorkflowModule> noted() {
    return invocation().allProjects().stream()
        .flatMap(project -> BuildNotes.pipeline(project).stream())
        .flatMap(line -> WorkflowModule.in(line).stream())
        .toList();
  }

  private static String settings(WorkflowRequest request, List<Provider> servers) {
    return "branches "
        + String.join(",", request.branches())
        + "; schedule "
        + request.cron().orElse("none")
        + "; container "
        + request.container()
        + (servers.isEmpty() ? "" : "; servers " + servers);
  }

  private void write(Path root, WorkflowRequest own, List<Provider> named) {
    // Modules that are built side by side write one after the other, the last one what all have told.
    synchronized (session().getRequest()) {
      WorkflowRequest request = own.with(modules(root, noted()));
      Workflows.checkNames(request.modules());
      Collection<Provider> servers = named.isEmpty() ? Workflows.written(root) : named;
      if (servers.isEmpty()) {
        servers = List.of(Provider.values());
      }
      write(root, Workflows.files(request, servers));
      if (servers.contains(Provider.GITLAB)) {
        getLog().info("GitLab: `include: {local: .gitlab/hermetic.gitlab-ci.yml}` in .gitlab-ci.yml");
      }
    }
  }

  private void write(Path root, SortedMap<String, byte[]> files) {
    Workflows.checkOurs(root, files.keySet());
    Map<Path, byte[]> targets = new LinkedHashMap<>();
    files.forEach((path, bytes) -> targets.put(root.resolve(path), bytes));
    List<Path> written = AtomicFiles.write(targets);
    written.forEach(this::tellWritten);
    List<String> removed = Workflows.removeUnwanted(root, files.keySet());
    removed.forEach(path -> getLog().info("Removed " + path));
    if (written.isEmpty() && removed.isEmpty()) {
      getLog().info("The pipelines are up to date");
    }
  }

  private Readiness.Project readiness(
      ParameterReader reader, WorkflowModule module, Listener listener) {
    String base = reader.required("hermetic.image.from", imageFrom, "name a base image");
    boolean makesNone = reader.flag("hermetic.image.skip", skipImage, false);
    boolean pushesNone = reader.flag("hermetic.push.skip", skipPush, false);
    reader.check();
    String advisories = textOf(reader, scanDatabase);
    return new Readiness.Project(
        pluginIsFound(),
        shownLock(),
        Readiness.unlocked(stableLockfile(), module.tracks()),
        localChannels(listener),
        base,
        makesNone || Readiness.isPinned(base, folder(), stableLockfile().resolveSibling(BasePins.NAME)),
        !makesNone && Readiness.isOutside(base, folder(), pipelines()),
        advisories,
        !advisories.isEmpty()
            && Readiness.areAdvisoriesOutside(advisories, folder(), pipelines()),
        pushesNone || reader.text(imageTo) != null,
        pushesNone ? "" : textOf(reader, signKey),
        pushesNone ? "" : textOf(reader, signServer));
  }

  private static String textOf(ParameterReader reader, @Nullable String value) {
    return Optional.ofNullable(reader.text(value)).orElse("");
  }

  private String shownLock() {
    return shown(stableLockfile()).replace('\\', '/');
  }

  /** Pipelines are written whatever the lock is; a damaged one is told, and stops them at step 1. */
  private SortedSet<String> localChannels(Listener listener) {
    if (!Files.exists(stableLockfile())) {
      return Collections.emptySortedSet();
    }
    try {
      return Readiness.localChannels(
          stableLockfile(), shownLock(), request(LockRequest.Mode.FROZEN).mirrors().keySet());
    } catch (HermeticException e) {
      e.problems().forEach(problem -> listener.on(new Event.Warning(problem)));
      return Collections.emptySortedSet();
    }
  }

  /** Whether the POM at which pipelines call Maven names the plugin. */
  private boolean pluginIsFound() {
    return namesPlugin(
        invocation().allProjects().stream()
            .filter(MavenProject::isExecutionRoot)
            .findFirst()
            .orElse(project()));
  }

  @Override
  String goal() {
    return "ci";
  }

  @Override
  @Nullable String skipsGoal() {
    return skipCi;
  }
}
