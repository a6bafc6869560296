package dev.hermetic.sbom;

import dev.hermetic.sbom.Component.Kind;
import dev.hermetic.text.Count;
import dev.hermetic.text.ShownText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What people read of a bill. */
public final class SbomText {
  private static final int LONGEST = 300;

  private SbomText() {}

  /** What is in it, what is known of licences, and what is missing; one line each. */
  public static List<String> lines(Bill bill) {
    Map<Kind, String> words = new LinkedHashMap<>();
    words.put(Kind.CONDA, "conda");
    words.put(Kind.PYPI, "PyPI");
    words.put(Kind.MAVEN, "JVM");
    words.put(Kind.DISTRIBUTION, "of the base image");
    List<String> counts = new ArrayList<>();
    words.forEach(
        (kind, word) -> {
          int count = bill.components(kind).size();
          if (count > 0) {
            counts.add(count + " " + word);
          }
        });
    long packages = bill.components().size() - bill.components(Kind.BASE_IMAGE).size();
    long licensed =
        bill.components().stream()
            .filter(one -> one.kind() != Kind.BASE_IMAGE && one.license().isPresent())
            .count();
    long listed =
        bill.components().stream()
            .filter(
                one ->
                    one.kind() != Kind.BASE_IMAGE
                        && one.license().map(it -> it.references().isEmpty()).orElse(false))
            .count();
    List<String> lines = new ArrayList<>();
    lines.add(Count.of(packages, "package") + ": " + String.join(", ", counts));
    lines.add(
        "Licences: "
            + listed
            + " of the SPDX list, "
            + (licensed - listed)
            + (licensed - listed == 1 ? " other, " : " others, ")
            + (packages - licensed)
            + " unknown");
    bill.gaps().forEach(gap -> lines.add("Not in it: " + ShownText.of(gap, LONGEST)));
    return lines;
  }
}
