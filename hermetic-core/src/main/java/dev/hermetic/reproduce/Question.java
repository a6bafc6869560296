package dev.hermetic.reproduce;

import java.util.Arrays;
import java.util.Optional;

/** What is built or run several times, to see whether it comes out the same. */
public enum Question {
  /** The installed environment. */
  PREFIX("prefix"),
  /** The image of it. */
  IMAGE("image"),
  /** What the project's experiment writes. */
  OUTPUT("output");

  private final String word;

  Question(String word) {
    this.word = word;
  }

  /** As it stands in ledgers and reports. */
  public String word() {
    return word;
  }

  /** The question with that word; empty when there is none. */
  public static Optional<Question> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
  }
}
