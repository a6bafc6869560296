package dev.hermetic.maven;

import dev.hermetic.event.Listener;
import dev.hermetic.fetch.Credential;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.ledger.BuildEvents;
import dev.hermetic.lock.LockRequest;
import dev.hermetic.lock.LockService;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.track.TrackInputs;
import dev.hermetic.track.WorkFolder;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.eclipse.aether.SessionData;
import org.jspecify.annotations.Nullable;

/**
 * What all goals share beside the parameters of the lock: skipping, Maven's settings, progress and
 * errors. A goal adds its own parameters and one call.
 */
abstract class AbstractHermeticMojo extends AbstractRequestMojo {
  /**
   * Skips every goal of Hermetic.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.skip", defaultValue = "false")
  private @Nullable String skip;

  /**
   * Where fetched files are kept for all projects and processes. Without it: {@code
   * $XDG_CACHE_HOME/hermetic}, else {@code ~/.cache/hermetic}; on Windows {@code
   * %LOCALAPPDATA%\hermetic\cache}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.cacheDirectory")
  private @Nullable String cacheDirectory;

  @Parameter(defaultValue = "${project.build.directory}", readonly = true)
  private @Nullable String buildDirectory;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private @Nullable MavenSession session;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  private @Nullable MojoExecution mojoExecution;

  @Parameter(defaultValue = "${project}", readonly = true)
  private @Nullable MavenProject project;

  @Inject private @Nullable Modules modules;

  private final SettingsDecrypter decrypter;

  AbstractHermeticMojo(SettingsDecrypter decrypter) {
    this.decrypter = decrypter;
  }

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    try {
      if (skips()) {
        getLog().info("Skipped: hermetic.skip or hermetic." + goal() + ".skip is set");
        return;
      }
      warnOfUnknownProperties();
      if (needsEnvironment()
          && invocation().isDirect()
          && Modules.areOthersThan(project(), session())) {
        runInModules();
        return;
      }
      if (needsEnvironment() && invocation().isOneOfSeveral() && lacksEnvironmentAndLock()) {
        getLog().info("Skipped: this module has no environment files and no lock");
        return;
      }
      runWithProgress();
      BuildNotes.done(project());
    } catch (HermeticException e) {
      getLog().debug(e);
      HermeticException told = Failures.withCommands(e, this::withCommands);
      if (passesOver() && BuildNotes.hasTurn(project()) && e.isAbsence()) {
        e.problems().forEach(problem -> getLog().info("Skipped: " + problem.fact()));
        BuildNotes.lacks(project(), Failures.message(told));
        return;
      }
      Failures.raise(told);
    }
  }

  private void runWithProgress() {
    Map<String, String> environment = environmentVariables();
    boolean watched = invocation().isInteractive() && Person.isWatching(environment);
    try (Progress progress = Progress.of(getLog(), watched, environment)) {
      run(progress);
    }
  }

  /**
   * Each once a build, however many goals and modules there are: noted with the session, whose copies for
   * single modules have that in common, as a text, since the plugin may be loaded twice.
   */
  private void warnOfUnknownProperties() {
    PluginDescriptor plugin =
        invocation().execution().getMojoDescriptor().getPluginDescriptor();
    SessionData told = session().getRepositorySession().getData();
    for (Problem one :
        UnknownProperties.of(
            UnknownProperties.known(plugin),
            session().getUserProperties(),
            project().getProperties())) {
      if (told.set("dev.hermetic.told " + one.subject(), null, "")) {
        getLog().warn(one.render());
      }
    }
  }

  private void runInModules() throws MojoExecutionException, MojoFailureException {
    try {
      given(modules, "modules").run(invocation().execution(), session(), getLog());
    } catch (MojoFailureException e) {
      afterModules(false);
      throw e;
    }
    afterModules(true);
  }

  /**
   * Does at the root of the build what is left when the goal was called by name and each module has had
   * its turn.
   *
   * @param succeeded whether it has not failed in any
   */
  void afterModules(boolean succeeded) {}

  /**
   * Whether a module that has nothing of what the goal was asked about is passed over where another module
   * has it.
   */
  boolean passesOver() {
    return false;
  }

  /** Where the POM does not know the plugin, commands name it whole: Maven would not find its prefix. */
  @Override
  String withCommands(String text) {
    String commands = super.withCommands(text);
    return project == null || mojoExecution == null || session == null
        ? commands
        : invocation().withGoalPrefix(commands);
  }

  /** Does the goal's work. */
  abstract void run(Listener listener);

  /** Whether the goal is about an environment that is there. */
  boolean needsEnvironment() {
    return true;
  }

  /** The goal's name as its parameters have it. */
  abstract String goal();

  /** What {@code hermetic.<goal>.skip} says. */
  abstract @Nullable String skipsGoal();

  final boolean skips() {
    ParameterReader reader = new ParameterReader(folder());
    boolean all = reader.flag("hermetic.skip", skip, false);
    boolean goal = reader.flag("hermetic." + goal() + ".skip", skipsGoal(), false);
    reader.check();
    return all || goal;
  }

  /** The parameters as a request; all that is wrong with them is one failure. */
  final LockRequest request(LockRequest.Mode mode) {
    return request(mode, track());
  }

  /** The same for another track than the one that is meant. */
  final LockRequest request(LockRequest.Mode mode, String wanted) {
    ParameterReader reader = new ParameterReader(folder());
    TrackInputs inputs =
        inputs(reader, wanted, CommandLine.settings(session().getUserProperties()));
    LockRequest request = request(reader, inputs).mode(mode).workDirectory(buildWork()).build();
    reader.check();
    return request;
  }

  final LockService lockService(Listener listener) {
    return new LockService(fetchSettings(), Clock.systemUTC(), listener);
  }

  /** Where the build keeps what is about all locks, and what it makes of the stable one. */
  final Path buildWork() {
    return BuildFolder.of(buildDirectory, folder()).resolve("hermetic");
  }

  /** Where the build keeps what it makes of the lock that is meant: image, scan, bills, signatures. */
  final Path work() {
    return WorkFolder.ofTrack(buildWork(), track());
  }

  /** The events of this build. */
  final BuildEvents events() {
    return new BuildEvents(
        buildWork(), folder(), lockfile(), track(), invocation().version(), Clock.systemUTC());
  }

  /** Writes down what happens. */
  final EventLog eventLog(Listener listener) {
    return new EventLog(events(), listener);
  }

  final Path cacheDirectory() {
    return CacheLocation.of(cacheDirectory, folder(), environmentVariables());
  }

  final FetchSettings fetchSettings() {
    return surroundings()
        .fetchSettings(
            cacheDirectory(),
            session().isOffline(),
            session().getRequest().isUpdateSnapshots());
  }

  /** What settings.xml has under a server's id; empty when it has no such server with a password. */
  final Optional<Credential> server(String id) {
    return surroundings().server(id);
  }

  private MavenSurroundings surroundings() {
    return new MavenSurroundings(session().getSettings(), decrypter, environmentVariables());
  }

  final Map<String, String> environmentVariables() {
    return System.getenv();
  }

  /** The project; Maven makes one up where there is no POM. */
  final MavenProject project() {
    return given(project, "project");
  }

  final MavenSession session() {
    return given(session, "session");
  }

  /** How Maven calls this goal. */
  final Invocation invocation() {
    return new Invocation(session(), given(mojoExecution, "execution"), project());
  }

  private static <T> T given(@Nullable T value, String what) {
    if (value == null) {
      throw new IllegalStateException("Maven gave no " + what);
    }
    return value;
  }
}
