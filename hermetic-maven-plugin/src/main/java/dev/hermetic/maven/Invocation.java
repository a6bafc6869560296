package dev.hermetic.maven;

import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;

/**
 * How Maven calls a goal.
 *
 * @param session the build
 * @param execution why the goal runs, and in which version of this plugin
 * @param project the module whose turn it is; Maven makes one up where there is no POM
 */
record Invocation(MavenSession session, MojoExecution execution, MavenProject project) {
  /** The packaging of modules that are nothing but an environment. */
  static final String PACKAGING = "hermetic";

  /** Whether the goal was named on the command line rather than bound in a POM. */
  boolean isDirect() {
    return execution.getSource() == MojoExecution.Source.CLI;
  }

  /** Whether the goal runs because the packaging has it, and not because the POM or somebody asks. */
  boolean isOfPackaging() {
    return execution.getSource() == MojoExecution.Source.LIFECYCLE
        && execution.getExecutionId().equals("default-" + execution.getGoal());
  }

  /** Whether there may be a person to ask, as far as Maven knows. */
  boolean isInteractive() {
    return session.getRequest().isInteractiveMode();
  }

  /** Whether the module is nothing but an environment. */
  boolean isEnvironment() {
    return project.getPackaging().equals(PACKAGING);
  }

  /**
   * Whether this is one of several modules that need not all have an environment: the aggregator, or
   * one of any packaging but our own.
   */
  boolean isOneOfSeveral() {
    return !isEnvironment() && (allProjects().size() > 1 || !project.getModules().isEmpty());
  }

  /** The modules of the build, also those that {@code -pl} leaves out. */
  List<MavenProject> allProjects() {
    List<MavenProject> all = session.getAllProjects();
    return all == null ? List.of() : all;
  }

  /**
   * A text with commands that Maven finds: without a POM, or with one that does not have the plugin, it knows no
   * prefix {@code hermetic}, and the plugin has to be named by its coordinates.
   */
  String withGoalPrefix(String text) {
    String key = execution.getPlugin().getKey();
    boolean known =
        project.getPlugin(key) != null
            || project.getPluginManagement() != null
                && project.getPluginManagement().getPluginsAsMap().containsKey(key);
    return known
        ? text
        : text.replace("mvn hermetic:", "mvn " + execution.getPlugin().getId() + ":");
  }

  /** This plugin's version. */
  String version() {
    return execution.getPlugin().getVersion();
  }
}
