package dev.hermetic.maven;

import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.Credential;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.ledger.BuildEvents;
import dev.hermetic.ledger.EventContext;
import dev.hermetic.ledger.EventData;
import dev.hermetic.ledger.EventKind;
import dev.hermetic.lock.LockRequest;
import dev.hermetic.lockfile.LockFileNames;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.pypi.lock.PipSettings;
import dev.hermetic.track.Track;
import dev.hermetic.track.TrackInputs;
import dev.hermetic.track.TrackName;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * What all goals share: the parameters that say which environment is meant, skipping, Maven's
 * settings, progress and errors. A goal adds its own parameters and one call.
 */
abstract class AbstractHermeticMojo extends AbstractMojo {
  /** Modules that are nothing but an environment. */
  static final String PACKAGING = "hermetic";

  /**
   * Skips every goal of Hermetic.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.skip", defaultValue = "false")
  private @Nullable String skip;

  /**
   * Environment files, merged in this order; relative paths start at the project's folder.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.environment", defaultValue = "environment.yml")
  private @Nullable List<String> environment;

  /**
   * Where conda-lock.yml is; explicit files lie beside it.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.lockfile", defaultValue = "conda-lock.yml")
  private String lockfile = "conda-lock.yml";

  /**
   * Which of the project's locks is meant: a track, or {@code stable} for the project's own. The
   * files of a track have its name before theirs: {@code research.conda-lock.yml}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.track", defaultValue = "stable")
  private @Nullable String track;

  /**
   * The project's tracks and where they differ from it: {@code <track>} with {@code <name>} and any
   * of {@code <environment>}, {@code <platforms>}, {@code <channels>}, {@code <virtualPackages>},
   * {@code <cuda>} and {@code <excludeNewer>}. A track needs no entry here.
   *
   * @since 0.1.0
   */
  @Parameter private @Nullable List<TrackParameter> tracks;

  /**
   * Platforms to lock for, in place of those that the environment files name. Without either:
   * linux-64, osx-64, osx-arm64 and win-64.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.platforms")
  private @Nullable List<String> platforms;

  /**
   * Channel names or URLs, in place of those that the environment files name, first one first.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.channels")
  private @Nullable List<String> channels;

  /**
   * What a channel name is put behind to make its URL.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.channelAlias", defaultValue = "https://conda.anaconda.org")
  private String channelAlias = "https://conda.anaconda.org";

  /**
   * Whether the channel {@code defaults}, which has terms of use of its own, may be used.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.allowDefaults", defaultValue = "true")
  private @Nullable String allowDefaults;

  /**
   * Mirrors as {@code from=to} pairs of URL prefixes. Bytes come from {@code to}, the lock says
   * {@code from}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.mirrors")
  private @Nullable List<String> mirrors;

  /**
   * Multichannels, as {@code custom_multichannels} of condarc: names that stand for several channels
   * wherever a channel can be named, as {@code name=channel,channel}, first one first. The lock
   * lists the channels themselves. On the command line groups are separated by semicolons.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.multichannels")
  private @Nullable List<String> multichannels;

  /**
   * A virtual-packages.yml as conda-lock reads it: what the target machines have. Without it:
   * {@code virtual-packages.yml} or {@code virtual-packages.yaml} of the project, where there is one.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.virtualPackages")
  private @Nullable String virtualPackages;

  /**
   * CUDA version that the target machines' driver supports, for example {@code 12.4}, or {@code
   * none}. Without it: what the virtual packages say.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.cuda")
  private @Nullable String cuda;

  /**
   * How the order of channels weighs: {@code strict}, {@code flexible} or {@code disabled}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.channelPriority", defaultValue = "strict")
  private String channelPriority = "strict";

  /**
   * Takes no package that is newer than this: an RFC 3339 instant, a date, or a duration such as
   * {@code 7d}, which the first lock turns into an instant and records.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.excludeNewer")
  private @Nullable String excludeNewer;

  /**
   * Whether to write an explicit file for each platform, {@code conda-<platform>.lock}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.explicitLockfiles", defaultValue = "true")
  private @Nullable String explicitLockfiles;

  /**
   * Whether a second solver proves that nothing that was asked for could be newer without something
   * else being older, mends the lock where it could, and tells what other choices would cost. The
   * report proves the lock as it is, from the repodata in the cache.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.prove", defaultValue = "false")
  private boolean prove;

  /**
   * What to do about {@code pip:} sections: {@code lock} them beside the conda packages, {@code
   * fail}, or {@code ignore} to lock without them and note it in the lock.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.pip", defaultValue = "lock")
  private String pip = "lock";

  /**
   * The package index of pip packages for which {@code pip:} sections name none; without it {@code
   * https://pypi.org/simple}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.pip.indexUrl")
  private @Nullable String pipIndexUrl;

  /**
   * Package indexes that are asked before the common one, in this order.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.pip.extraIndexUrls")
  private @Nullable List<String> pipExtraIndexUrls;

  /**
   * File or URL of a mapping from conda names to those of PyPI, a JSON object of name to name or
   * null; beside it the names count that Hermetic knows.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.pip.mapping")
  private @Nullable String pipMapping;

  /**
   * Which index counts where several have a project: {@code first-index}, or {@code
   * unsafe-best-match} to take the newest of all, whoever put it there.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.pip.indexStrategy", defaultValue = "first-index")
  private String pipIndexStrategy = "first-index";

  /**
   * Where fetched files are kept for all projects and processes. Without it: {@code
   * $XDG_CACHE_HOME/hermetic}, else {@code ~/.cache/hermetic}; on Windows {@code
   * %LOCALAPPDATA%\hermetic\cache}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.cacheDirectory")
  private @Nullable String cacheDirectory;

  @Parameter(defaultValue = "${basedir}", readonly = true)
  private @Nullable File basedir;

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
      if (needsEnvironment() && isDirectCall() && Modules.areOthersThan(project(), session())) {
        runInModules();
        return;
      }
      if (needsEnvironment() && isOtherModule()) {
        getLog().info("Skipped: this module has no environment files and no lock");
        return;
      }
      runWithProgress();
    } catch (HermeticException e) {
      getLog().debug(e);
      Failures.raise(Failures.inTrack(e, track()));
    }
  }

  @Override
  public Log getLog() {
    return new TrackLog(super.getLog(), track());
  }

  private void runWithProgress() {
    try (Progress progress = Progress.of(getLog(), isWatched(), environmentVariables())) {
      run(progress);
    }
  }

  private void runInModules() throws MojoExecutionException, MojoFailureException {
    try {
      modules().run(execution(), session(), getLog());
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

  /** Does the goal's work. */
  abstract void run(Listener listener);

