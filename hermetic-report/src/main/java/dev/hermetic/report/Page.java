package dev.hermetic.report;

import java.util.List;

/**
 * The page as the template sees it: texts in reading order, nothing left to compute. Public for the
 * template engine only.
 *
 * @param good whether the verdict is good
 * @param notes sentences under the verdict
 * @param channelNote the one channel of all specs, empty when there are several
 * @param newness what was proven about how new the lock is, empty without proofs
 * @param variantSummary names of packages that are variants too but that nobody asked for
 */
public record Page(
    String title,
    boolean good,
    String verdict,
    List<String> notes,
    List<Fact> facts,
    List<String> platforms,
    String channelNote,
    List<Spec> specs,
    List<NewnessLine> newness,
    List<Variant> variants,
    List<VariantGroup> variantSummary,
    List<PackageLine> versionDifferences,
    List<Only> only,
    List<PlatformLine> platformLines,
    List<PackageLine> packages,
    List<FileList> files,
    List<String> channels,
    List<String> sources,
    List<Pair> custom,
    List<PipLine> pip,
    List<Warning> warnings,
    List<Command> commands,
    String generator,
    String timestamp) {
  private static final int SHORT = 12;

  /** How many packages are not of one version. */
  public int versionCount() {
    return versionDifferences.size();
  }

  /** Whether all platforms have the same packages in the same versions. */
  public boolean alike() {
    return versionDifferences.isEmpty() && only.isEmpty();
  }

  /** How many names there are. */
  public int packageCount() {
    return packages.size();
  }

  /** A number worth a glance. */
  public record Fact(String label, String value, String note) {}

  /**
   * A row of the first table.
   *
   * @param pip whether it is asked of PyPI
   * @param anchor of the package that answers it; empty where its name cannot be one
   */
  public record Spec(
      boolean pip,
      String text,
      String anchor,
      String location,
      String category,
      boolean variantDiffers,
      List<Cell> cells) {}

  /**
   * @param kind {@code locked}, {@code absent} or {@code missing}
   * @param name of the package where it is not that of the spec, else empty
   * @param variant {@code CPU}, {@code CUDA} or empty
   * @param odd whether most platforms have another version
   */
  public record Cell(
      String kind,
      String name,
      String version,
      String build,
      String channel,
      String variant,
      boolean met,
      boolean odd) {}

  /**
   * Something proven.
   *
   * @param label what kind of statement it is
   * @param what packages and versions; empty for a verdict on all of them
   * @param how specs to add or commands to run, may be empty
   */
  public record NewnessLine(
      String label, List<String> platforms, List<String> what, String why, List<String> how) {}

  /**
   * Platforms with the same build kind and reason share a row.
   *
   * @param kind {@code CPU} or {@code CUDA}
   * @param why begins with a capital letter, without full stop
   */
  public record Variant(
      String name,
      String kind,
      List<String> builds,
      List<String> platforms,
      String evidence,
      String why) {}

  /** Packages of one kind on the same platforms. */
  public record VariantGroup(String kind, List<String> platforms, List<String> names) {}

  /** A version, empty where the package is not locked; odd where most platforms have another. */
  public record VersionCell(String text, boolean odd) {}

  /** A package and its version per platform. */
  public record PackageLine(
      String name,
      String anchor,
      boolean pip,
      boolean root,
      boolean differs,
      String neededBy,
      List<VersionCell> versions) {}

  /** Packages that only some platforms have. */
  public record Only(List<String> platforms, List<String> names) {
    public int count() {
      return names.size();
    }
  }

  /**
   * Counts of a platform.
   *
   * @param specificWidth width of the bar's first part in thousandths of the widest bar
   * @param noarchWidth width of its second part in the same unit
   * @param virtualPackages empty with {@code known} false when nobody said what was given
   */
  public record PlatformLine(
      String name,
      int packages,
      int specific,
      int noarch,
      int pip,
      String download,
      int specificWidth,
      int noarchWidth,
      String contentHash,
      boolean known,
      List<String> virtualPackages) {
    /** The beginning of the content hash. */
    public String shortHash() {
      return contentHash.substring(0, Math.min(SHORT, contentHash.length()));
    }
  }

  /** All files of a platform. */
  public record FileList(String platform, List<FileLine> files) {
    public int count() {
      return files.size();
    }
  }

  /** A package file. */
  public record FileLine(
      boolean pip, String name, String version, String build, String source, String size, String hash) {}

  public record Pair(String key, String value) {}

  public record PipLine(String text, String location, List<String> platforms) {}

  public record Warning(String code, String subject, String fact, String fix) {}

  public record Command(String purpose, String text) {}
}
