package dev.hermetic.prefix;

import java.util.List;

/**
 * A path that several packages bring. The last in the order of installation wins.
 *
 * @param path relative to the prefix
 * @param winner distribution whose file is there, {@link #HERMETIC} for what Hermetic itself writes
 * @param losers distributions whose file is not, in the order of installation
 * @param identical whether all of them bring the same bytes or the same link, so that nothing is
 *     lost
 */
public record Clobber(String path, String winner, List<String> losers, boolean identical) {
  /** The winner of the files that describe the prefix. */
  public static final String HERMETIC = "Hermetic";

  public Clobber {
    losers = List.copyOf(losers);
  }
}
