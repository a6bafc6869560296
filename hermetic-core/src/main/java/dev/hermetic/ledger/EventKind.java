package dev.hermetic.ledger;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What happened. */
public enum EventKind {
  /** Packages were chosen and locked. */
  LOCK("lock"),
  /** The environment was installed. */
  INSTALL("install"),
  /** An image was made. */
  IMAGE("image"),
  /** Advisories were held against what is locked. */
  SCAN("scan"),
  /** Something was built or run again, to see whether it comes out the same. */
  REPRODUCE("reproduce"),
  /** Somebody tried to bring the environment into use. */
  DEPLOYMENT("deployment");

  private static final Map<String, EventKind> BY_WORD =
      Arrays.stream(values()).collect(Collectors.toMap(EventKind::word, one -> one));

  private final String word;

  EventKind(String word) {
    this.word = word;
  }

  /** As it stands in a ledger. */
  public String word() {
    return word;
  }

  /** The kind with that word; empty when there is none. */
  public static Optional<EventKind> of(String word) {
    return Optional.ofNullable(BY_WORD.get(word));
  }
}
