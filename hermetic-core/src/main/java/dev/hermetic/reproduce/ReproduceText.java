package dev.hermetic.reproduce;

import dev.hermetic.ledger.Proportion;
import dev.hermetic.text.Count;
import dev.hermetic.text.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A result as lines for a console. */
public final class ReproduceText {
  /** Of packages that drifted. */
  private static final int MOST = 10;

  private ReproduceText() {}

  /** What came out: the figures, then what differs, then the negative control. */
  public static List<String> lines(ReproduceResult result, TextStyle style) {
    List<String> lines = new ArrayList<>();
    result.rates().forEach(rate -> lines.add(line(rate)));
    result.firstDifferences().forEach(one -> difference(one, lines));
    result.control().ifPresent(control -> control(control, lines));
    return lines.stream().map(style::clean).toList();
  }

  private static String line(Rate rate) {
    String place =
        (rate.machines() == 1 ? "one machine" : rate.machines() + " machines")
            + ", "
            + Count.of(rate.conditions(), "condition");
    return rate.proportion()
        .map(
            proportion ->
                "R of the "
                    + rate.question().word()
                    + " = "
                    + rate.identical()
                    + "/"
                    + rate.total()
                    + " (95 %: "
                    + range(proportion)
                    + "), "
                    + place)
        .orElse(
            "R of the "
                + rate.question().word()
                + ": one experiment, which is compared with nothing, "
                + place);
  }

  private static String range(Proportion proportion) {
    return String.format(
        Locale.ROOT, "%.2f to %.2f", proportion.wilson().low(), proportion.wilson().high());
  }

  private static void difference(Experiment experiment, List<String> lines) {
    FirstDifference one = experiment.difference();
    if (one == null) {
      return;
    }
    lines.add(
        "First difference of the "
            + experiment.question().word()
            + ", run "
            + experiment.run()
            + (one.path().isEmpty() ? "" : ": " + one.path())
            + (one.owner().isEmpty() ? "" : " (" + one.owner() + ")"));
    String at = one.offset() < 0 ? "" : " at offset " + one.offset();
    lines.add("  " + one.cause().word() + at + ": " + one.why());
    Excerpt excerpt = one.excerpt();
    if (excerpt != null) {
      lines.add("  - " + excerpt.one());
      lines.add("  + " + excerpt.other());
    }
    if (!one.command().isEmpty()) {
      lines.add("  " + one.command());
    }
  }

  private static void control(Control control, List<String> lines) {
    String dates = "Without the lock, from " + control.from() + " to " + control.to() + ": ";
    if (!control.isKnown()) {
      lines.add(dates + "not measured, " + control.missing());
      return;
    }
    int drifted = control.drifted().size();
    lines.add(
        dates
            + drifted
            + " of "
            + Count.of(control.packages(), "package")
            + Count.are(drifted)
            + " not the same");
    control.drifted().stream()
        .limit(MOST)
        .forEach(
            one ->
                lines.add(
                    "  "
                        + one.name()
                        + ": "
                        + (one.before().isEmpty() ? "none" : one.before())
                        + " to "
                        + (one.after().isEmpty() ? "none" : one.after())));
    if (control.drifted().size() > MOST) {
      lines.add("  and " + (control.drifted().size() - MOST) + " more");
    }
  }
}
