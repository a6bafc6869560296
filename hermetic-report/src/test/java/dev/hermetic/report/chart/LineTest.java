package dev.hermetic.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineTest {
  private static final String LEFT = "90";
  private static final String RIGHT = "796";

  @Test
  void points_standWhereTheirTimesAre() {
    assertThat(across(0, 10, 100)).containsExactly(LEFT, "160.6", RIGHT);
    assertThat(across(0, 90, 100)).containsExactly(LEFT, "725.4", RIGHT);
  }

  @Test
  void pointsOfOneTime_amongOthers_areAboveEachOther() {
    assertThat(across(0, 50, 50, 100)).containsExactly(LEFT, "443", "443", RIGHT);
  }

  @Test
  void points_whoseClockWasBehind_doNotLeadBack() {
    assertThat(across(0, 50, 20, 100)).containsExactly(LEFT, "443", "443", RIGHT);
    assertThat(across(0, 100, 50)).containsExactly(LEFT, RIGHT, RIGHT);
    assertThat(across(100, 0, 50)).containsExactly(LEFT, "443", RIGHT);
  }

  @Test
  void points_allOfOneTime_standSideBySide() {
    assertThat(across(7)).containsExactly("443");
    assertThat(across(7, 7)).containsExactly(LEFT, RIGHT);
    assertThat(across(7, 7, 7)).containsExactly(LEFT, "443", RIGHT);
  }

  @Test
  void ends_areToldByTheTimesOfFirstAndLast() {
    Drawing drawing = draw(0, 10, 100);
    assertThat(drawing.shapes())
        .filteredOn(shape -> shape.kind().equals("text"))
        .extracting(Shape::text)
        .containsExactly("3", "0", "at 0", "at 100");
    assertThat(drawing.shapes())
        .filteredOn(shape -> shape.kind().equals("circle"))
        .extracting(Shape::text)
        .containsExactly("at 0: 1", "at 10: 2", "at 100: 3");
  }

  /** Else the axis would go from 0 to 0. */
  @Test
  void zeros_haveNoUpperEnd() {
    List<Line.Point> points = List.of(new Line.Point(Instant.EPOCH, "then", 0, "0", "dot"));
    assertThat(Line.draw("id", "Title", "What it is", points, 0, "0").shapes())
        .filteredOn(shape -> shape.kind().equals("text"))
        .extracting(Shape::text)
        .containsExactly("0", "then");
  }

  private static List<String> across(long... seconds) {
    return draw(seconds).shapes().stream()
        .filter(shape -> shape.kind().equals("circle"))
        .map(Shape::a)
        .toList();
  }

  private static Drawing draw(long... seconds) {
    List<Line.Point> points = new ArrayList<>();
    for (long second : seconds) {
      int value = points.size() + 1;
      points.add(
          new Line.Point(
              Instant.ofEpochSecond(second), "at " + second, value, String.valueOf(value), "dot"));
    }
    return Line.draw("id", "Title", "What it is", points, 0, String.valueOf(points.size()));
  }
}
