package dev.hermetic.solve;

import dev.hermetic.match.MatchSpec;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One distinct match spec of a search, or what is asked of a name's candidates by other means. */
final class Spec {
  final int id;

  /** As the record or the user wrote it. */
  final String text;

  /** Null when the spec stands for some candidates, or for alternatives. */
  final @Nullable MatchSpec match;

  /** Finds the candidates that it stands for; null when a match spec does, or all are meant. */
  final @Nullable Function<Candidates, Matching> rule;

  /** Number of the name that it speaks of. */
  final int name;

  /** Which candidates of the name it matches; null until asked for. */
  @Nullable Matching matching;

  Spec(int id, String text, MatchSpec match, int name) {
    this(id, text, match, null, name);
  }

  Spec(int id, String text, Function<Candidates, Matching> rule, int name) {
    this(id, text, null, rule, name);
  }

  private Spec(
      int id,
      String text,
      @Nullable MatchSpec match,
      @Nullable Function<Candidates, Matching> rule,
      int name) {
    this.id = id;
    this.text = text;
    this.match = match;
    this.rule = rule;
    this.name = name;
  }
}
