package dev.hermetic.ledger;

import dev.hermetic.git.GitFolder;
import dev.hermetic.oci.Digest;
import dev.hermetic.problem.HermeticException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** The events of a build, in its own folder, so that no build changes the tree that it measures. */
public final class BuildEvents {
  /** The file in the build's folder {@code hermetic}. */
  public static final String FILE = "events.jsonl";

  private final Path work;
  private final Path folder;
  private final Path lockfile;
  private final String track;
  private final String tool;
  private final InstantSource clock;

  /**
   * @param work where the build keeps what it makes
   * @param folder of the project, whose revision of git is noted
   * @param track whose lock is meant, {@code stable} for the project's own
   * @param tool version of Hermetic
   */
  public BuildEvents(
      Path work,
      Path folder,
      Path lockfile,
      String track,
      String tool,
      InstantSource clock) {
    this.work = work;
    this.folder = folder;
    this.lockfile = lockfile;
    this.track = track;
    this.tool = tool;
    this.clock = clock;
  }

  /**
   * Writes down that something happened just now.
   *
   * @param platform conda's name of the one that it is about; empty for all
   * @throws HermeticException HERM-LEDGER-001, HERM-LEDGER-002
   */
  public LedgerEvent add(EventKind kind, String platform, EventData data) {
    return add(context(), kind, platform, data);
  }

  /** The same under other circumstances. */
  public LedgerEvent add(
      EventContext context, EventKind kind, String platform, EventData data) {
    LedgerEvent event = LedgerEvent.of(context, kind, platform, data);
    LedgerWriter.append(file(), FILE, List.of(event));
    return event;
  }

  /** Where they are. */
  public Path file() {
    return work.resolve(FILE);
  }

  /** The circumstances of what happens now. */
  public EventContext context() {
    return new EventContext(
            clock.instant(),
            MachineClass.here(),
            tool,
            new GitFolder(folder).revision().orElse(""),
            lock())
        .of(track);
  }

  private String lock() {
    try {
      return Digest.of(Files.readAllBytes(lockfile)).hex();
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw new HermeticException(LedgerProblems.unusable(lockfile.toString(), e), e);
    }
  }
}
