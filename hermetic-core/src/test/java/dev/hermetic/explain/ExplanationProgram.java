package dev.hermetic.explain;

import dev.hermetic.solve.golden.GoldenData;
import dev.hermetic.solve.golden.GoldenRequest;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Prints the explanation of every golden request that cannot be solved, each platform alone, beside
 * mamba's words, with the time that each took.
 *
 * <p>Usage: {@code ExplanationProgram [regex on ids]}.
 */
public final class ExplanationProgram {
  private ExplanationProgram() {}

  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Pattern filter = Pattern.compile(arguments.length > 0 ? arguments[0] : "");
    GoldenData data = GoldenData.ofSystemProperty();
    List<Long> times = new ArrayList<>();
    for (GoldenRequest golden : data.requests()) {
      if ((golden.solvable() && !golden.contested()) || !filter.matcher(golden.id()).find()) {
        continue;
      }
      GoldenExplanation explained =
          GoldenExplanation.of(data, List.of(golden), Limits.DEFAULT);
      times.add(explained.nanos());
      out.println("=== " + golden.id() + " " + golden.written() + " " + millis(explained.nanos()));
      golden.mambaProblems().forEach(line -> out.println("mamba: " + line));
      explained.told().forEach(out::println);
      out.println();
    }
    times.sort(null);
    out.println(
        times.size()
            + " explanations: p50 "
            + millis(times.get(times.size() / 2))
            + ", p90 "
            + millis(times.get(times.size() * 9 / 10))
            + ", max "
            + millis(times.get(times.size() - 1)));
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.0f ms", nanos / 1e6);
  }
}
