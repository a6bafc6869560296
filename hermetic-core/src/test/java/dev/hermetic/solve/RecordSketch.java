package dev.hermetic.solve;

import dev.hermetic.platform.Platform;
import dev.hermetic.record.PackageRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record in as few words as a scenario needs.
 *
 * @param distribution {@code name version} or {@code name version build}
 */
record RecordSketch(
    String distribution,
    long number,
    List<String> needs,
    List<String> limits,
    List<String> features,
    long time,
    @Nullable String noarch,
    String format) {

  /** A record called {@code name version} or {@code name version build}. */
  static RecordSketch pkg(String distribution) {
    return new RecordSketch(
        distribution, 0, List.of(), List.of(), List.of(), 1_700_000_000_000L, null, ".conda");
  }

  RecordSketch number(long buildNumber) {
    return new RecordSketch(
        distribution, buildNumber, needs, limits, features, time, noarch, format);
  }

  RecordSketch depends(String... specs) {
    return new RecordSketch(
        distribution, number, List.of(specs), limits, features, time, noarch, format);
  }

  RecordSketch constrains(String... specs) {
    return new RecordSketch(
        distribution, number, needs, List.of(specs), features, time, noarch, format);
  }

  RecordSketch trackFeatures(String... names) {
    return new RecordSketch(
        distribution, number, needs, limits, List.of(names), time, noarch, format);
  }

  /** Milliseconds since the epoch, -1 for unknown. */
  RecordSketch timestamp(long milliseconds) {
    return new RecordSketch(
        distribution, number, needs, limits, features, milliseconds, noarch, format);
  }

  RecordSketch inNoarch() {
    return new RecordSketch(
        distribution, number, needs, limits, features, time, "python", format);
  }

  RecordSketch asTarBz2() {
    return new RecordSketch(
        distribution, number, needs, limits, features, time, noarch, ".tar.bz2");
  }

  PackageRecord in(String channel) {
    String[] words = distribution.split(" ");
    String build = words.length > 2 ? words[2] : "h0_0";
    String subdir = noarch == null ? Platform.LINUX_64.subdir() : Platform.NOARCH;
    String fileName = words[0] + "-" + words[1] + "-" + build + format;
    return new PackageRecord(
        words[0], words[1], build, number, needs, limits, subdir, noarch, time, features, null,
        null, null, null, -1, fileName, channel, channel + "/" + subdir + "/" + fileName, null);
  }
}
