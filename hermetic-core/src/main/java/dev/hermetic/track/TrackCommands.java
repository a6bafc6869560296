package dev.hermetic.track;

import java.util.regex.Pattern;

/** The commands that texts tell. Without the name of the track they would be about another lock. */
public final class TrackCommands {
  private static final Pattern COMMAND = Pattern.compile("mvn hermetic:[a-z-]++(?! -Dhermetic\\.track=)");

  private TrackCommands() {}

  /**
   * A text with the track in every command that names none; the text itself where no track is meant.
   * Names of tracks need no escaping, so that the text may be JSON or XML.
   *
   * @param track its name; {@link TrackName#STABLE}, and what is no name, for none
   */
  public static String in(String text, String track) {
    return track.equals(TrackName.STABLE) || !TrackName.isValid(track)
        ? text
        : COMMAND.matcher(text).replaceAll("$0 -Dhermetic.track=" + track);
  }
}
