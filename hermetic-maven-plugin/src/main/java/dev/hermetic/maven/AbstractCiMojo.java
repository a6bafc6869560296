package dev.hermetic.maven;

import dev.hermetic.track.TrackName;
import dev.hermetic.workflow.Cron;
import dev.hermetic.workflow.Provider;
import dev.hermetic.workflow.WorkflowModule;
import dev.hermetic.workflow.WorkflowRequest;
import dev.hermetic.workflow.Workflows;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginManagement;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** What the goals about pipelines share: what a pipeline depends on. */
abstract class AbstractCiMojo extends AbstractHermeticMojo {
  /**
   * The branches whose pipelines push and sign the image. They have to be protected on the server.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.ci.branches", defaultValue = "main")
  private @Nullable List<String> ciBranches;

  /**
   * When a pipeline looks for updates of each track, as cron has it: five fields, UTC; {@code none} for
   * pipelines that never do. GitLab has schedules of its own.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.ci.schedule", defaultValue = "17 4 * * 1")
  private @Nullable String ciSchedule;

  /**
   * The servers to write for: {@code github}, {@code gitlab}. Without it: those of which the project has
   * a file that this goal wrote, at first both.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.ci.servers")
  private @Nullable List<String> ciServers;

  /**
   * The image in which GitLab runs the jobs. It needs Maven 3.9 or later, a JDK 17 or later, git and bash.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.ci.container", defaultValue = WorkflowRequest.CONTAINER)
  private @Nullable String ciContainer;

  AbstractCiMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  /** What the parameters and the POM of this module say; what is wrong with them is told to the reader. */
  final WorkflowRequest workflow(ParameterReader reader, WorkflowModule module) {
    List<String> branches = reader.texts(ciBranches);
    if (branches.isEmpty()) {
      reader.problem("hermetic.ci.branches", "names no branch", "name one, for example main");
    }
    for (String branch : branches) {
      if (!branch.matches("[A-Za-z0-9][A-Za-z0-9._/-]*")) {
        reader.problem(
            "hermetic.ci.branches",
            "'" + branch + "' is no name of a branch that every server takes",
            "take letters, digits, dots, hyphens, underscores and slashes");
      }
    }
    String cron = reader.required("hermetic.ci.schedule", ciSchedule, "name a time");
    boolean never = cron.equals("none");
    if (!never && !Cron.isValid(cron)) {
      reader.problem(
          "hermetic.ci.schedule",
          "'" + cron + "' is no time of cron",
          "write it as 17 4 * * 1, or none for no updates");
    }
    String container =
        reader.required("hermetic.ci.container", ciContainer, "name an image with Maven and git");
    if (!container.matches("[A-Za-z0-9$][A-Za-z0-9$_{}./:@-]*")) {
      reader.problem(
          "hermetic.ci.container",
          "'" + container + "' is no name of an image",
          "write it as " + WorkflowRequest.CONTAINER);
    }
    return new WorkflowRequest(
        List.of(module),
        branches,
        never ? Optional.empty() : Optional.of(cron),
        container);
  }

  /** This module, as pipelines in a folder have it. */
  final WorkflowModule module(ParameterReader reader, Path root) {
    TreeSet<String> tracks = new TreeSet<>(declaredTracks(reader));
    tracks.remove(TrackName.STABLE);
    return new WorkflowModule(
        project().getArtifactId(),
        below(root, folder()),
        below(root, stableLockfile()),
        tracks,
        bindsTests());
  }

  private static String below(Path root, Path file) {
    Path path = root.relativize(file.toAbsolutePath().normalize());
    String text = path.toString().replace('\\', '/');
    return text.isEmpty() ? WorkflowModule.ROOT : text;
  }

  /** Where the pipelines lie that build this module: in the root of the checkout, else of the build. */
  final Path pipelines() {
    return Workflows.root(folder()).orElseGet(this::buildRoot);
  }

  /** The folder in which Maven was called, as far as this module is in it. */
  final Path buildRoot() {
    Path own = folder().toAbsolutePath().normalize();
    Path called = Path.of(session().getExecutionRootDirectory()).toAbsolutePath().normalize();
    return own.startsWith(called) ? called : own;
  }

  /**
   * Whether the pipelines in a folder are about a module: it lies there itself, this build is the one that
   * they begin, or they tell of it.
   */
  final boolean areOf(WorkflowModule module, Path root) {
    return module.folder().equals(WorkflowModule.ROOT)
        || buildRoot().equals(root)
        || Workflows.modules(root).stream().anyMatch(module::isWhere);
  }

  /**
   * All modules that the pipelines in a folder have to be written for: those that are known from this build,
   * and those of which the files themselves tell, as far as this build does not know better.
   */
  final List<WorkflowModule> modules(Path root, Collection<WorkflowModule> known) {
    SortedMap<String, WorkflowModule> modules = new TreeMap<>();
    Set<String> there = new HashSet<>();
    for (MavenProject project : invocation().allProjects()) {
      if (project.getBasedir() != null) {
        there.add(below(root, project.getBasedir().toPath()));
      }
    }
    Workflows.modules(root).stream()
        .filter(module -> !buildRoot().equals(root) || there.contains(module.folder()))
        .forEach(module -> modules.put(module.folder(), module));
    known.forEach(module -> modules.put(module.folder(), module));
    return List.copyOf(modules.values());
  }

  /** The servers that the project names; none when it leaves that to what is there. */
  final List<Provider> servers(ParameterReader reader) {
    return reader.choices("hermetic.ci.servers", ciServers, Provider.GITHUB);
  }

  private boolean bindsTests() {
    return invocation().isEnvironment()
        || project().getBuildPlugins().stream()
            .filter(AbstractCiMojo::isOwn)
            .map(Plugin::getExecutions)
            .flatMap(List::stream)
            .anyMatch(execution -> execution.getGoals().contains("test"));
  }

  /** Whether a POM names this plugin, so that its goals are found by their prefix. */
  final boolean namesPlugin(MavenProject project) {
    PluginManagement managed = project.getPluginManagement();
    return Stream.concat(
            project.getBuildPlugins().stream(),
            managed == null ? Stream.empty() : managed.getPlugins().stream())
        .anyMatch(AbstractCiMojo::isOwn);
  }

  private static boolean isOwn(Plugin plugin) {
    return plugin.getArtifactId().equals("hermetic-maven-plugin");
  }
}