  /** Whether the goal is about an environment that is there. */
  boolean needsEnvironment() {
    return true;
  }

  /**
   * Whether this is a module without an environment among several: the aggregator, or one of another
   * kind. One of packaging {@code hermetic}, or whose lock is there, has lost its files instead.
   */
  private boolean isOtherModule() {
    if (project == null || project.getPackaging().equals(PACKAGING) || environment == null) {
      return false;
    }
    boolean isOneOfSeveral = allProjects().size() > 1 || !project.getModules().isEmpty();
    return isOneOfSeveral
        && !Files.exists(stableLockfile())
        && !hasEnvironment();
  }

  /** Whether one of the environment files is there. */
  final boolean hasEnvironment() {
    return environment != null
        && new ParameterReader(folder())
            .texts(environment).stream().anyMatch(file -> Files.exists(folder().resolve(file)));
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

  final Path folder() {
    return basedir == null ? Path.of("").toAbsolutePath() : basedir.toPath();
  }

  /** The lock that is meant: the project's, or the one of the track. */
  final Path lockfile() {
    String name = track();
    return name.equals(TrackName.STABLE)
        ? stableLockfile()
        : LockFileNames.ofTrack(stableLockfile(), TrackName.require(name));
  }

  final Path stableLockfile() {
    return folder().resolve(lockfile);
  }

  /** The track that is meant, {@code stable} for none. */
  final String track() {
    return track == null || track.isBlank() ? TrackName.STABLE : track.strip();
  }

  /** The parameters as a request; all that is wrong with them is one failure. */
  final LockRequest request(LockRequest.Mode mode) {
    return request(mode, track());
  }

  /** The same for another track than the one that is meant. */
  final LockRequest request(LockRequest.Mode mode, String wanted) {
    ParameterReader reader = new ParameterReader(folder());
    EnvironmentParameters named = new EnvironmentParameters(reader);
    LockParameters how = new LockParameters(reader);
    TrackInputs project =
        new TrackInputs(
            named.files("hermetic.environment", environment),
            stableLockfile(),
            named.platforms(platforms),
            reader.texts(channels),
            named.fileOr(virtualPackages, "virtual-packages.yml", "virtual-packages.yaml"),
            reader.text(cuda),
            reader.text(excludeNewer));
    List<Track> declared = declared(reader);
    TrackInputs chosen = project;
    if (!project.environmentFiles().isEmpty()) {
      chosen = named.track(project, declared, wanted, fixed());
      named.checkLockfile(chosen);
    }
    LockRequest request =
        LockRequest.in(folder())
            .environmentFiles(chosen.environmentFiles())
            .lockfile(chosen.lockfile())
            .platforms(chosen.platforms())
            .channels(chosen.channels())
            .channelAlias(channelAlias)
            .allowDefaults(reader.flag("hermetic.allowDefaults", allowDefaults, true))
            .mirrors(how.mirrors(mirrors))
            .multichannels(how.multichannels(multichannels))
            .virtualPackages(chosen.virtualPackages())
            .cuda(chosen.cuda())
            .priority(how.channelPriority(channelPriority))
            .excludeNewer(chosen.excludeNewer())
            .explicitLockfiles(
                reader.flag("hermetic.explicitLockfiles", explicitLockfiles, true))
            .pip(how.pipMode(pip))
            .pipSettings(
                new PipSettings(
                    reader.text(pipIndexUrl),
                    reader.texts(pipExtraIndexUrls),
                    reader.text(pipMapping),
                    how.indexStrategy(pipIndexStrategy)))
            .mode(mode)
            .prove(prove)
            .workDirectory(buildWork())
            .build();
    reader.check();
    return request;
  }

  private List<Track> declared(ParameterReader reader) {
    return tracks == null ? List.of() : tracks.stream().map(one -> one.read(reader)).toList();
  }

  /** Names of the tracks that the POM lists. */
  final List<String> declaredTracks(ParameterReader reader) {
    return declared(reader).stream().map(Track::name).toList();
  }

  /** Where the build keeps what is about all locks, and what it makes of the stable one. */
  final Path buildWork() {
    return BuildFolder.of(buildDirectory, folder()).resolve("hermetic");
  }

  /** Where the build keeps what it makes of the lock that is meant: image, scan, bills, signatures. */
  final Path work() {
    return track().equals(TrackName.STABLE)
        ? buildWork()
        : buildWork().resolve("track-" + TrackName.require(track()));
  }

  /** The events of this build. */
  final BuildEvents events() {
    return new BuildEvents(
        buildWork(), folder(), lockfile(), track(), version(), Clock.systemUTC());
  }

  /**
   * Writes down what has just happened. It has, whether it can be written down or not, so that only a
   * warning is told where it cannot.
   *
   * @param platform empty for all
   */
  final void happened(EventKind kind, String platform, EventData data, Listener listener) {
    happened(UnaryOperator.identity(), kind, platform, data, listener);
  }

  /** The same under other circumstances than those of this build. */
  final void happened(
      UnaryOperator<EventContext> circumstances,
      EventKind kind,
      String platform,
      EventData data,
      Listener listener) {
    try {
      BuildEvents events = events();
      events.add(circumstances.apply(events.context()), kind, platform, data);
    } catch (HermeticException e) {
      e.problems().forEach(problem -> listener.on(new Event.Warning(problem)));
    }
  }

  private Set<TrackInputs.Setting> fixed() {
    return CommandLine.settings(session().getUserProperties());
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

  private Modules modules() {
    if (modules == null) {
      throw new IllegalStateException("Maven injected nothing");
    }
    return modules;
  }

  private MojoExecution execution() {
    if (mojoExecution == null) {
      throw new IllegalStateException("Maven gave no execution");
    }
    return mojoExecution;
  }

  /** Whether the goal was named on the command line rather than bound in a POM. */
  final boolean isDirectCall() {
    return mojoExecution != null && mojoExecution.getSource() == MojoExecution.Source.CLI;
  }

  /** Whether the goal runs because the packaging has it, and not because the POM or somebody asks. */
  final boolean isOfPackaging() {
    return mojoExecution != null
        && mojoExecution.getSource() == MojoExecution.Source.LIFECYCLE
        && mojoExecution.getExecutionId().equals("default-" + goal());
  }

  final Map<String, String> environmentVariables() {
    return System.getenv();
  }

  /** The modules of the build, also those that {@code -pl} leaves out. */
  final List<MavenProject> allProjects() {
    List<MavenProject> all = session().getAllProjects();
    return all == null ? List.of() : all;
  }

  /** As it is shown to users: relative to the project's folder where it is inside. */
  final String shown(Path file) {
    return file.startsWith(folder()) ? folder().relativize(file).toString() : file.toString();
  }

  /** The project; Maven makes one up where there is no POM. */
  final MavenProject project() {
    if (project == null) {
      throw new IllegalStateException("Maven gave no project");
    }
    return project;
  }

  /** This plugin's version. */
  final String version() {
    return mojoExecution == null ? "" : mojoExecution.getPlugin().getVersion();
  }

  final MavenSession session() {
    if (session == null) {
      throw new IllegalStateException("Maven gave no session");
    }
    return session;
  }

  private boolean isWatched() {
    boolean interactive = session().getRequest().isInteractiveMode();
    return interactive && Person.isWatching(environmentVariables());
  }
}
