package dev.hermetic.pypi.version;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A version of a project (PEP 440): {@code [epoch!]release[pre][.postN][.devN][+local]}, ordered by
 * its section "Summary of permitted suffixes and relative ordering". Versions that differ in
 * trailing zeros of the release alone are equal. Immutable.
 */
public final class PypiVersion implements Comparable<PypiVersion> {
  private final String epoch;
  private final List<String> release;
  private final @Nullable String preLetter;
  private final String preNumber;
  private final @Nullable String post;
  private final @Nullable String dev;
  private final List<String> local;

  /** Release numbers that count: without trailing zeros. */
  private final int significant;

  PypiVersion(
      String epoch,
      List<String> release,
      @Nullable String preLetter,
      String preNumber,
      @Nullable String post,
      @Nullable String dev,
      List<String> local) {
    this.epoch = epoch;
    this.release = List.copyOf(release);
    this.preLetter = preLetter;
    this.preNumber = preNumber;
    this.post = post;
    this.dev = dev;
    this.local = List.copyOf(local);
    int length = release.size();
    while (length > 0 && release.get(length - 1).equals(Digits.ZERO)) {
      length--;
    }
    this.significant = length;
  }

  /**
   * Reads a version in any spelling that PEP 440 ("Normalization") takes: upper case, a leading
   * {@code v}, {@code -} and {@code _} for {@code .}, {@code alpha}, {@code c}, {@code rev}, …
   *
   * @param text may have white space around it
   * @throws InvalidPypiVersionException when it is no version
   */
  public static PypiVersion parse(String text) {
    return PypiVersionParser.parse(text);
  }

  /** As {@link #parse}, nothing where it is no version. */
  public static Optional<PypiVersion> tryParse(String text) {
    try {
      return Optional.of(parse(text));
    } catch (InvalidPypiVersionException e) {
      return Optional.empty();
    }
  }

  /** Decimal digits without leading zeros; {@code 0} where none is written. */
  public String epoch() {
    return epoch;
  }

  /** Each number of the release, as decimal digits without leading zeros; at least one. */
  public List<String> release() {
    return release;
  }

  /** The number of the release at an index, {@code 0} beyond its end. */
  String release(int index) {
    return index < release.size() ? release.get(index) : Digits.ZERO;
  }

  /** {@code a}, {@code b} or {@code rc} with its number, for example {@code rc1}. */
  public Optional<String> pre() {
    return Optional.ofNullable(preLetter).map(letter -> letter + preNumber);
  }

  /** The number of the post-release. */
  public Optional<String> post() {
    return Optional.ofNullable(post);
  }

  /** The number of the development release. */
  public Optional<String> dev() {
    return Optional.ofNullable(dev);
  }

  /** The local version label, normalised, for example {@code cu121} or {@code ubuntu.1}. */
  public Optional<String> local() {
    return local.isEmpty() ? Optional.empty() : Optional.of(String.join(".", local));
  }

  /** Whether it is a pre-release or a development release, of a post-release too (PEP 440). */
  public boolean isPrerelease() {
    return preLetter != null || dev != null;
  }

  public boolean isPostrelease() {
    return post != null;
  }

  public boolean isDevrelease() {
    return dev != null;
  }

  public boolean hasLocal() {
    return !local.isEmpty();
  }

  /** Without its local version label. */
  public PypiVersion withoutLocal() {
    return local.isEmpty()
        ? this
        : new PypiVersion(epoch, release, preLetter, preNumber, post, dev, List.of());
  }

  /** Epoch and release alone. */
  public PypiVersion base() {
    return new PypiVersion(epoch, release, null, Digits.ZERO, null, null, List.of());
  }

  /**
   * The first version of all whose release begins with the first {@code length} numbers of this
   * one: for {@code 1.4.2} and 2, {@code 1.4.dev0}.
   *
   * @param length at least 1; the release is filled up with zeros
   */
  public PypiVersion firstOfPrefix(int length) {
    return first(prefix(length));
  }

