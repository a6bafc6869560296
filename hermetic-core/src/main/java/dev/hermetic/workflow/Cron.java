package dev.hermetic.workflow;

import java.util.List;
import java.util.Locale;

/**
 * Times as POSIX cron has them and GitHub takes them: minute, hour, day of the month, month, day of the
 * week; each a list of numbers, ranges and steps, months and days of the week also by their names.
 */
public final class Cron {
  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
  private static final List<String> DAYS =
      List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

  private static final List<Field> FIELDS =
      List.of(
          new Field(0, 59, List.of()),
          new Field(0, 23, List.of()),
          new Field(1, 31, List.of()),
          new Field(1, 12, MONTHS),
          new Field(0, 6, DAYS));

  private Cron() {}

  /** Whether every server takes it; fields are parted by one space. */
  public static boolean isValid(String text) {
    String[] fields = text.split(" ", -1);
    if (fields.length != FIELDS.size()) {
      return false;
    }
    for (int i = 0; i < fields.length; i++) {
      for (String part : fields[i].split(",", -1)) {
        if (!FIELDS.get(i).takes(part)) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * @param names of the values, from the least on
   */
  private record Field(int least, int most, List<String> names) {
    boolean takes(String part) {
      String[] step = part.split("/", -1);
      String[] range = step[0].split("-", -1);
      if (step.length > 2 || range.length > 2) {
        return false;
      }
      boolean stepFits = step.length == 1 || number(step[1]) >= 1 && number(step[1]) <= most;
      if (step[0].equals("*")) {
        return stepFits;
      }
      int from = value(range[0]);
      int to = value(range[range.length - 1]);
      return stepFits && from >= least && to <= most && from <= to;
    }

    private int value(String text) {
      int name = names.indexOf(text.toUpperCase(Locale.ROOT));
      return name < 0 ? number(text) : least + name;
    }

    private static int number(String text) {
      return text.matches("[0-9]{1,2}") ? Integer.parseInt(text) : -1;
    }
  }
}
