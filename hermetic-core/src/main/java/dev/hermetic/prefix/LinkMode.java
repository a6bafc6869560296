package dev.hermetic.prefix;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How files come from the cache into a prefix. Patched files and scripts are always written. */
public enum LinkMode {
  /** Hard links, and copies where the file system gives none. */
  AUTO,
  /** Hard links only. */
  HARDLINK,
  /** Copies only: nothing that happens to the prefix can happen to the cache. */
  COPY;

  /** The word of {@code hermetic.linkMode}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The mode of that word, in lower case; empty for other words. */
  public static Optional<LinkMode> of(String word) {
    return Arrays.stream(values()).filter(mode -> mode.word().equals(word)).findFirst();
  }
}
