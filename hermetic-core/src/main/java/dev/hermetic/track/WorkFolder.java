package dev.hermetic.track;

import java.nio.file.Path;

/**
 * Where goals leave for others what they make of one lock: folders in the build folder of Hermetic,
 * {@code target/hermetic}.
 */
public final class WorkFolder {
  private WorkFolder() {}

  /**
   * The folder of all that is made of a track's lock, {@code work} below.
   *
   * @param build {@code target/hermetic}, which is that of the stable lock too
   * @param track its name, which has to be a valid one
   */
  public static Path ofTrack(Path build, String track) {
    return track.equals(TrackName.STABLE)
        ? build
        : build.resolve("track-" + TrackName.require(track));
  }

  /** The image, and all about it. */
  public static Path image(Path work) {
    return work.resolve("image");
  }

  /** The bills of materials. */
  public static Path sbom(Path work) {
    return work.resolve("sbom");
  }

  /** What a scan found, and the verdict on it. */
  public static Path scan(Path work) {
    return work.resolve("scan");
  }

  /** What was signed, and with which key. */
  public static Path sign(Path work) {
    return work.resolve("sign");
  }
}
