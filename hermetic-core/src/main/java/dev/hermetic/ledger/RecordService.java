package dev.hermetic.ledger;

import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Takes the events of builds, deployments and a CI server's past into the shared ledger. */
public final class RecordService {
  private final BuildEvents build;
  private final InstantSource clock;
  private final Listener listener;

  public RecordService(BuildEvents build, InstantSource clock, Listener listener) {
    this.build = build;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Adds what the ledger does not have: the events of the build, a deployment, imported runs. Either
   * all of it can be read or nothing is written.
   *
   * @throws HermeticException HERM-LEDGER-001, 002, 010, 011
   */
  public RecordResult record(RecordRequest request) {
    String shown = shown(request, request.ledger());
    List<LedgerEvent> events = new ArrayList<>();
    int neither = 0;
    for (Path file : request.imports()) {
      RunImport.Imported imported = RunImport.read(file, shown(request, file));
      events.addAll(imported.events());
      neither += imported.neither();
    }
    Ledger own = LedgerReader.read(build.file(), shown(request, build.file()), clock.instant());
    events.addAll(own.events());
    request.deployment().ifPresent(outcome -> events.add(deployment(outcome, request.reason())));
    List<LedgerEvent> added = LedgerWriter.append(request.ledger(), shown, events);
    Ledger ledger = LedgerReader.read(request.ledger(), shown, clock.instant());
    own.problems().forEach(one -> listener.on(new Event.Warning(one)));
    ledger.problems().forEach(one -> listener.on(new Event.Warning(one)));
    Deployments deployments = Deployments.of(ledger.ofTrack(request.track()));
    return new RecordResult(
        shown,
        added,
        neither,
        ledger,
        deployments,
        added.isEmpty() ? Optional.empty() : hint(request.ledger()),
        excess(deployments, request.maximumDfr(), shown));
  }

  private LedgerEvent deployment(DeploymentOutcome outcome, String reason) {
    EventData data = EventData.EMPTY.with(Deployments.OUTCOME, outcome.word());
    return LedgerEvent.of(
        build.context(),
        EventKind.DEPLOYMENT,
        "",
        reason.isEmpty() ? data : data.with(Deployments.REASON, reason));
  }

  /** Where it is known when Hermetic was adopted, what failed before is not its doing. */
  private static Optional<Problem> excess(
      Deployments deployments, OptionalDouble maximum, String shown) {
    Optional<Proportion> judged =
        deployments.adopted().isPresent() ? deployments.after() : deployments.all();
    return judged
        .filter(failed -> maximum.isPresent() && failed.rate() > maximum.getAsDouble())
        .map(failed -> LedgerProblems.excess(shown, failed, maximum.getAsDouble()));
  }

  /** That git should join two ledgers line by line, where nothing says so. */
  private static Optional<String> hint(Path ledger) {
    String name = String.valueOf(ledger.getFileName());
    Path folder = ledger.toAbsolutePath().normalize().getParent();
    for (Path at = folder; at != null; at = at.getParent()) {
      if (says(at.resolve(".gitattributes"), name)) {
        return Optional.empty();
      }
      if (Files.exists(at.resolve(".git"))) {
        return Optional.of(
            "Add `" + name + " merge=union` to .gitattributes, so that git joins two ledgers");
      }
    }
    return Optional.empty();
  }

  private static boolean says(Path attributes, String name) {
    try {
      return Files.readString(attributes, StandardCharsets.ISO_8859_1)
          .lines()
          .map(line -> List.of(line.strip().split("\\s+")))
          .anyMatch(words -> words.get(0).endsWith(name) && words.contains("merge=union"));
    } catch (IOException e) {
      return false;
    }
  }

  private static String shown(RecordRequest request, Path file) {
    return file.startsWith(request.directory())
        ? request.directory().relativize(file).toString().replace('\\', '/')
        : file.toString();
  }
}
