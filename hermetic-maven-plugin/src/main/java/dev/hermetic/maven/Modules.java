package dev.hermetic.maven;

import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugin.BuildPluginManager;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;

/**
 * Runs a goal that was called by name in each module of a build. Maven itself runs a goal that needs
 * no project once, at the root, whatever {@code -pl} says.
 */
class Modules {
  private final LifecycleExecutor lifecycle;
  private final BuildPluginManager plugins;

  @Inject
  Modules(LifecycleExecutor lifecycle, BuildPluginManager plugins) {
    this.lifecycle = lifecycle;
    this.plugins = plugins;
  }

  /** Whether the build is of other or more modules than this one. */
  static boolean areOthersThan(MavenProject project, MavenSession session) {
    List<MavenProject> all = session.getProjects();
    return !all.isEmpty() && !(all.size() == 1 && all.get(0).equals(project));
  }

  /**
   * Runs the goal in each module of the session with the module's own parameters, in the order of
   * the build, and says before each which one it is.
   *
   * @throws MojoFailureException with what stood in the way in any of them, after all were tried, or that none
   *     has what the goal was asked about
   * @throws MojoExecutionException with what went wrong in the first module in which it did
   */
  void run(MojoExecution called, MavenSession session, Log log)
      throws MojoExecutionException, MojoFailureException {
    String goal = called.getPlugin().getId() + ":" + called.getGoal();
    List<String> failures = new ArrayList<>();
    List<String> lacking = new ArrayList<>();
    boolean done = false;
    for (MavenProject module : session.getProjects()) {
      MavenSession alone = session.clone();
      alone.setProjects(List.of(module));
      alone.setCurrentProject(module);
      log.info("In " + module.getArtifactId() + ":");
      BuildNotes.hasTurn(module, true);
      try {
        for (MojoExecution execution :
            lifecycle.calculateExecutionPlan(alone, goal).getMojoExecutions()) {
          plugins.executeMojo(alone, execution);
        }
      } catch (MojoFailureException e) {
        failures.add(in(module, e.getMessage()));
      } catch (MojoExecutionException e) {
        throw e;
      } catch (Exception e) {
        throw new MojoExecutionException("cannot run " + goal + " in " + module.getId(), e);
      } finally {
        BuildNotes.hasTurn(module, false);
      }
      BuildNotes.lacking(module).ifPresent(problem -> lacking.add(in(module, problem)));
      done |= BuildNotes.isDone(module);
    }
    if (failures.isEmpty() && !done) {
      failures.addAll(lacking);
    }
    if (!failures.isEmpty()) {
      throw new MojoFailureException(String.join("", failures));
    }
  }

  private static String in(MavenProject module, String problem) {
    return "\nIn " + module.getArtifactId() + ":" + problem;
  }
}
