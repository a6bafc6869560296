package dev.hermetic.image;

import dev.hermetic.registry.PushResult;
import dev.hermetic.text.ByteText;
import dev.hermetic.text.Count;
import dev.hermetic.text.TextStyle;
import dev.hermetic.text.TextTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Results as lines for a console. */
public final class ImageText {
  private static final int MOST_PACKAGES = 10;
  private static final int MOST_NAMES = 5;
  private static final int SHOWN_DIGITS = 8;

  private ImageText() {}

  /**
   * What was made.
   *
   * @param layout the folder with the image as it is shown to users
   */
  public static List<String> lines(ImageResult result, String layout, TextStyle style) {
    ImageFacts facts = result.facts();
    List<String> lines = new ArrayList<>(layers(result, style));
    lines.add("");
    lines.addAll(packages(facts, style));
    lines.add("");
    lines.addAll(removed(facts));
    result.comparison().ifPresent(comparison -> lines.add(comparison(comparison)));
    result.baseline().ifPresent(baseline -> lines.addAll(baseline(facts, baseline, style)));
    lines.add("Image " + String.join(", ", facts.names()) + " in " + layout);
    result.tar().ifPresent(tar -> lines.add("Tar " + tar));
    lines.add("Digest " + facts.digest());
    return lines.stream().map(style::clean).toList();
  }

  /** What was pushed, but for how much of it was sent, which is told as that happens. */
  public static List<String> pushed(PushResult result, TextStyle style) {
    List<String> lines = new ArrayList<>();
    result.moved().forEach(tag -> lines.add("The tag " + tag + " named another image before"));
    lines.add("Tags " + (result.tags().isEmpty() ? "none" : String.join(", ", result.tags())));
    lines.add("Image " + result.reference());
    return lines.stream().map(style::clean).toList();
  }

  private static List<String> layers(ImageResult result, TextStyle style) {
    TextTable table = new TextTable(style, true);
    table.add(List.of("Layer", "packed", "unpacked", "digest", "diffID", ""));
    for (ImageFacts.Layer layer : result.facts().layers()) {
      String state =
          layer.ofBase() ? "base" : result.reused().contains(layer.digest()) ? "as before" : "new";
      table.add(
          List.of(
              layer.name(),
              ByteText.of(layer.packed()),
              ByteText.of(layer.unpacked()),
              start(layer.digest()),
              start(layer.diffId()),
              state));
    }
    table.add(
        List.of(
            "All",
            ByteText.of(result.facts().packed()),
            ByteText.of(result.facts().unpacked()),
            "",
            "",
            result.facts().compression()));
    return table.lines();
  }

  /** Enough to tell digests apart; image.json has them whole. */
  private static String start(String digest) {
    int colon = digest.indexOf(':');
    return digest.substring(colon + 1, Math.min(digest.length(), colon + 1 + SHOWN_DIGITS));
  }

  private static List<String> packages(ImageFacts facts, TextStyle style) {
    TextTable table = new TextTable(style, true);
    table.add(List.of("Largest packages", "unpacked", "layer"));
    facts.packages().stream()
        .sorted(
            Comparator.comparingLong(ImageFacts.Package::bytes)
                .reversed()
                .thenComparing(ImageFacts.Package::distribution))
        .limit(MOST_PACKAGES)
        .forEach(
            one ->
                table.add(
                    List.of(one.name() + " " + one.version(), ByteText.of(one.bytes()), one.layer())));
    return table.lines();
  }

  private static List<String> removed(ImageFacts facts) {
    List<String> lines = new ArrayList<>();
    long bytes = facts.removed().values().stream().mapToLong(ImageFacts.Amount::bytes).sum();
    int files = facts.removed().values().stream().mapToInt(ImageFacts.Amount::files).sum();
    lines.add(
        "Left out (" + facts.policy() + "): " + Count.of(files, "file") + ", " + ByteText.of(bytes));
    facts
        .removed()
        .forEach(
            (kind, amount) ->
                lines.add(
                    "  "
                        + kind
                        + ": "
                        + Count.of(amount.files(), "file")
                        + ", "
                        + ByteText.of(amount.bytes())));
    facts.heldBack().forEach((what, why) -> lines.add("  stays: " + what + ", because " + why));
    return lines;
  }

  private static String comparison(Comparison one) {
    if (one.same()) {
      return "The same image as before";
    }
    String change =
        one.packed() == 0
            ? "As large as"
            : ByteText.of(Math.abs(one.packed())) + (one.packed() < 0 ? " less than" : " more than");
    return change
        + " the build before; new layers: "
        + (one.changedLayers().isEmpty()
            ? "none"
            : some(one.changedLayers()) + " (" + ByteText.of(one.changedBytes()) + ")")
        + (one.came().isEmpty() ? "" : "; came " + some(one.came()))
        + (one.went().isEmpty() ? "" : "; went " + some(one.went()));
  }

  private static String some(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())));
    int more = names.size() - MOST_NAMES;
    return more > 0 ? first + " and " + more + " more" : first;
  }

  private static List<String> baseline(
      ImageFacts facts, BaselineResult baseline, TextStyle style) {
    TextTable table = new TextTable(style, true);
    table.add(List.of("Against " + baseline.name(), "there", "here", "change"));
    for (BaselineResult.Part part : baseline.parts()) {
      table.add(row(part.name(), part.other(), part.own()));
    }
    if (baseline.unpacked() >= 0) {
      table.add(row("All, unpacked", baseline.unpacked(), facts.unpacked()));
    }
    if (baseline.packed() >= 0) {
      table.add(row("All, packed", baseline.packed(), facts.packed()));
    }
    List<String> lines = new ArrayList<>(table.lines());
    if (!baseline.steps().isEmpty()) {
      TextTable steps = new TextTable(style, true);
      steps.add(List.of("From there to here", "unpacked", "packed"));
      for (BaselineResult.Step step : baseline.steps()) {
        steps.add(List.of(step.name(), change(step.unpacked()), change(step.packed())));
      }
      steps.add(
          List.of(
              "In all",
              change(facts.unpacked() - baseline.unpacked()),
              change(facts.packed() - baseline.packed())));
      lines.addAll(steps.lines());
    }
    return lines;
  }

  private static String change(long bytes) {
    return (bytes < 0 ? "-" : bytes > 0 ? "+" : "") + ByteText.of(Math.abs(bytes));
  }

  private static List<String> row(String name, long other, long own) {
    String change =
        other <= 0
            ? "-"
            : String.format(Locale.ROOT, "%+.1f %%", 100.0 * (own - other) / other);
    return List.of(name, ByteText.of(other), ByteText.of(own), change);
  }
}
