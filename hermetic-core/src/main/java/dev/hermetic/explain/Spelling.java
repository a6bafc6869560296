package dev.hermetic.explain;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Existing names near to one that does not exist. */
public final class Spelling {
  private static final int SHOWN = 3;

  private Spelling() {}

  /** At most three names, nearest first; names at equal distance in their own order. */
  public static List<String> nearest(String wrong, Collection<String> names) {
    int limit = wrong.length() <= 3 ? 0 : wrong.length() <= 8 ? 1 : 2;
    String plain = plain(wrong);
    record Near(String name, int distance) {}
    return names.stream()
        .filter(name -> Math.abs(name.length() - wrong.length()) <= Math.max(limit, 6))
        .map(
            name -> {
              String other = plain(name);
              int distance =
                  other.equals(plain) || isVariant(other, plain)
                      ? 0
                      : distance(wrong, name, limit + 1);
              return new Near(name, distance);
            })
        .filter(near -> near.distance <= limit)
        .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
        .limit(SHOWN)
        .map(Near::name)
        .toList();
  }

  private static String plain(String name) {
    return name.replace("-", "").replace("_", "").replace(".", "");
  }

  /**
   * What PyPI or an import calls one way and conda another (torch, pytorch; sklearn, scikit-learn),
   * or what was split (qt, qt-main) or is one with its variant (tensorflow-gpu, tensorflow).
   */
  private static boolean isVariant(String a, String b) {
    return a.equals("py" + b)
        || b.equals("py" + a)
        || a.equals("python" + b)
        || b.startsWith("sk") && a.equals("scikit" + b.substring(2))
        || a.equals(b + "main")
        || a.equals("lib" + b)
        || b.equals(a + "gpu");
  }

  /** Optimal string alignment distance, or {@code bound} when it is not below. */
  static int distance(String a, String b, int bound) {
    if (Math.abs(a.length() - b.length()) >= bound) {
      return bound;
    }
    int[] before = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      int[] spare = before;
      before = last;
      last = row;
      row = spare;
    }
    return Math.min(bound, last[b.length()]);
  }
}
