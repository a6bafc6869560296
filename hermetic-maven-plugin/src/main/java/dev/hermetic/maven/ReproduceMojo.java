package dev.hermetic.maven;

import dev.hermetic.doctor.MachineDetector;
import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.image.ImageRequest;
import dev.hermetic.install.CommandWords;
import dev.hermetic.install.EnvironmentRun;
import dev.hermetic.install.InstallRequest;
import dev.hermetic.ledger.EventContext;
import dev.hermetic.ledger.EventKind;
import dev.hermetic.ledger.Ledger;
import dev.hermetic.ledger.LedgerReader;
import dev.hermetic.lock.LockRequest;
import dev.hermetic.lockfile.LockFileNames;
import dev.hermetic.oci.ImageFormat;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.reproduce.ControlRequest;
import dev.hermetic.reproduce.Experiment;
import dev.hermetic.reproduce.ExperimentRequest;
import dev.hermetic.reproduce.Peer;
import dev.hermetic.reproduce.PeerRequest;
import dev.hermetic.reproduce.PeerService;
import dev.hermetic.reproduce.PeerSetup;
import dev.hermetic.reproduce.ReproduceRequest;
import dev.hermetic.reproduce.ReproduceResult;
import dev.hermetic.reproduce.ReproduceService;
import dev.hermetic.reproduce.ReproduceText;
import dev.hermetic.text.Count;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
 * Builds the locked environment, and the image where the build made one, several times under
 * different conditions, runs the project's experiment in each, and tells how many came out the same,
 * and the first difference of those that did not. Does nothing unless {@code hermetic.reproduce.runs}
 * says how often.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "reproduce",
    defaultPhase = LifecyclePhase.VERIFY,
    requiresProject = false,
    threadSafe = true)
public final class ReproduceMojo extends AbstractImageBuildMojo {
  private static final int CONTROL_DAYS = 90;

