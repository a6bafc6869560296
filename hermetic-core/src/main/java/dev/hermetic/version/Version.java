package dev.hermetic.version;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conda version (CEP-33). Immutable; equal when the order calls two texts equal ({@code 1.1} and
 * {@code 1.1.0}).
 *
 * <p>A version is a list of segments, the epoch first, then those of the version, then those of the
 * local version; a segment is a list of components. All components lie in one array of numbers
 * whose natural order is the order of CEP-33, see {@link Components}.
 */
public final class Version implements Comparable<Version> {
  /** Longest text that is read; CEP-26 allows 64 characters, old channels have a few more. */
  static final int MAX_LENGTH = 256;

  private final String text;
  private final long[] components;

  /** Parallel to {@link #components}: what did not fit there; null when everything fitted. */
  private final @Nullable String @Nullable [] tails;

  /** For each segment the index after its last component. */
  private final int[] ends;

  /** Number of leading segments before the local version. */
  private final int mainSegments;

  /** See {@link VersionKey}. */
  private final long key;

  Version(
      String text,
      long[] components,
      @Nullable String @Nullable [] tails,
      int[] ends,
      int mainSegments) {
    this.text = text;
    this.components = components;
    this.tails = tails;
    this.ends = ends;
    this.mainSegments = mainSegments;
    this.key = VersionKey.of(components, ends, mainSegments);
  }

  /**
   * Reads a version.
   *
   * @throws InvalidVersionException when the text is no version
   */
  public static Version parse(String text) {
    Version plain = PlainVersion.read(text);
    return plain == null ? new VersionScanner(text).scan() : plain;
  }

  @Override
  public int compareTo(Version other) {
    if (key != other.key) {
      return key < other.key ? -1 : 1;
    }
    int order = compareRange(other, 0, mainSegments, 0, other.mainSegments);
    return order != 0
        ? order
        : compareRange(other, mainSegments, ends.length, other.mainSegments, other.ends.length);
  }

  /** Compares segments; a missing segment counts as empty, a missing component as 0. */
  private int compareRange(Version other, int from, int to, int otherFrom, int otherTo) {
    int count = Math.max(to - from, otherTo - otherFrom);
    for (int k = 0; k < count; k++) {
      int i = k < to - from ? start(from + k) : 0;
      int iEnd = k < to - from ? ends[from + k] : 0;
      int j = k < otherTo - otherFrom ? other.start(otherFrom + k) : 0;
      int jEnd = k < otherTo - otherFrom ? other.ends[otherFrom + k] : 0;
      int order = compareComponents(i, iEnd, other, j, jEnd);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private int compareComponents(int i, int iEnd, Version other, int j, int jEnd) {
    while (i < iEnd || j < jEnd) {
      long a = i < iEnd ? components[i] : 0;
      long b = j < jEnd ? other.components[j] : 0;
      if (a != b) {
        return a < b ? -1 : 1;
      }
      if (tails != null || other.tails != null) {
        int order = Components.compareTails(a, tail(i, iEnd), other.tail(j, jEnd));
        if (order != 0) {
          return order;
        }
      }
      i++;
      j++;
    }
    return 0;
  }

  private int start(int segment) {
    return segment == 0 ? 0 : ends[segment - 1];
  }

  private String tail(int index, int end) {
    String tail = tails == null || index >= end ? null : tails[index];
    return tail == null ? "" : tail;
  }

  /**
   * Whether this version lies under a prefix, as {@code 1.2.3} does under {@code 1.2}: all segments
   * of the prefix are equal here, and its last component is equal or, for a string, the beginning
   * of the one here. A local version is compared only when the prefix has one.
   */
  public boolean startsWith(Version prefix) {
    if (prefix.mainSegments == prefix.ends.length) {
      return startsWith(0, mainSegments, prefix, 0, prefix.mainSegments);
    }
    return compareRange(prefix, 0, mainSegments, 0, prefix.mainSegments) == 0
        && startsWith(mainSegments, ends.length, prefix, prefix.mainSegments, prefix.ends.length);
  }

  private boolean startsWith(int from, int to, Version prefix, int prefixFrom, int prefixTo) {
    int whole = prefixTo - prefixFrom - 1;
    if (compareRange(prefix, from, Math.min(to, from + whole), prefixFrom, prefixFrom + whole)
        != 0) {
      return false;
    }
    boolean present = from + whole < to;
    int i = present ? start(from + whole) : 0;
    int iEnd = present ? ends[from + whole] : 0;
    int j = prefix.start(prefixTo - 1);
    int last = prefix.ends[prefixTo - 1] - 1;
    int before = last - j;
    if (compareComponents(i, Math.min(iEnd, i + before), prefix, j, last) != 0) {
      return false;
    }
    int at = i + before;
    long mine = at < iEnd ? components[at] : 0;
    return Components.startsWith(
        mine, tail(at, iEnd), prefix.components[last], prefix.tail(last, last + 1));
  }

  /** {@link VersionKey#prefixMask} of this. */
  long prefixMask() {
    return VersionKey.prefixMask(components, ends, mainSegments);
  }

  /** Where this lies to the versions that begin with a prefix which has that mask, which is not 0. */
  int side(Version prefix, long prefixMask) {
    return Long.compare(key & prefixMask, prefix.key & prefixMask);
  }

  /**
   * The version without its last segment, for {@code ~=}: {@code 1.4} of {@code 1.4.5}.
   *
   * @return null when only one segment would be left to drop
   */
  @Nullable Version withoutLastSegment() {
    if (mainSegments < 3) {
      return null;
    }
    int segments = mainSegments - 1;
    int size = ends[segments - 1];
    return new Version(
        text,
        Arrays.copyOf(components, size),
        tails == null ? null : Arrays.copyOf(tails, size),
        Arrays.copyOf(ends, segments),
        segments);
  }

  /**
   * The segments as conda names them: the epoch first, numbers as decimal digits, {@code inf} for
   * {@code post}, {@code DEV} for {@code dev}, other strings in lower case; without local version.
   */
  List<List<String>> segments() {
    List<List<String>> segments = new ArrayList<>();
    for (int segment = 0; segment < mainSegments; segment++) {
      List<String> parts = new ArrayList<>();
      for (int i = start(segment); i < ends[segment]; i++) {
        parts.add(Components.toText(components[i], tail(i, ends[segment])));
      }
      segments.add(List.copyOf(parts));
    }
    return List.copyOf(segments);
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof Version other && compareTo(other) == 0;
  }

  @Override
  public int hashCode() {
    int main = hash(0, mainSegments);
    return 31 * main + hash(mainSegments, ends.length);
  }

  /** Skips zeros that compare equal to nothing, so that equal versions have equal hashes. */
  private int hash(int from, int to) {
    int result = 1;
    for (int segment = from; segment < to; segment++) {
      for (int i = start(segment); i < ends[segment]; i++) {
        if (components[i] != 0) {
          int place = (segment - from) * 31 + i - start(segment);
          result =
              31 * (31 * result + place) + Long.hashCode(components[i])
                  + tail(i, ends[segment]).hashCode();
        }
      }
    }
    return result;
  }

  /** The text as it was parsed. */
  @Override
  public String toString() {
    return text;
  }
}
