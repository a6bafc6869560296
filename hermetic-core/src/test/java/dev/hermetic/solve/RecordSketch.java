package dev.hermetic.solve;

import dev.hermetic.platform.Platform;
import dev.hermetic.record.PackageRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record in as few words as a scenario needs.
 *
 * @param distribution {@code name version} or {@code name version build}
 * @param needs depends
 * @param limits constrains
 * @param time milliseconds since the epoch, -1 for unknown
 * @param format {@code .conda} or {@code .tar.bz2}
 */
public record RecordSketch(
    String distribution,
    long number,
    List<String> needs,
    List<String> limits,
    List<String> features,
    long time,
    @Nullable String noarch,
    String format) {

  /** A record called {@code name version} or {@code name version build}. */
  public static RecordSketch pkg(String distribution) {
    return new RecordSketch(
        distribution, 0, List.of(), List.of(), List.of(), 1_700_000_000_000L, null, ".conda");
  }

  public RecordSketch number(long buildNumber) {
    return new RecordSketch(
        distribution, buildNumber, needs, limits, features, time, noarch, format);
  }

  public RecordSketch depends(String... specs) {
    return new RecordSketch(
        distribution, number, List.of(specs), limits, features, time, noarch, format);
  }

  public RecordSketch constrains(String... specs) {
    return new RecordSketch(
        distribution, number, needs, List.of(specs), features, time, noarch, format);
  }

  public RecordSketch trackFeatures(String... names) {
    return new RecordSketch(
        distribution, number, needs, limits, List.of(names), time, noarch, format);
  }

  /** Milliseconds since the epoch, -1 for unknown. */
  public RecordSketch timestamp(long milliseconds) {
    return new RecordSketch(
        distribution, number, needs, limits, features, milliseconds, noarch, format);
  }

  public RecordSketch inNoarch() {
    return new RecordSketch(distribution, number, needs, limits, features, time, "python", format);
  }

  public RecordSketch asTarBz2() {
    return new RecordSketch(
        distribution, number, needs, limits, features, time, noarch, ".tar.bz2");
  }

  /** The record as that channel lists it. */
  public PackageRecord in(String channel) {
    String[] words = distribution.split(" ");
    String build = words.length > 2 ? words[2] : "h0_0";
    String subdir = noarch == null ? Platform.LINUX_64.subdir() : Platform.NOARCH;
    String fileName = words[0] + "-" + words[1] + "-" + build + format;
    return new PackageRecord(
        words[0],
        words[1],
        build,
        number,
        needs,
        limits,
        subdir,
        noarch,
        time,
        features,
        null,
        null,
        null,
        null,
        -1,
        fileName,
        channel,
        channel + "/" + subdir + "/" + fileName,
        null);
  }
}
