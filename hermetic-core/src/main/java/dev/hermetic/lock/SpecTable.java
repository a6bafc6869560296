package dev.hermetic.lock;

import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.problem.Location;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the user asked for against what the lock holds, per platform: the values behind the console
 * table and the report page. Says only what environment and lock say; what they leave open is
 * absent here.
 *
 * @param platforms the lock's platforms, sorted: the columns
 * @param unlocked platforms that the environment asks for and the lock does not have, sorted
 * @param unasked platforms that the lock has and the environment does not ask for, sorted
 * @param rows one a spec as the user wrote it, in the order of the environment files
 * @param packages one a locked name, sorted by name, conda before pip
 * @param totals one a platform, in the order of {@code platforms}
 * @param variants CPU and CUDA builds: roots first in row order, then by name; within a name by
 *     platform
 * @param newness what was proven about how new it is; empty unless proofs were asked for
 * @param pipLeftOut entries of {@code pip:} sections that were left out of the lock, in file order
 */
public record SpecTable(
    List<Platform> platforms,
    List<Platform> unlocked,
    List<Platform> unasked,
    List<Row> rows,
    List<PackageRow> packages,
    List<Total> totals,
    List<VariantChoice> variants,
    List<Newness> newness,
    List<PipEntry> pipLeftOut) {

  /**
   * A spec of the environment, or a requirement of its pip section.
   *
   * @param manager who was asked; conda may have what a requirement asks for
   * @param text as written, without credentials
   * @param cells one for each of the table's platforms
   */
  public record Row(
      LockedPackage.Manager manager,
      String name,
      String text,
      String category,
      Location location,
      SortedMap<Platform, Cell> cells) {
    public Row {
      cells = Collections.unmodifiableSortedMap(new TreeMap<>(cells));
    }

    /** Whether two platforms have different versions. */
    public boolean versionDiffers() {
      return locked().map(cell -> cell.file().version()).distinct().count() > 1;
    }

    /** Whether one platform has a CPU build and another a CUDA build. */
    public boolean variantDiffers() {
      return locked()
              .flatMap(cell -> cell.file().variant().stream())
              .map(BuildVariant::kind)
              .distinct()
              .count()
          > 1;
    }

    /** Whether platforms that have it disagree on version or variant. */
    public boolean differs() {
      return versionDiffers() || variantDiffers();
    }

    /** Whether some cell shows a lock that does not answer the spec. */
    public boolean broken() {
      return cells.values().stream()
          .anyMatch(
              cell ->
                  cell instanceof Cell.Missing
                      || (cell instanceof Cell.Locked locked && !locked.meetsSpec()));
    }

    private Stream<Cell.Locked> locked() {
      return cells.values().stream()
          .filter(Cell.Locked.class::isInstance)
          .map(Cell.Locked.class::cast);
    }
  }

  /** What the lock has for one spec on one platform. */
  public sealed interface Cell {
    /** The environment does not ask for the spec here: a selector leaves it out. */
    record Absent() implements Cell {}

    /** Asked for, but the lock has no such package. */
    record Missing() implements Cell {}

    /**
     * Locked.
     *
     * @param meetsSpec whether version and build are such as the spec allows
     */
    record Locked(LockedFile file, boolean meetsSpec) implements Cell {}
  }

  /**
   * A locked name.
   *
   * @param root whether the user asked for it
   * @param neededBy locked packages of some platform that depend on it, sorted
   * @param files the platforms that have it
   */
  public record PackageRow(
      String name,
      LockedPackage.Manager manager,
      boolean root,
      List<String> neededBy,
      SortedMap<Platform, LockedFile> files) {
    public PackageRow {
      neededBy = List.copyOf(neededBy);
      files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** Whether two platforms have different versions. */
    public boolean versionDiffers() {
      @Nullable String other = null;
      for (LockedFile file : files.values()) {
        if (other != null && !other.equals(file.version())) {
          return true;
        }
        other = file.version();
      }
      return false;
    }
  }

  /**
   * Counts of one platform.
   *
   * @param packages all packages, pip's too
   * @param noarch those of them that fit every platform
   * @param pip those of them that pip installs
   * @param contentHash the lock's, empty when it has none for the platform
   * @param virtualPackages what was taken as given, empty when that is not known
   */
  public record Total(
      Platform platform,
      int packages,
      int noarch,
      int pip,
      DownloadSize download,
      Optional<String> contentHash,
      Optional<List<VirtualPackage>> virtualPackages) {
    public Total {
      virtualPackages = virtualPackages.map(List::copyOf);
    }
  }

  /**
   * A package whose build is known to be for the CPU or for CUDA.
   *
   * @param root whether the user asked for it
   * @param why why this one was taken, a sentence; says so where the lock does not tell
   */
  public record VariantChoice(
      String name,
      boolean root,
      Platform platform,
      Optional<String> build,
      BuildVariant variant,
      String why) {}

  /**
   * An entry of a {@code pip:} section.
   *
   * @param platforms where the environment asks for it
   */
  public record PipEntry(String text, Location location, List<Platform> platforms) {
    public PipEntry {
      platforms = List.copyOf(platforms);
    }
  }

  public SpecTable {
    platforms = List.copyOf(platforms);
    unlocked = List.copyOf(unlocked);
    unasked = List.copyOf(unasked);
    rows = List.copyOf(rows);
    packages = List.copyOf(packages);
    totals = List.copyOf(totals);
    variants = List.copyOf(variants);
    newness = List.copyOf(newness);
    pipLeftOut = List.copyOf(pipLeftOut);
  }

  /**
   * Sets a lock against its environment. Sizes are known as far as the records are, and what was
   * taken as given on a platform as far as the result says it.
   */
  public static SpecTable of(LockResult result) {
    return new SpecTableBuilder(result).build();
  }

  /** Packages of all platforms together: a name that three platforms have counts three times. */
  public int packageCount() {
    return totals.stream().mapToInt(Total::packages).sum();
  }

  /** Download of all platforms together. */
  public DownloadSize download() {
    return totals.stream().map(Total::download).reduce(DownloadSize.NONE, DownloadSize::plus);
  }

  /** Whether every platform is locked and every spec is met. */
  public boolean complete() {
    return unlocked.isEmpty() && rows.stream().noneMatch(Row::broken);
  }

  /** Packages whose version is not the same on all platforms that have them. */
  public List<PackageRow> versionDifferences() {
    return packages.stream().filter(PackageRow::versionDiffers).toList();
  }

  /** Packages that some platform does not have. */
  public List<PackageRow> partial() {
    Predicate<PackageRow> everywhere = row -> row.files().size() == platforms.size();
    return packages.stream().filter(everywhere.negate()).toList();
  }
}
