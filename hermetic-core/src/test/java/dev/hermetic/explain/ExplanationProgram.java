package dev.hermetic.explain;

import dev.hermetic.solve.golden.GoldenData;
import dev.hermetic.solve.golden.GoldenRequest;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Prints the explanation of every golden request that cannot be solved, each platform alone, beside
 * mamba's words, with the time that each took; then how many problems were told and the times.
 *
 * <p>Usage: {@code ExplanationProgram [regex on ids [together]]}; with {@code together} all platforms
 * of a file at once, as the lock goal tells them.
 */
public final class ExplanationProgram {
  private ExplanationProgram() {}

  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Pattern filter = Pattern.compile(arguments.length > 0 ? arguments[0] : "");
    GoldenData data = GoldenData.ofSystemProperty();
    boolean together = arguments.length > 1 && arguments[1].equals("together");
    List<Long> times = new ArrayList<>();
    int problems = 0;
    for (List<GoldenRequest> golden : requests(data, together)) {
      GoldenRequest first = golden.get(0);
      if (golden.stream().allMatch(one -> one.solvable() && !one.contested())
          || !filter.matcher(first.id()).find()) {
        continue;
      }
      GoldenExplanation explained = GoldenExplanation.of(data, golden, Limits.DEFAULT);
      times.add(explained.nanos());
      problems += explained.explanations().size();
      out.println("=== " + first.id() + " " + first.written());
      golden.forEach(one -> one.mambaProblems().forEach(line -> out.println("mamba: " + line)));
      explained.told().forEach(out::println);
      out.println();
    }
    times.sort(null);
    out.println(
        times.size()
            + " requests, "
            + problems
            + " problems: p50 "
            + millis(times.get(times.size() / 2))
            + ", p90 "
            + millis(times.get(times.size() * 9 / 10))
            + ", max "
            + millis(times.get(times.size() - 1)));
  }

  /** Each request alone, or all of one file together; those of a file have the same number. */
  private static Collection<List<GoldenRequest>> requests(GoldenData data, boolean together)
      throws IOException {
    return data.requests().stream()
        .collect(
            Collectors.groupingBy(
                golden -> together ? golden.id().split("-")[0] : golden.id(),
                LinkedHashMap::new,
                Collectors.toList()))
        .values();
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.0f ms", nanos / 1e6);
  }
}
