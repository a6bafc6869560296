package dev.hermetic.solve;

import dev.hermetic.match.MatchSpec;
import org.jspecify.annotations.Nullable;

/** One distinct match spec of a search. */
final class Spec {
  final int id;

  /** As the record or the user wrote it. */
  final String text;

  /** Null when the spec stands for some candidates, or for alternatives. */
  final @Nullable MatchSpec match;

  /** Number of the name that it speaks of. */
  final int name;

  /** Which candidates of the name it matches; null until asked for. */
  @Nullable Matching matching;

  Spec(int id, String text, @Nullable MatchSpec match, int name) {
    this.id = id;
    this.text = text;
    this.match = match;
    this.name = name;
  }
}
