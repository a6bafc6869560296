package dev.hermetic.version;

import java.util.ArrayList;
import java.util.List;

/**
 * A regular expression as a state machine whose states are all followed at once: time is at most
 * length of the text times length of the program, whatever the expression. Upper and lower case of
 * ASCII letters are the same. Immutable.
 */
final class Regex {
  private static final int MAX_STATES = 5_000;

  /** One state: characters to pass, an edge to be at, a way or two to go on, or the end. */
  private record State(Kind kind, RegexNode.Characters characters, int next, int other) {}

  private enum Kind {
    CHARACTERS,
    START,
    END,
    SPLIT,
    MATCH
  }

  private static final RegexNode.Characters NONE = new RegexNode.Characters("", false);

  private final List<State> states = new ArrayList<>();
  private final int first;

  private Regex(RegexNode root) {
    int match = add(Kind.MATCH, NONE, -1, -1);
    first = emit(root, match);
  }

  /** @throws InvalidVersionException when the expression is malformed, too long or not regular */
  static Regex compile(String text) {
    return new Regex(new RegexParser(text).parse());
  }

  private int add(Kind kind, RegexNode.Characters characters, int next, int other) {
    if (states.size() == MAX_STATES) {
      throw new InvalidVersionException("the regular expression is too large", 0);
    }
    states.add(new State(kind, characters, next, other));
    return states.size() - 1;
  }

  /** Adds the states of a node, from the end backwards; gives the first of them. */
  private int emit(RegexNode node, int next) {
    if (node instanceof RegexNode.Characters characters) {
      return add(Kind.CHARACTERS, characters, next, -1);
    }
    if (node instanceof RegexNode.Edge edge) {
      return add(edge.start() ? Kind.START : Kind.END, NONE, next, -1);
    }
    if (node instanceof RegexNode.Sequence sequence) {
      int start = next;
      for (int i = sequence.parts().size() - 1; i >= 0; i--) {
        start = emit(sequence.parts().get(i), start);
      }
      return start;
    }
    if (node instanceof RegexNode.Choice choice) {
      int start = emit(choice.options().get(choice.options().size() - 1), next);
      for (int i = choice.options().size() - 2; i >= 0; i--) {
        start = add(Kind.SPLIT, NONE, emit(choice.options().get(i), next), start);
      }
      return start;
    }
    return repeat((RegexNode.Repeat) node, next);
  }

  private int repeat(RegexNode.Repeat repeat, int next) {
    int start = next;
    if (repeat.most() < 0) {
      int loop = add(Kind.SPLIT, NONE, -1, next);
      int body = emit(repeat.part(), loop);
      states.set(loop, new State(Kind.SPLIT, NONE, body, next));
      start = loop;
    }
    for (int i = repeat.least(); i < repeat.most(); i++) {
      start = add(Kind.SPLIT, NONE, emit(repeat.part(), start), next);
    }
    for (int i = 0; i < repeat.least(); i++) {
      start = emit(repeat.part(), start);
    }
    return start;
  }

  /** Whether the expression is found anywhere in the text. */
  boolean find(String text) {
    int[] now = new int[states.size()];
    int[] then = new int[states.size()];
    int[] seen = new int[states.size()];
    int[] stack = new int[2 * states.size() + 2];
    int count = 0;
    for (int at = 0; at <= text.length(); at++) {
      // Marks are at + 1, so that a state is entered once a place.
      count = follow(first, at, text.length(), now, count, seen, stack);
      if (count < 0) {
        return true;
      }
      if (at == text.length()) {
        return false;
      }
      char c = Glob.fold(text.charAt(at));
      int kept = 0;
      for (int i = 0; i < count && kept >= 0; i++) {
        State state = states.get(now[i]);
        if (state.characters().contains(c)) {
          kept = follow(state.next(), at + 1, text.length(), then, kept, seen, stack);
        }
      }
      if (kept < 0) {
        return true;
      }
      int[] swap = now;
      now = then;
      then = swap;
      count = kept;
    }
    return false;
  }

  /**
   * Adds all character states that can be reached without a character.
   *
   * @return their new number, -1 when the end was reached
   */
  private int follow(
      int start, int at, int length, int[] list, int count, int[] seen, int[] stack) {
    int added = count;
    int top = 0;
    stack[top++] = start;
    while (top > 0) {
      int index = stack[--top];
      if (seen[index] == at + 1) {
        continue;
      }
      seen[index] = at + 1;
      State state = states.get(index);
      switch (state.kind()) {
        case MATCH -> {
          return -1;
        }
        case CHARACTERS -> list[added++] = index;
        case SPLIT -> {
          stack[top++] = state.other();
          stack[top++] = state.next();
        }
        case START, END -> {
          if (state.kind() == Kind.START ? at == 0 : at == length) {
            stack[top++] = state.next();
          }
        }
      }
    }
    return added;
  }
}