  /**
   * The first version after all whose release begins with the first {@code length} numbers of this
   * one: for {@code 1.4.2} and 2, {@code 1.5.dev0}.
   *
   * @param length at least 1; the release is filled up with zeros
   */
  public PypiVersion firstAfterPrefix(int length) {
    List<String> numbers = prefix(length);
    numbers.set(length - 1, Digits.increment(numbers.get(length - 1)));
    return first(numbers);
  }

  private List<String> prefix(int length) {
    if (length < 1) {
      throw new IllegalArgumentException("a prefix has at least one number");
    }
    List<String> numbers = new ArrayList<>(length);
    for (int i = 0; i < length; i++) {
      numbers.add(release(i));
    }
    return numbers;
  }

  private PypiVersion first(List<String> numbers) {
    return new PypiVersion(epoch, numbers, null, Digits.ZERO, null, Digits.ZERO, List.of());
  }

  /** The first of its development releases, before which none of its pre-releases comes. */
  public PypiVersion firstDevelopment() {
    return new PypiVersion(epoch, release, preLetter, preNumber, post, Digits.ZERO, List.of());
  }

  /**
   * Whether it is a post-release of the other: the same up to {@code .postN}, which only it has.
   */
  public boolean isPostOf(PypiVersion other) {
    return post != null
        && other.post == null
        && other.dev == null
        && compareBase(other) == 0
        && Objects.equals(preLetter, other.preLetter)
        && preNumber.equals(other.preNumber);
  }

  @Override
  public int compareTo(PypiVersion other) {
    int result = compareBase(other);
    if (result != 0) {
      return result;
    }
    result = Integer.compare(prePhase(), other.prePhase());
    if (result == 0 && preLetter != null) {
      result = Digits.compare(preNumber, other.preNumber);
    }
    if (result == 0) {
      result = compareAbsentFirst(post, other.post);
    }
    if (result == 0) {
      result = compareAbsentLast(dev, other.dev);
    }
    return result != 0 ? result : LocalVersions.compare(local, other.local);
  }

  private int compareBase(PypiVersion other) {
    int result = Digits.compare(epoch, other.epoch);
    int common = Math.min(significant, other.significant);
    for (int i = 0; result == 0 && i < common; i++) {
      result = Digits.compare(release.get(i), other.release.get(i));
    }
    return result != 0 ? result : Integer.compare(significant, other.significant);
  }

  /** {@code 1.0.dev1} comes before {@code 1.0a1}, {@code 1.0.post1.dev1} after {@code 1.0}. */
  private int prePhase() {
    if (preLetter != null) {
      return preLetter.charAt(0);
    }
    return post == null && dev != null ? 0 : Character.MAX_VALUE;
  }

  private static int compareAbsentFirst(@Nullable String left, @Nullable String right) {
    if (left == null || right == null) {
      return Boolean.compare(left != null, right != null);
    }
    return Digits.compare(left, right);
  }

  private static int compareAbsentLast(@Nullable String left, @Nullable String right) {
    if (left == null || right == null) {
      return Boolean.compare(left == null, right == null);
    }
    return Digits.compare(left, right);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PypiVersion that && compareTo(that) == 0;
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        epoch, release.subList(0, significant), preLetter, preNumber, post, dev, local);
  }

  /** The normalised text (PEP 440), with the trailing zeros that were written. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    if (!epoch.equals(Digits.ZERO)) {
      text.append(epoch).append('!');
    }
    text.append(String.join(".", release));
    if (preLetter != null) {
      text.append(preLetter).append(preNumber);
    }
    if (post != null) {
      text.append(".post").append(post);
    }
    if (dev != null) {
      text.append(".dev").append(dev);
    }
    if (!local.isEmpty()) {
      text.append('+').append(String.join(".", local));
    }
    return text.toString();
  }
}
