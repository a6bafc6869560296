package dev.hermetic.reproduce;

import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.ledger.EventContext;
import dev.hermetic.lockfile.AtomicFiles;
import dev.hermetic.packagecache.Trees;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.registry.RegistrySettings;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Builds environment and image several times under different conditions, runs the experiment in each,
 * and compares. The first run has to come to an end; a later one that does not is an experiment that
 * came to nothing.
 */
public final class ReproduceService {
  private final FetchSettings settings;
  private final RegistrySettings registries;
  private final Clock clock;
  private final Listener listener;

  /**
   * @param settings how packages are fetched
   * @param registries how bases are
   */
  public ReproduceService(
      FetchSettings settings, RegistrySettings registries, Clock clock, Listener listener) {
    this.settings = settings;
    this.registries = registries;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Builds, runs and compares. {@code reproduce.json} is written below the work folder; what was built
   * stays there only where something differs.
   *
   * @throws HermeticException HERM-REPRODUCE-003 to 008, and all that installing, making images and
   *     running can meet
   */
  public ReproduceResult reproduce(ReproduceRequest request) {
    Path work = request.work().toAbsolutePath().normalize();
    Path runs = work.resolve("runs");
    try {
      Trees.delete(runs);
      Files.createDirectories(runs);
      List<Run> made = runs(request, runs);
      List<Experiment> experiments = new ArrayList<>();
      made.forEach(run -> experiments.addAll(run.experiments()));
      if (experiments.stream().allMatch(one -> one.difference() == null)) {
        Trees.delete(runs);
      }
      Optional<Control> control =
          request
              .control()
              .map(
                  wanted ->
                      new ControlService(settings, clock, listener)
                          .control(
                              wanted, request.install().platform(), work.resolve("control")));
      ReproduceResult result = result(request, experiments, control);
      AtomicFiles.write(
          Map.of(
              work.resolve(ReproduceRequest.FILE),
              ReproduceJson.of(result).getBytes(StandardCharsets.UTF_8)));
      return result;
    } catch (IOException e) {
      throw ReproduceProblems.cannotUse(work, e);
    }
  }

  private List<Run> runs(ReproduceRequest request, Path folder) throws IOException {
    List<Run> made = new ArrayList<>();
    Keys keys = keys(request);
    String machine =
        MachineIdentity.of(Path.of("/etc/machine-id"), request.context().machine());
    boolean umask = File.separatorChar == '/';
    for (int number = 1; number <= request.runs(); number++) {
      Conditions conditions =
          Schedule.of(
              number,
              request.install().threads(),
              request.cold() && !settings.offline(),
              umask);
      String stage = "reproduce:" + number;
      long start = clock.millis();
      listener.on(
          new Event.StageStarted(
              stage,
              "Rebuilding " + number + " of " + request.runs() + ": " + conditions.text()));
      Run run =
          new Run(
              request, keys, machine, number, conditions, folder.resolve(conditions.folder()));
      run.make(new Builders(settings, registries, clock, listener), made.isEmpty() ? null : made.get(0));
      made.add(run);
      listener.on(
          new Event.StageFinished(
              stage,
              "Rebuilt " + number + " of " + request.runs() + ": " + conditions.text(),
              Math.max(0, clock.millis() - start)));
    }
    return made;
  }

  /** Digests of the inputs of each question. */
  record Keys(String prefix, String image, String output) {}

  private static Keys keys(ReproduceRequest request) throws IOException {
    EventContext context = request.context();
    return new Keys(
        InputsKey.ofPrefix(request.install(), context),
        request.image().isPresent() ? InputsKey.ofImage(request.image().get(), context) : "",
        request.experiment().isPresent()
            ? InputsKey.ofOutput(request.install(), request.experiment().get(), context)
            : "");
  }

  private static ReproduceResult result(
      ReproduceRequest request, List<Experiment> experiments, Optional<Control> control) {
    Set<String> inputs = experiments.stream().map(Experiment::inputs).collect(Collectors.toSet());
    List<Experiment> all = new ArrayList<>(experiments);
    request.past().stream().filter(one -> inputs.contains(one.inputs())).forEach(all::add);
    String platform = request.install().platform().toString();
    return new ReproduceResult(
        platform, request.context().lock(), experiments, Rate.of(all), control);
  }

  /** What a run builds with. */
  record Builders(
      FetchSettings settings, RegistrySettings registries, Clock clock, Listener listener) {}
}
