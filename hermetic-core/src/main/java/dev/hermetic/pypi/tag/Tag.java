package dev.hermetic.pypi.tag;

import java.util.Comparator;
import java.util.Locale;

/**
 * For which Pythons and machines a wheel was built (PEP 425), in lower case.
 *
 * @param python for example {@code cp311} or {@code py3}
 * @param abi for example {@code cp311}, {@code abi3} or {@code none}
 * @param platform for example {@code manylinux_2_17_x86_64} or {@code any}
 */
public record Tag(String python, String abi, String platform) implements Comparable<Tag> {
  private static final Comparator<Tag> ORDER =
      Comparator.comparing(Tag::python).thenComparing(Tag::abi).thenComparing(Tag::platform);

  public Tag {
    python = python.toLowerCase(Locale.ROOT);
    abi = abi.toLowerCase(Locale.ROOT);
    platform = platform.toLowerCase(Locale.ROOT);
  }

  /** By text; which tag is the better one, {@link TagSet} knows. */
  @Override
  public int compareTo(Tag other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return python + "-" + abi + "-" + platform;
  }
}
