package dev.hermetic.distro;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A version of a package of Debian or Ubuntu, {@code [epoch:]upstream[-revision]}, in the order of
 * deb-version(7). Versions that the order does not tell apart ({@code 1.0} and {@code 1.00}) are
 * equal. Immutable.
 */
public final class DebianVersion implements Comparable<DebianVersion> {
  private static final Pattern EPOCH = Pattern.compile("[0-9]+");
  private static final Pattern UPSTREAM = Pattern.compile("[A-Za-z0-9.+~:-]+");
  private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9.+~]+");

  private final String text;
  private final String epoch;
  private final String upstream;
  private final String revision;

  private DebianVersion(String text, String epoch, String upstream, String revision) {
    this.text = text;
    this.epoch = epoch;
    this.upstream = upstream;
    this.revision = revision;
  }

  /** Empty where it is no version. White space around it does not count. */
  public static Optional<DebianVersion> parse(String text) {
    String plain = text.strip();
    int colon = plain.indexOf(':');
    String epoch = colon < 0 ? "0" : plain.substring(0, colon);
    String rest = plain.substring(colon + 1);
    int dash = rest.lastIndexOf('-');
    String upstream = dash < 0 ? rest : rest.substring(0, dash);
    // "The absence of a debian-revision is equivalent to a debian-revision of 0."
    String revision = dash < 0 ? "0" : rest.substring(dash + 1);
    return EPOCH.matcher(epoch).matches()
            && UPSTREAM.matcher(upstream).matches()
            && REVISION.matcher(revision).matches()
        ? Optional.of(new DebianVersion(plain, epoch, upstream, revision))
        : Optional.empty();
  }

  @Override
  public int compareTo(DebianVersion other) {
    int order = Numbers.compare(epoch, other.epoch);
    if (order == 0) {
      order = compare(upstream, other.upstream);
    }
    return order == 0 ? compare(revision, other.revision) : order;
  }

  /** By turns what is not digits, and digits as a number. */
  private static int compare(String one, String two) {
    int i = 0;
    int j = 0;
    while (i < one.length() || j < two.length()) {
      while (isOther(one, i) || isOther(two, j)) {
        int order = Integer.compare(weight(one, i), weight(two, j));
        if (order != 0) {
          return order;
        }
        i++;
        j++;
      }
      int iEnd = Numbers.end(one, i);
      int jEnd = Numbers.end(two, j);
      int order =
          Numbers.compare(
              one.substring(Math.min(i, one.length()), iEnd),
              two.substring(Math.min(j, two.length()), jEnd));
      if (order != 0) {
        return order;
      }
      i = iEnd;
      j = jEnd;
    }
    return 0;
  }

  private static boolean isOther(String text, int at) {
    return at < text.length() && !Numbers.isDigit(text.charAt(at));
  }

  /** A tilde comes before the end of a part, letters before all else. */
  private static int weight(String text, int at) {
    if (!isOther(text, at)) {
      return 0;
    }
    char c = text.charAt(at);
    return c == '~' ? -1 : c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' ? c : c + 256;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DebianVersion one && compareTo(one) == 0;
  }

  @Override
  public int hashCode() {
    // Equal ones may be written differently, but not in their letters.
    return text.replaceAll("^0+:|-0+$|[0-9]+", "").hashCode();
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}
