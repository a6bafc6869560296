package dev.hermetic.lock;

import dev.hermetic.channel.ChannelResolver;
import dev.hermetic.environment.Environment;
import dev.hermetic.environment.Environment.PlatformRequest;
import dev.hermetic.environment.EnvironmentReader;
import dev.hermetic.environment.EnvironmentSource;
import dev.hermetic.environment.PipRequirement;
import dev.hermetic.environment.Requirement;
import dev.hermetic.environment.VirtualPackageReader;
import dev.hermetic.environment.VirtualPackageResult;
import dev.hermetic.environment.VirtualPackageSource;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.lockfile.OwnMetadata;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.pypi.request.PipRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the environment files, and the file of virtual packages, of a request. */
final class InputsReader {
  private final Map<String, String> variables;
  private final Clock clock;
  private final Consumer<Problem> warnings;

  /**
   * A reader.
   *
   * @param variables of the environment, for {@code $VAR} and {@code CONDA_OVERRIDE_…}
   * @param clock asked only to turn an exclude-newer duration into an instant
   */
  InputsReader(Map<String, String> variables, Clock clock, Consumer<Problem> warnings) {
    this.variables = variables;
    this.clock = clock;
    this.warnings = warnings;
  }

  /**
   * Reads what a lock of this request has to answer.
   *
   * @param present the lock that is there, whose platforms count where nobody names any, and whose
   *     dates stay as it records them; null for none
   * @param toCheck whether a pip section may stand even where it could not be locked
   * @throws HermeticException with every problem found
   */
  LockInputs read(
      LockRequest request,
      ChannelResolver resolver,
      @Nullable Lockfile present,
      boolean toCheck) {
    Environment environment =
        EnvironmentReader.read(
            new EnvironmentSource(
                request.directory(),
                request.environmentFiles(),
                request.platforms(),
                request.channels(),
                // Where nobody names platforms, a lock keeps those that it has.
                present == null ? Platform.DEFAULTS : present.metadata().platforms()));
    environment.warnings().forEach(warnings);
    VirtualPackageResult virtual =
        VirtualPackageReader.read(
            VirtualPackageSource.of(
                request.directory(),
                environment.platforms(),
                request.virtualPackages(),
                variables,
                request.cuda()));
    virtual.warnings().forEach(warnings);
    SortedMap<Platform, PipRequest> asked = pip(request, environment, toCheck);
    asked.values().stream()
        .flatMap(one -> one.warnings().stream())
        .distinct()
        .forEach(warnings);
    String text = request.excludeNewer();
    String recorded =
        present == null
            ? null
            : present.metadata().custom().get(OwnMetadata.EXCLUDE_NEWER_KEY);
    return new LockInputs(
        request,
        environment,
        resolver.record(environment.channels()),
        new SpecChannels(resolver, environment).multichannels(),
        virtual.platforms(),
        text == null ? null : ExcludeNewer.parse(text, clock, recorded),
        asked);
  }

  /** What is asked of PyPI, where nothing of the environment stands in the way of a lock. */
  private SortedMap<Platform, PipRequest> pip(
      LockRequest request, Environment environment, boolean toCheck) {
    List<Problem> problems = new ArrayList<>();
    if (environment.channels().isEmpty()) {
      problems.add(
          LockProblems.noChannels(
              ShownPaths.relative(
                  request.directory(), request.directory().resolve(environment.files().get(0)))));
    }
    Set<PipRequirement> pip = new LinkedHashSet<>();
    Set<Problem> conditional = new LinkedHashSet<>();
    for (PlatformRequest platform : environment.requests().values()) {
      pip.addAll(platform.pip());
      for (Requirement one : platform.conda()) {
        if (one.spec().when().isPresent() || !one.spec().extras().isEmpty()) {
          conditional.add(LockProblems.conditional(one));
        }
      }
    }
    if (!pip.isEmpty() && !toCheck && request.pip() == LockRequest.PipMode.FAIL) {
      problems.add(LockProblems.pipSection(List.copyOf(pip)));
    }
    problems.addAll(conditional);
    SortedMap<Platform, PipRequest> asked =
        request.pip() == LockRequest.PipMode.IGNORE
            ? new TreeMap<>()
            : collect(
                problems,
                () ->
                    PipRequests.of(environment, request.directory(), variables));
    if (asked == null || !problems.isEmpty()) {
      throw new HermeticException(problems);
    }
    return asked;
  }

  /** What a step gives; null where it fails, and its problems go to the others. */
  static <T> @Nullable T collect(List<Problem> problems, Supplier<T> step) {
    try {
      return step.get();
    } catch (HermeticException e) {
      problems.addAll(e.problems());
      return null;
    }
  }
}
