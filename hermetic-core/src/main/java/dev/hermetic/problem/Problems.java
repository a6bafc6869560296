package dev.hermetic.problem;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Several problems as one text. Of those that differ in their subject alone, such as each package of
 * a cold cache without a network, a few stand for all.
 */
public final class Problems {
  private static final int MOST = 5;

  private Problems() {}

  /** Each as {@link Problem#render} has it, in this order; of equal ones the sixth and later are counted. */
  public static String render(List<Problem> problems) {
    Map<Problem, Integer> counts = new HashMap<>();
    problems.forEach(problem -> counts.merge(anywhere(problem), 1, Integer::sum));
    Map<Problem, Integer> shown = new HashMap<>();
    List<String> texts = new ArrayList<>();
    for (Problem problem : problems) {
      int before = shown.merge(anywhere(problem), 1, Integer::sum) - 1;
      if (before < MOST) {
        texts.add(problem.render());
      } else if (before == MOST) {
        int others = counts.get(anywhere(problem)) - MOST;
        texts.add(problem.code() + " and " + others + " more: " + problem.fact());
      }
    }
    return String.join("\n", texts);
  }

  /**
   * The same, in this order, but of those that differ in their subject alone only the first, with the number of
   * the others: a server that is away is so for every file of it.
   */
  public static List<Problem> once(List<Problem> problems) {
    Map<Problem, List<Problem>> alike = new LinkedHashMap<>();
    problems.forEach(
        one -> alike.computeIfAbsent(anywhere(one), k -> new ArrayList<>()).add(one));
    return alike.values().stream().map(Problems::joined).toList();
  }

  private static Problem joined(List<Problem> alike) {
    Problem first = alike.get(0);
    return alike.size() == 1
        ? first
        : new Problem(
            first.code(),
            first.kind(),
            first.subject() + " and " + (alike.size() - 1) + " more",
            first.fact(),
            first.fix());
  }

  private static Problem anywhere(Problem problem) {
    return new Problem(problem.code(), problem.kind(), "", problem.fact(), problem.fix());
  }
}
