package dev.hermetic.pypi.lock;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How pip packages are looked for, beside what the environment says.
 *
 * @param indexUrl the common index, null for that of PyPI; it may hold credentials
 * @param extraIndexUrls asked before it; they may hold credentials
 * @param mapping file or URL of a mapping from conda names to those of PyPI; null for the built-in
 * @param strategy which of several indexes counts
 */
public record PipSettings(
    @Nullable String indexUrl,
    List<String> extraIndexUrls,
    @Nullable String mapping,
    IndexStrategy strategy) {
  /** Which of several indexes that have a project counts. */
  public enum IndexStrategy {
    /** The first one: nobody can take over a private name by registering it in public. */
    FIRST_INDEX,
    /** All of them, whatever is newest: safe only where all indexes are trusted alike. */
    UNSAFE_BEST_MATCH;

    /** As parameters and locks have it. */
    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** PyPI, the built-in names, the first index. */
  public static final PipSettings DEFAULT =
      new PipSettings(null, List.of(), null, IndexStrategy.FIRST_INDEX);

  public PipSettings {
    extraIndexUrls = List.copyOf(extraIndexUrls);
  }

  /** Never shows URLs, which may hold credentials. */
  @Override
  public String toString() {
    return "PipSettings[" + strategy.key() + "]";
  }
}
