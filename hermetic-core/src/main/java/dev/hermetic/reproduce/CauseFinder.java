package dev.hermetic.reproduce;

import dev.hermetic.text.Count;
import java.util.Optional;

/** Names what made two contents differ, from the bytes and what is known of the runs. */
final class CauseFinder {
  /** Archives in archives in archives are looked into, no deeper. */
  private static final int MOST_LEVELS = 3;

  private CauseFinder() {}

  /** Of two contents that differ. */
  static Finding find(Contents contents, Circumstances circumstances) {
    return find(contents, circumstances, 0);
  }

  private static Finding find(Contents contents, Circumstances circumstances, int level) {
    Optional<Finding> bytecode = BytecodeCause.find(contents);
    if (bytecode.isPresent()) {
      return bytecode.get();
    }
    if (level < MOST_LEVELS) {
      Optional<Finding> packed =
          PackedCause.find(contents, inner -> find(inner, circumstances, level + 1));
      if (packed.isPresent()) {
        return packed.get();
      }
    }
    return contents
        .texts()
        .map(texts -> TextCause.find(texts, circumstances))
        .orElseGet(() -> CharsetCause.find(contents).or(() -> BinaryCause.find(contents, circumstances)))
        .orElseGet(() -> other(contents));
  }

  private static Finding other(Contents contents) {
    return new Finding(
        Cause.OTHER,
        contents.one().length == contents.other().length
            ? "the content differs, for no reason that can be seen in it"
            : "the content differs: "
                + contents.one().length
                + " and "
                + Count.of(contents.other().length, "byte"));
  }
}
