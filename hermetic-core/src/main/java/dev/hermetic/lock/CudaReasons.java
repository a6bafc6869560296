package dev.hermetic.lock;

import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.problem.Location;
import dev.hermetic.record.Candidate;
import dev.hermetic.record.DependencyNames;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.repodata.Repodata;
import dev.hermetic.solve.CdclSolver;
import dev.hermetic.solve.DeadEnd;
import dev.hermetic.solve.RootSpec;
import dev.hermetic.solve.SolveRequest;
import dev.hermetic.solve.UnsolvableException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Why roots came in CPU builds on machines with a CUDA driver: really solved for, each CUDA build
 * alone.
 */
final class CudaReasons {
  private final Questions questions;
  private final CdclSolver solver;

  CudaReasons(Questions questions, CdclSolver solver) {
    this.questions = questions;
    this.solver = solver;
  }

  /**
   * Sentences without full stop by package name.
   *
   * @param records what was chosen on each platform
   */
  SortedMap<Platform, SortedMap<String, String>> of(
      SortedMap<Platform, List<PackageRecord>> records) {
    SortedMap<Platform, SortedMap<String, String>> reasons = new TreeMap<>();
    for (Map.Entry<Platform, List<PackageRecord>> entry : records.entrySet()) {
      reasons.put(entry.getKey(), of(entry.getKey(), entry.getValue()));
    }
    return reasons;
  }

  private SortedMap<String, String> of(Platform platform, List<PackageRecord> chosen) {
    SortedMap<String, String> reasons = new TreeMap<>();
    if (hasDriver(platform)) {
      Set<String> roots = questions.names(platform);
      for (PackageRecord record : chosen) {
        if (roots.contains(record.name()) && isBuiltFor(BuildVariant.Kind.CPU, record)) {
          Candidate cuda = nearestCudaBuild(platform, record);
          if (cuda != null) {
            reasons.put(record.name(), whyNot(platform, record, cuda, chosen));
          }
        }
      }
    }
    return reasons;
  }

  private boolean hasDriver(Platform platform) {
    for (VirtualPackage given : questions.machine(platform)) {
      if (given.name().equals(BuildVariant.DRIVER)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBuiltFor(BuildVariant.Kind kind, Candidate candidate) {
    Optional<BuildVariant> variant =
        BuildVariant.of(candidate.build(), DependencyNames.of(candidate.depends()));
    return variant.isPresent() && variant.get().kind() == kind;
  }

  /** The one of the same version that differs least: of the same Python, for instance. */
  private @Nullable Candidate nearestCudaBuild(Platform platform, PackageRecord cpu) {
    Candidate nearest = null;
    for (List<Repodata> channel : questions.channels(platform)) {
      for (Repodata repodata : channel) {
        for (Candidate one : repodata.candidates(cpu.name())) {
          if (one.version().equals(cpu.version())
              && isBuiltFor(BuildVariant.Kind.CUDA, one)
              && (nearest == null || isNearer(one, nearest, cpu))) {
            nearest = one;
          }
        }
      }
    }
    return nearest;
  }

  private static boolean isNearer(Candidate one, Candidate other, PackageRecord cpu) {
    int order = Integer.compare(common(one, cpu), common(other, cpu));
    if (order == 0) {
      order = Long.compare(one.buildNumber(), other.buildNumber());
    }
    return order == 0 ? one.build().compareTo(other.build()) > 0 : order > 0;
  }

  private static int common(Candidate one, PackageRecord cpu) {
    int common = 0;
    for (String text : one.depends()) {
      common += cpu.depends().contains(text) ? 1 : 0;
    }
    return common;
  }

  private String whyNot(
      Platform platform, PackageRecord cpu, Candidate cuda, List<PackageRecord> chosen) {
    MatchSpec exact = MatchSpec.parse(cpu.name() + "==" + cpu.version() + "=" + cuda.build());
    RootSpec root = new RootSpec(exact, Location.of(cuda.record().toString()));
    SolveRequest alone = questions.about(platform, List.of(root));
    // Mostly the driver is too old, which is seen without all that a search begins with.
    Optional<List<String>> seen = DeadEnd.reasons(alone, questions.channelMatch(), chosen);
    if (seen.isPresent()) {
      return impossible(cuda, seen.get());
    }
    try {
      solver.solve(alone);
      return cuda.buildNumber() < cpu.buildNumber()
          ? "its CUDA build has a lower build number"
          : "its CUDA build " + cuda.build() + " is less preferred, or the other specs rule it out";
    } catch (UnsolvableException e) {
      return impossible(cuda, e.reasons());
    }
  }

  private static String impossible(Candidate cuda, List<String> reasons) {
    return reasons.isEmpty()
        ? "its CUDA build " + cuda.build() + " cannot be installed there"
        : "its CUDA build cannot be taken: " + String.join("; ", reasons);
  }
}
