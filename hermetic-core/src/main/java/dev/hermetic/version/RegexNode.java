package dev.hermetic.version;

import java.util.List;

/** What a regular expression consists of. */
sealed interface RegexNode {
  /** One character between any of the pairs of bounds, or outside of all of them. */
  record Characters(String bounds, boolean negated) implements RegexNode {
    boolean contains(char c) {
      return isListed(c) != negated;
    }

    /** The character comes in lower case; an upper-case bound is met by its upper-case twin. */
    private boolean isListed(char c) {
      char upper = c >= 'a' && c <= 'z' ? (char) (c - 32) : c;
      for (int i = 0; i < bounds.length(); i += 2) {
        char low = bounds.charAt(i);
        char high = bounds.charAt(i + 1);
        if (low <= c && c <= high || low <= upper && upper <= high) {
          return true;
        }
      }
      return false;
    }
  }

  /** One after the other. */
  record Sequence(List<RegexNode> parts) implements RegexNode {
    public Sequence {
      parts = List.copyOf(parts);
    }
  }

  /** One of them. */
  record Choice(List<RegexNode> options) implements RegexNode {
    public Choice {
      options = List.copyOf(options);
    }
  }

  /**
   * The part again and again.
   *
   * @param most -1 when there is no upper bound
   */
  record Repeat(RegexNode part, int least, int most) implements RegexNode {}

  /** {@code ^} or {@code $}. */
  record Edge(boolean start) implements RegexNode {}
}
