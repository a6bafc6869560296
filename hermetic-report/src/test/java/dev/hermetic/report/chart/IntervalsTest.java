package dev.hermetic.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What of a share stands where. */
class IntervalsTest {
  /** A phone shows some 400 of the 820 units without a swipe. */
  @Test
  void shares_standBesideTheirNames() {
    Drawing drawing =
        Intervals.draw(
            "id", "Title", "What it is", List.of(new Intervals.Share("image", 1, 0.9, 1, "100 %")));
    assertThat(drawing.shapes())
        .filteredOn(shape -> shape.kind().equals("text"))
        .filteredOn(shape -> Double.parseDouble(shape.a()) < 140)
        .extracting(Shape::text)
        .contains("image", "100 %");
  }
}
