package dev.hermetic.activate;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One thing that activation does to the environment variables of whoever activates. */
public sealed interface Step {
  /**
   * A variable gets a value.
   *
   * @param exported whether programs see it; otherwise they do only when it was exported before
   */
  record Set(String name, Value value, boolean exported) implements Step {}

  /** A variable that has a value is seen by programs from now on. */
  record Export(String name) implements Step {}

  /** A variable goes. */
  record Unset(String name) implements Step {}

  /** Folders go before those of {@code PATH}. */
  record Path(List<String> folders, String separator) implements Step {
    public Path {
      folders = List.copyOf(folders);
    }
  }

  /** A value made of texts and of other variables, which are empty where they are not set. */
  record Value(List<Piece> pieces) {
    public Value {
      pieces = List.copyOf(pieces);
    }

    /** A text as it is. */
    static Value text(String text) {
      return new Value(List.of(new Piece(text, false)));
    }

    String in(Map<String, String> exported, Map<String, String> hidden) {
      StringBuilder text = new StringBuilder();
      for (Piece piece : pieces) {
        text.append(
            piece.isName()
                ? Objects.requireNonNullElse(
                    exported.getOrDefault(piece.text(), hidden.get(piece.text())), "")
                : piece.text());
      }
      return text.toString();
    }
  }

  /**
   * A part of a value.
   *
   * @param isName whether the text is the name of a variable
   */
  record Piece(String text, boolean isName) {}
}
