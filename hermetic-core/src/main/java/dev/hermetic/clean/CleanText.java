package dev.hermetic.clean;

import dev.hermetic.clean.CleanResult.Removed;
import dev.hermetic.text.ByteText;
import dev.hermetic.text.Count;
import dev.hermetic.text.TextStyle;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A cleaning for a console: what went, how much that is, and what stays. */
public final class CleanText {
  /** The largest are told by name. */
  private static final int SHOWN = 20;

  private CleanText() {}

  /** The lines, without anything that could steer a terminal. */
  public static List<String> lines(CleanResult result, TextStyle style) {
    List<String> lines = new ArrayList<>();
    String verb = result.dryRun() ? "Would remove " : "Removed ";
    result.removed().stream()
        .sorted(Comparator.comparing((Removed one) -> -one.bytes()).thenComparing(Removed::name))
        .limit(SHOWN)
        .forEach(one -> lines.add(style.clean(verb + line(one))));
    int more = result.removed().size() - SHOWN;
    if (more > 0) {
      lines.add("  and " + more + (more == 1 ? " smaller one" : " smaller ones"));
    }
    Map<String, List<Removed>> parts =
        result.removed().stream()
            .collect(Collectors.groupingBy(Removed::part, TreeMap::new, Collectors.toList()));
    parts.forEach(
        (part, of) ->
            lines.add("  " + part + ": " + items(of.size(), bytes(of))));
    String used =
        result.inUse() == 0
            ? ""
            : ", "
                + items(result.inUse(), result.inUseBytes())
                + " of these only because of who uses the cache now";
    lines.add(
        verb
            + items(result.removed().size(), result.removedBytes())
            + "; "
            + items(result.stays(), result.staysBytes())
            + (result.stays() == 1 ? " stays" : " stay")
            + used);
    return lines;
  }

  private static String items(int number, long bytes) {
    return Count.of(number, "item") + " (" + ByteText.of(bytes) + ")";
  }

  private static String line(Removed one) {
    String reason =
        switch (one.reason()) {
          case ABANDONED -> "abandoned";
          case AGE -> "over the age limit";
          case SIZE -> "over the size limit";
        };
    return one.name()
        + ", "
        + ByteText.of(one.bytes())
        + ", last used "
        + one.lastUsed().atOffset(ZoneOffset.UTC).toLocalDate()
        + ": "
        + reason;
  }

  private static long bytes(List<Removed> removed) {
    return removed.stream().mapToLong(Removed::bytes).sum();
  }
}