  /**
   * How often to build, 0 for not at all. Two are the least that give a figure.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.reproduce.runs", defaultValue = "0")
  private @Nullable String reproduceRuns;

  /**
   * The experiment: a program and its arguments, as in {@code "python train.py"}, run in the project's
   * folder. Quotes keep blanks; no shell reads it.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.reproduce.command")
  private @Nullable String reproduceCommand;

  /**
   * Patterns of the files that the experiment writes, for example {@code out/*.json}. Without it: what
   * it prints is compared.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.reproduce.outputs")
  private @Nullable List<String> reproduceOutputs;

  /**
   * Whether every second run fetches and unpacks all packages again. Never with Maven's {@code -o}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.reproduce.cold", defaultValue = "true")
  private @Nullable String reproduceCold;

  /**
   * The negative control: two dates at which the environment is solved without its lock, as {@code
   * 2026-01-01,2026-06-01}, or {@code none}. Without it: today and 90 days before.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.reproduce.control")
  private @Nullable List<String> reproduceControl;

  /**
   * Programs whose set-up is measured beside ours, without the lock and from it, each with an empty cache:
   * {@code conda}, {@code mamba} (2 or later), {@code micromamba}. They fetch all packages each time.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.reproduce.peers")
  private @Nullable List<String> reproducePeers;

  /**
   * The least share of builds and runs that have to come out the same, {@code 1} or {@code 95%}; with
   * less the goal fails.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.minimumR")
  private @Nullable String minimumR;

  /**
   * The ledger, whose experiments with the same inputs count too: those of other machines.
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
  @Parameter(property = "hermetic.reproduce.skip", defaultValue = "false")
  private @Nullable String skipReproduce;

  @Inject
  public ReproduceMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void run(Listener listener) {
    ImageParameters parameters = parameters();
    ParameterReader reader = parameters.reader();
    QuantityParameters quantities = new QuantityParameters(reader);
    int runs = quantities.number("hermetic.reproduce.runs", reproduceRuns, 0);
    boolean cold = reader.flag("hermetic.reproduce.cold", reproduceCold, true);
    OptionalDouble minimum = quantities.share("hermetic.minimumR", minimumR);
    String file = reader.required("hermetic.ledger", ledger, "name a file");
    List<Peer> peers = reader.choices("hermetic.reproduce.peers", reproducePeers, Peer.CONDA);
    reader.check();
    if (runs == 0) {
      getLog().info("Nothing is built again: hermetic.reproduce.runs says how often");
      return;
    }
    InstallRequest install = installRequest();
    Optional<ControlRequest> control = control(reader);
    Optional<ExperimentRequest> experiment = experiment(reader, install.platform());
    Optional<ImageRequest> image = image(parameters);
    reader.check();
    EventContext context = events().context();
    EventLog log = eventLog(listener);
    ReproduceResult result =
        new ReproduceService(
                fetchSettings(),
                registrySettings(parameters, listener),
                Clock.systemUTC(),
                listener)
            .reproduce(
                new ReproduceRequest(
                    install,
                    image,
                    experiment,
                    control,
                    runs,
                    cold,
                    work().resolve("reproduce"),
                    context,
                    past(file, context, listener)));
    result
        .events()
        .forEach(data -> log.add(EventKind.REPRODUCE, result.platform(), data));
    ReproduceText.lines(result, ConsoleStyle.here()).forEach(getLog()::info);
    peers(peers, install, listener);
    if (minimum.isPresent()) {
      BigDecimal least = BigDecimal.valueOf(minimum.getAsDouble()).stripTrailingZeros();
      List<Problem> problems = result.below(least);
      if (!problems.isEmpty()) {
        throw new HermeticException(problems);
      }
    }
  }

  private void peers(List<Peer> peers, InstallRequest install, Listener listener) {
    Optional<Path> environment =
        install.environmentFiles().stream().filter(Files::exists).findFirst();
    if (peers.isEmpty() || environment.isEmpty()) {
      return;
    }
    PeerRequest request =
        new PeerRequest(
            peers,
            folder(),
            environment.get(),
            LockFileNames.explicitFile(lockfile(), install.platform()),
            fetchSettings().offline(),
            work().resolve("peers"),
            environmentVariables());
    EventLog log = eventLog(listener);
    for (PeerSetup setup : new PeerService(Clock.systemUTC(), listener).measure(request)) {
      String platform = install.platform().toString();
      log.add(
          context -> context.by(setup.tool(), setup.locked()),
          EventKind.INSTALL,
          platform,
          setup.data());
      getLog().info(setup.text());
    }
  }

  private List<Experiment> past(String file, EventContext context, Listener listener) {
    Ledger known = LedgerReader.read(folder().resolve(file), file, context.time());
    known.problems().forEach(problem -> listener.on(new Event.Warning(problem)));
    return known.of(EventKind.REPRODUCE).stream()
        .map(Experiment::of)
        .flatMap(Optional::stream)
        .toList();
  }

  /** The image that this build, or one before, has made, made again. */
  private Optional<ImageRequest> image(ImageParameters parameters) {
    if (!Files.exists(imageFacts())) {
      return Optional.empty();
    }
    return Optional.of(imageRequest(parameters, null, ImageFormat.DOCKER, null));
  }

  private Optional<ExperimentRequest> experiment(ParameterReader reader, Platform platform) {
    String command = reader.text(reproduceCommand);
    if (command == null) {
      return Optional.empty();
    }
    Optional<Platform> host = MachineDetector.detect().platform();
    EnvironmentRun.checkHost(platform, host);
    return Optional.of(
        new ExperimentRequest(
            CommandWords.of(command, "hermetic.reproduce.command"),
            "hermetic.reproduce.command",
            reader.texts(reproduceOutputs),
            host,
            environmentVariables()));
  }

  private Optional<ControlRequest> control(ParameterReader reader) {
    List<String> dates = reader.texts(reproduceControl);
    if (dates.equals(List.of("none"))) {
      return Optional.empty();
    }
    LockRequest lock = request(LockRequest.Mode.FROZEN);
    if (lock.environmentFiles().stream().noneMatch(Files::exists)) {
      return Optional.empty();
    }
    if (dates.isEmpty()) {
      LocalDate today = LocalDate.now(Clock.system(ZoneOffset.UTC));
      dates = List.of(today.minusDays(CONTROL_DAYS).toString(), today.toString());
    }
    if (dates.size() != 2) {
      reader.problem(
          "hermetic.reproduce.control",
          "has " + Count.of(dates.size(), "date"),
          "write two, as 2026-01-01,2026-06-01, or none");
      return Optional.empty();
    }
    return Optional.of(new ControlRequest(lock, dates.get(0), dates.get(1)));
  }

  @Override
  String goal() {
    return "reproduce";
  }

  @Override
  @Nullable String skipsGoal() {
    return skipReproduce;
  }
}
