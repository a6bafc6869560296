package dev.hermetic.doctor;

import static dev.hermetic.doctor.Finding.Level.RED;
import static dev.hermetic.doctor.Finding.Level.YELLOW;
import static dev.hermetic.doctor.Finding.Section.FILES;
import static dev.hermetic.doctor.Finding.Section.TOOLS;

import dev.hermetic.channel.ChannelResolver;
import dev.hermetic.environment.Environment;
import dev.hermetic.environment.EnvironmentReader;
import dev.hermetic.environment.EnvironmentSource;
import dev.hermetic.event.Event;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.fetch.Prober;
import dev.hermetic.lock.LockRequest;
import dev.hermetic.lock.LockService;
import dev.hermetic.lockfile.CondaLockReader;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Looks whether a lock can be made and used here, and says how to mend what stands in the way.
 * Solves nothing, fetches nothing and changes nothing but a file that it makes and deletes to see
 * whether folders can be written.
 */
public final class Doctor {
  private final FetchSettings settings;
  private final Clock clock;
  private final Machine machine;
  private final ToLongFunction<Path> freeBytes;

  /**
   * @param clock tells which temporary files are old
   * @param machine the one that environments would be installed on
   */
  public Doctor(FetchSettings settings, Clock clock, Machine machine) {
    this(settings, clock, machine, Doctor::free);
  }

  Doctor(
      FetchSettings settings, Clock clock, Machine machine, ToLongFunction<Path> freeBytes) {
    this.settings = settings;
    this.clock = clock;
    this.machine = machine;
    this.freeBytes = freeBytes;
  }

  /** Never fails because something is wrong: that is a finding. */
  public Checkup examine(DoctorRequest request) {
    List<Finding> findings = new ArrayList<>();
    request.tools().forEach((name, is) -> findings.add(Finding.green(TOOLS, name, is)));
    findings.add(
        Finding.green(
            TOOLS,
            "network",
            settings.offline() ? "not used: Maven works offline (-o)" : "used"));
    Optional<Environment> environment = environment(request.lock(), findings);
    environment.ifPresent(of -> lock(request.lock(), of, findings));
    environment.ifPresent(of -> channels(request.lock(), of, findings));
    findings.addAll(
        new CacheCheck(clock, freeBytes, settings.offline())
            .check(settings.cacheDirectory(), request.temporary()));
    findings.addAll(MachineCheck.of(machine, readable(request.lock()).orElse(null)));
    return new Checkup(findings);
  }

  private Optional<Environment> environment(LockRequest request, List<Finding> findings) {
    try {
      Environment environment =
          EnvironmentReader.read(
              new EnvironmentSource(
                  request.directory(),
                  request.environmentFiles(),
                  request.platforms(),
                  request.channels()));
      for (Path file : environment.files()) {
        findings.add(Finding.green(FILES, shown(request, file), "can be read"));
      }
      environment.warnings().forEach(one -> findings.add(Finding.of(YELLOW, FILES, one)));
      return Optional.of(environment);
    } catch (HermeticException e) {
      e.problems().forEach(one -> findings.add(Finding.of(RED, FILES, one)));
      return Optional.empty();
    }
  }

  /** Whether the lock answers; without one nothing is broken yet. */
  private static Finding answers(String lockfile, Optional<List<String>> staleness) {
    if (staleness.isEmpty()) {
      return Finding.of(YELLOW, FILES, DoctorProblems.noLock(lockfile));
    }
    return staleness.get().isEmpty()
        ? Finding.green(FILES, lockfile, "answers the environment files")
        : Finding.of(RED, FILES, DoctorProblems.stale(lockfile, staleness.get()));
  }

  private void lock(LockRequest request, Environment environment, List<Finding> findings) {
    String subject = shown(request, request.lockfile());
    Set<Problem> warnings = new LinkedHashSet<>();
    LockService service =
        new LockService(
            settings.offlineOnly(),
            clock,
            event -> {
              if (event instanceof Event.Warning warning) {
                warnings.add(warning.problem());
              }
            });
    try {
      findings.add(answers(subject, service.staleness(request)));
    } catch (HermeticException e) {
      for (Problem problem : e.problems()) {
        // Channels that make no sense are told where channels are.
        if (!problem.code().startsWith("HERM-CHAN-")) {
          findings.add(Finding.of(RED, FILES, problem));
        }
      }
    }
    warnings.removeAll(environment.warnings());
    warnings.forEach(one -> findings.add(Finding.of(YELLOW, FILES, one)));
  }

  private void channels(
      LockRequest request, Environment environment, List<Finding> findings) {
    try {
      ChannelResolver resolver =
          new ChannelResolver(request.channelSettings(settings.environment()));
      findings.addAll(new ChannelCheck(new Prober(settings)).check(environment, resolver));
    } catch (HermeticException e) {
      e.problems()
          .forEach(one -> findings.add(Finding.of(RED, Finding.Section.CHANNELS, one)));
    }
  }

  /** Empty where there is no lock or it cannot be read, which is told already. */
  private static Optional<Lockfile> readable(LockRequest request) {
    if (!Files.isRegularFile(request.lockfile())) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          CondaLockReader.read(request.lockfile(), shown(request, request.lockfile())));
    } catch (HermeticException e) {
      return Optional.empty();
    }
  }

  private static String shown(LockRequest request, Path file) {
    Path directory = request.directory().toAbsolutePath().normalize();
    Path absolute = request.directory().resolve(file).toAbsolutePath().normalize();
    return (absolute.startsWith(directory) ? directory.relativize(absolute) : absolute)
        .toString()
        .replace('\\', '/');
  }

  /** The space that this user may still fill, -1 when the system does not tell. */
  private static long free(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      return -1;
    }
  }
}
