package dev.hermetic.prefix;

import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a prefix will hold, decided before anything is written: pure, the same for the same packages
 * wherever it is made. Files that describe the prefix ({@code conda-meta}) come later.
 *
 * @param packages in the order of installation
 * @param wheels PyPI packages, in the order of installation, which comes after that of the packages
 * @param python empty where no package is Python
 * @param paths sorted by code points, so folders come before what is in them; every folder is listed
 * @param clobbers sorted by path
 * @param outwardLinks sorted by path
 * @param withoutLauncher scripts of entry points that need a launcher which only Windows' own tools
 *     bring, sorted; empty for other platforms
 */
public record PrefixPlan(
    Platform platform,
    List<PrefixPackage> packages,
    List<PrefixWheel> wheels,
    Optional<PythonTarget> python,
    List<PlannedPath> paths,
    List<Clobber> clobbers,
    List<OutwardLink> outwardLinks,
    List<String> withoutLauncher) {
  public PrefixPlan {
    packages = List.copyOf(packages);
    wheels = List.copyOf(wheels);
    paths = List.copyOf(paths);
    clobbers = List.copyOf(clobbers);
    outwardLinks = List.copyOf(outwardLinks);
    withoutLauncher = List.copyOf(withoutLauncher);
  }

  /**
   * Plans a prefix.
   *
   * @param packages in the order of installation, what is needed before what needs it
   * @throws HermeticException with all that cannot be
   */
  public static PrefixPlan of(Platform platform, List<PrefixPackage> packages) {
    return of(platform, packages, List.of());
  }

  /**
   * Plans a prefix in which PyPI packages are, too.
   *
   * @param packages in the order of installation, what is needed before what needs it
   * @param wheels the same; their files win over those of packages
   * @throws HermeticException with all that cannot be
   */
  public static PrefixPlan of(
      Platform platform, List<PrefixPackage> packages, List<PrefixWheel> wheels) {
    return new Planner(platform, packages, wheels).plan();
  }

  /**
   * Checks that the prefix fits into the placeholders of all files.
   *
   * @throws HermeticException with one problem that names the file with the least room
   */
  public void checkRoom(TargetPrefix prefix) {
    List<PlannedPath> tooSmall = new ArrayList<>();
    for (PlannedPath path : paths) {
      if (path.content() instanceof Content.Patched patched
          && PlaceholderPatch.isTooLong(patched.placeholder(), prefix)) {
        tooSmall.add(path);
      }
    }
    tooSmall.stream()
        .min(Comparator.comparingInt(PrefixPlan::room).thenComparing(PlannedPath.ORDER))
        .ifPresent(least -> tell(prefix, least, tooSmall.size() - 1));
  }

  private static void tell(TargetPrefix prefix, PlannedPath least, int others) {
    Problem problem =
        PrefixProblems.prefixTooLong(
            prefix.path(), prefix.length(), room(least), least.path(), least.owner(), others);
    throw new HermeticException(problem);
  }

  private static int room(PlannedPath path) {
    return path.content() instanceof Content.Patched patched
        ? PlaceholderPatch.room(patched.placeholder())
        : Integer.MAX_VALUE;
  }
}
