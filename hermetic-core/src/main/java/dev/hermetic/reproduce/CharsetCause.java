package dev.hermetic.reproduce;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The same text in two character sets, as programs write it that ask the locale for one. */
final class CharsetCause {
  private static final List<Charset> SETS =
      List.of(
          StandardCharsets.ISO_8859_1,
          StandardCharsets.UTF_16LE,
          StandardCharsets.UTF_16BE,
          StandardCharsets.UTF_16);

  private CharsetCause() {}

  static Optional<Finding> find(Contents contents) {
    return one(contents.one(), contents.other()).or(() -> one(contents.other(), contents.one()));
  }

  private static Optional<Finding> one(byte[] unicode, byte[] other) {
    Optional<String> text = Contents.text(unicode, StandardCharsets.UTF_8);
    return text.flatMap(
        is ->
            SETS.stream()
                .filter(set -> new String(other, set).equals(is))
                .findFirst()
                .map(
                    set ->
                        new Finding(
                            Cause.LOCALE,
                            "the same text is once in UTF-8 and once in " + set.name())));
  }
}
