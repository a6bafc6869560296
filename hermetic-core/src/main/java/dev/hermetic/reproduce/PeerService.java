package dev.hermetic.reproduce;

import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.install.Programs;
import dev.hermetic.packagecache.Trees;
import dev.hermetic.problem.HermeticException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures how long other programs take to set the environment up, without the lock and from it, each
 * time with an empty cache. What cannot be measured is warned of, and has no figure.
 */
public final class PeerService {
  private static final Pattern VERSION = Pattern.compile("\\d+(?:\\.\\d+)+\\S*");
  private static final int MOST_SAID = 400;

  private final Clock clock;
  private final Listener listener;

  public PeerService(Clock clock, Listener listener) {
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Sets up and measures.
   *
   * @throws HermeticException HERM-REPRODUCE-003
   */
  public List<PeerSetup> measure(PeerRequest request) {
    List<PeerSetup> setups = new ArrayList<>();
    for (Peer peer : request.peers()) {
      Optional<Path> program =
          Programs.find(
              peer.toString(),
              request.outside().getOrDefault("PATH", ""),
              request.directory());
      if (request.offline() || program.isEmpty()) {
        warn(peer, request.offline() ? "Maven works offline" : "there is no such program on the PATH");
        continue;
      }
      try {
        String tool = peer + version(request, program.get());
        measure(request, peer, program.get(), tool, false).ifPresent(setups::add);
        if (Files.exists(request.explicit())) {
          measure(request, peer, program.get(), tool, true).ifPresent(setups::add);
        }
      } catch (IOException e) {
        throw ReproduceProblems.cannotUse(request.work(), e);
      }
    }
    return setups;
  }

  private Optional<PeerSetup> measure(
      PeerRequest request, Peer peer, Path program, String tool, boolean locked)
      throws IOException {
    Path folder = request.work().resolve("set-up");
    Trees.delete(folder);
    Files.createDirectories(folder);
    String stage = "reproduce:" + peer + (locked ? ":lock" : "");
    String what = tool + (locked ? " from the lock" : " without the lock");
    listener.on(new Event.StageStarted(stage, "Setting up with " + what));
    Path log = request.work().resolve(peer + (locked ? "-lock.log" : ".log"));
    Path file = locked ? request.explicit() : request.environment();
    long start = clock.millis();
    int code =
        run(request, peer.command(program, folder.resolve("env"), file, locked), folder, log);
    long millis = Math.max(0, clock.millis() - start);
    Trees.delete(folder);
    if (code != 0) {
      listener.on(new Event.StageDropped(stage));
      warn(peer, "it ended with exit code " + code + ": " + said(log) + " (" + log + ")");
      return Optional.empty();
    }
    listener.on(new Event.StageFinished(stage, "Set up with " + what, millis));
    return Optional.of(new PeerSetup(tool, locked, millis));
  }

  /** With a blank before it; empty where the program does not tell. */
  private static String version(PeerRequest request, Path program) throws IOException {
    Files.createDirectories(request.work());
    Path log = request.work().resolve("version.log");
    run(request, List.of(program.toString(), "--version"), request.work(), log);
    Matcher version = VERSION.matcher(said(log));
    return version.find() ? " " + version.group() : "";
  }

  private static int run(PeerRequest request, List<String> words, Path folder, Path log)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(request.directory().toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    Map<String, String> variables = builder.environment();
    variables.clear();
    variables.putAll(request.outside());
    variables.put("CONDA_PKGS_DIRS", folder.resolve("packages").toString());
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ReproduceProblems.noBuild(log, "it was interrupted");
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
  }

  private static String said(Path log) throws IOException {
    String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).strip();
    String end = text.substring(Math.max(0, text.length() - MOST_SAID));
    return end.lines().reduce("", (one, other) -> other.isBlank() ? one : other.strip());
  }

  private void warn(Peer peer, String why) {
    listener.on(new Event.Warning(ReproduceProblems.notMeasured(peer, why)));
  }
}
