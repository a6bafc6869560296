package dev.hermetic.report.pages;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Events by days, weeks or months (UTC): by days, unless those are more than a chart can show.
 *
 * @param unit {@code day}, {@code week} or {@code month}
 * @param by the events of each by its first day, those without any left out
 */
record Spans<T>(String unit, SortedMap<LocalDate, List<T>> by) {
  /** A dot or a bend for each has room in a chart. */
  static final int MOST = 120;

  static <T> Spans<T> of(Collection<T> events, Function<T, Instant> time) {
    SortedMap<LocalDate, List<T>> days = new TreeMap<>();
    @Nullable LocalDate last = null;
    List<T> own = List.of();
    for (T event : events) {
      LocalDate day = LocalDate.ofInstant(time.apply(event), ZoneOffset.UTC);
      // Events come by time, so most are of the day of the one before.
      if (!day.equals(last)) {
        own = days.computeIfAbsent(day, one -> new ArrayList<>());
        last = day;
      }
      own.add(event);
    }
    if (days.size() <= MOST) {
      return new Spans<>("day", days);
    }
    SortedMap<LocalDate, List<T>> weeks =
        wider(days, day -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
    return weeks.size() <= MOST
        ? new Spans<>("week", weeks)
        : new Spans<>("month", wider(days, day -> day.withDayOfMonth(1)));
  }

  private static <T> SortedMap<LocalDate, List<T>> wider(
      SortedMap<LocalDate, List<T>> days, Function<LocalDate, LocalDate> first) {
    SortedMap<LocalDate, List<T>> spans = new TreeMap<>();
    days.forEach(
        (day, events) ->
            spans.computeIfAbsent(first.apply(day), span -> new ArrayList<>()).addAll(events));
    return spans;
  }

  /** When a day begins. */
  static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** What a span is called in a table: its day, or the first one. */
  String title() {
    return switch (unit) {
      case "day" -> "Day";
      case "week" -> "Week of";
      default -> "Month of";
    };
  }
}
