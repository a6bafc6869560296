package dev.hermetic.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Contrast of the colours that meet, by the formula of WCAG 2: AA asks for 4.5, graphics for 3. */
class ContrastTest {
  private static final Pattern VARIABLE = Pattern.compile("--([a-z0-9-]+): #([0-9a-f]{6});");

  private static Map<String, Integer> light;
  private static Map<String, Integer> dark;

  @BeforeAll
  static void readColours() {
    String style =
        new ProjectReport().render(new ReportSample().model(), false).get("hermetic.css");
    int from = style.indexOf("prefers-color-scheme: dark");
    int to = style.indexOf("* {", from);
    light = colours(style.substring(0, from));
    dark = colours(style.substring(from, to));
    assertThat(dark.keySet()).isEqualTo(light.keySet()).hasSizeGreaterThan(15);
  }

  private static Map<String, Integer> colours(String style) {
    Map<String, Integer> colours = new LinkedHashMap<>();
    Matcher matcher = VARIABLE.matcher(style);
    while (matcher.find()) {
      colours.put(matcher.group(1), Integer.parseInt(matcher.group(2), 16));
    }
    return colours;
  }

  @ParameterizedTest
  @CsvSource({
    "ink, ground, 7",
    "ink, sheet, 7",
    "soft, ground, 4.5",
    "soft, sheet, 4.5",
    "soft, hair, 4.5",
    "link, ground, 4.5",
    "link, sheet, 4.5",
    "ink, good-ground, 7",
    "soft, good-ground, 4.5",
    "ink, bad-ground, 7",
    "soft, bad-ground, 4.5",
    "bad, bad-ground, 4.5",
    "amber, amber-ground, 4.5",
    "ink, amber-ground, 4.5",
    "soft, amber-ground, 4.5",
    "cuda, cuda-ground, 4.5",
    "cpu, cpu-ground, 4.5",
    "bar, sheet, 3",
    "s1, sheet, 3",
    "s2, sheet, 3",
    "s3, sheet, 3",
    "s4, sheet, 3",
    "s5, sheet, 3",
    "s6, sheet, 3",
    "ink, t1, 4.5",
    "ink, t2, 4.5",
    "ink, t3, 4.5",
    "ink, t4, 4.5",
    "ink, t5, 4.5",
    "ink, t6, 4.5",
    "soft, plain-ground, 4.5",
    "ink, plain-ground, 7",
    "sheet, soft, 3",
    "good, good-ground, 4.5",
    "sheet, good, 3",
    "sheet, bad, 3"
  })
  void colours_canBeToldApart(String text, String ground, double least) {
    assertThat(contrast(light, text, ground)).isGreaterThanOrEqualTo(least);
    assertThat(contrast(dark, text, ground)).isGreaterThanOrEqualTo(least);
  }

  private static double contrast(Map<String, Integer> colours, String one, String other) {
    double a = luminance(colours.get(one));
    double b = luminance(colours.get(other));
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(int colour) {
    return 0.2126 * channel(colour >> 16)
        + 0.7152 * channel(colour >> 8)
        + 0.0722 * channel(colour);
  }

  private static double channel(int value) {
    double share = (value & 0xff) / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }
}
