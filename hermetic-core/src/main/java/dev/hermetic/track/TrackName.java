package dev.hermetic.track;

import dev.hermetic.problem.HermeticException;
import java.util.regex.Pattern;

/** Names of tracks. They begin names of files, so they are what every file system takes. */
public final class TrackName {
  /** The project's own lock, which is no track. */
  public static final String STABLE = "stable";

  private static final Pattern FORM = Pattern.compile("[a-z0-9](?:[a-z0-9_-]{0,38}[a-z0-9])?");

  /** Devices of Windows, which a file name must not begin with before its first dot. */
  private static final Pattern DEVICE = Pattern.compile("con|prn|aux|nul|com[0-9]|lpt[0-9]");

  private TrackName() {}

  /** Up to 40 lower-case letters, digits, hyphens and underscores, and none of Windows' devices. */
  public static boolean isValid(String text) {
    return FORM.matcher(text).matches() && !DEVICE.matcher(text).matches();
  }

  /**
   * The name itself.
   *
   * @throws HermeticException when it is none
   */
  public static String require(String text) {
    if (!isValid(text)) {
      throw new HermeticException(TrackProblems.badName(text));
    }
    return text;
  }
}
