package dev.hermetic.environment;

import java.util.Collection;
import java.util.Optional;

/** Finds what a misspelt word was meant to be. */
public final class NearName {
  private static final int FARTHEST = 2;

  private NearName() {}

  /** The candidate with the fewest edits, at most two; the first of equals. */
  public static Optional<String> of(String word, Collection<String> candidates) {
    String best = null;
    int least = FARTHEST + 1;
    for (String candidate : candidates) {
      int distance = distance(word, candidate);
      if (distance < least && distance < candidate.length()) {
        least = distance;
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Levenshtein distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
