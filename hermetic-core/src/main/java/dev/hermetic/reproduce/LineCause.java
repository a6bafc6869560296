package dev.hermetic.reproduce;

import java.text.DateFormatSymbols;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Two lines that differ. What may be a time, a number or a word of a language is taken out of both;
 * the rest being the same names the class.
 */
final class LineCause {
  private static final Pattern TIME =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}(?:[T _]\\d{2}[:-]?\\d{2}(?:[:-]?\\d{2})?(?:[.,]\\d+)?)?"
              + "|\\d{1,2}:\\d{2}(?::\\d{2})?(?:[.,]\\d+)?(?: ?[AP]M\\b)?"
              + "|\\d{1,2}[./]\\d{1,2}[./]\\d{4}|\\d{8}[T_-]?\\d{6}Z?");
  private static final Pattern DAY_AND_MONTH =
      Pattern.compile(
          "(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\\w*,? +)?"
              + "(?:(?:\\d{1,2} +)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\\w*\\b"
              + "(?: +\\d{1,2}\\b)?)(?:,? +\\d{4}\\b)?");
  private static final Pattern ZONE =
      Pattern.compile(
          "\\b(?:Z|[A-Z]{3,5}|[A-Z][a-z]+/[A-Z][A-Za-z_]+)\\b|[+-]\\d{2}(?::?\\d{2})?\\b");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(?:\\d+\\.\\d*|\\.\\d+|\\d+)(?:[eE][-+]?\\d+)?");
  private static final Pattern SEPARATOR = Pattern.compile("(?<=\\d)[.,'\\u00a0\\u202f ](?=\\d)");
  private static final double[] UNITS = {1, 1e3, 1e6, 1e9};

  private LineCause() {}

  static Optional<Finding> find(String one, String other, Circumstances circumstances) {
    return path(one, other, circumstances)
        .or(() -> epoch(one, other, circumstances))
        .or(() -> time(one, other))
        .or(() -> separators(one, other))
        .or(() -> numbers(one, other))
        .or(() -> localeName(one, other, circumstances))
        .or(() -> words(one, other, circumstances))
        .or(() -> zone(one, other, circumstances));
  }

  private static Optional<Finding> path(String one, String other, Circumstances circumstances) {
    boolean has =
        !circumstances.onePath().isEmpty()
            && !circumstances.otherPath().isEmpty()
            && one.contains(circumstances.onePath())
            && other.contains(circumstances.otherPath());
    return has
            && one.replace(circumstances.onePath(), "")
                .equals(other.replace(circumstances.otherPath(), ""))
        ? Optional.of(new Finding(Cause.PATH, "it has the folder in which it was built"))
        : Optional.empty();
  }

  private static Optional<Finding> time(String one, String other) {
    String a = DAY_AND_MONTH.matcher(TIME.matcher(one).replaceAll("\0")).replaceAll("\0");
    String b = DAY_AND_MONTH.matcher(TIME.matcher(other).replaceAll("\0")).replaceAll("\0");
    if (a.indexOf('\0') < 0 || b.indexOf('\0') < 0) {
      return Optional.empty();
    }
    if (a.equals(b)) {
      return Optional.of(new Finding(Cause.TIME_STAMP, "it has a date or a time of day"));
    }
    return ZONE.matcher(a).replaceAll("").equals(ZONE.matcher(b).replaceAll(""))
        ? Optional.of(new Finding(Cause.TIME_STAMP, "it has a time with its time zone"))
        : Optional.empty();
  }

  private static Optional<Finding> epoch(String one, String other, Circumstances circumstances) {
    Numbers a = Numbers.of(one);
    Numbers b = Numbers.of(other);
    if (!a.rest().equals(b.rest())) {
      return Optional.empty();
    }
    boolean any = false;
    for (int i = 0; i < a.numbers().size(); i++) {
      double x = a.numbers().get(i);
      double y = b.numbers().get(i);
      if (x != y) {
        if (!isTime(x, circumstances) || !isTime(y, circumstances)) {
          return Optional.empty();
        }
        any = true;
      }
    }
    return any
        ? Optional.of(new Finding(Cause.TIME_STAMP, "it has the time of the run, as a number"))
        : Optional.empty();
  }

  private static boolean isTime(double number, Circumstances circumstances) {
    return Arrays.stream(UNITS).anyMatch(unit -> circumstances.isOfTheRuns(number / unit));
  }

  private static Optional<Finding> separators(String one, String other) {
    String a = SEPARATOR.matcher(one).replaceAll("");
    String b = SEPARATOR.matcher(other).replaceAll("");
    return a.equals(b)
        ? Optional.of(
            new Finding(Cause.LOCALE, "numbers have another decimal or thousands separator"))
        : Optional.empty();
  }

  private static Optional<Finding> numbers(String one, String other) {
    Numbers a = Numbers.of(one);
    Numbers b = Numbers.of(other);
    if (!a.rest().equals(b.rest()) || !a.fractions() && !b.fractions()) {
      return Optional.empty();
    }
    double most = 0;
    for (int i = 0; i < a.numbers().size(); i++) {
      double x = a.numbers().get(i);
      double y = b.numbers().get(i);
      if (x != y) {
        most = Math.max(most, Math.abs(x - y) / Math.max(Math.abs(x), Math.abs(y)));
      }
    }
    return most < BinaryCause.MOST_DIFFERENT
        ? Optional.of(
            new Finding(
                Cause.FLOATING_POINT,
                most == 0
                    ? "the same number has other digits"
                    : "numbers differ by a factor of " + BinaryCause.factor(most) + " at most"))
        : Optional.empty();
  }

  /** A line without its numbers, and the numbers. */
  private record Numbers(String rest, List<Double> numbers, boolean fractions) {
    static Numbers of(String line) {
      List<Double> numbers = new ArrayList<>();
      StringBuilder rest = new StringBuilder();
      boolean fractions = false;
      Matcher matcher = NUMBER.matcher(line);
      while (matcher.find()) {
        numbers.add(Double.valueOf(matcher.group()));
        fractions |= !matcher.group().matches("[-+]?\\d+");
        matcher.appendReplacement(rest, "\0");
      }
      matcher.appendTail(rest);
      return new Numbers(rest.toString(), numbers, fractions);
    }
  }

  private static Optional<Finding> localeName(
      String one, String other, Circumstances circumstances) {
    return swapped(one, other, circumstances.one().locale(), circumstances.other().locale())
        ? Optional.of(new Finding(Cause.LOCALE, "it has the name of the locale"))
        : Optional.empty();
  }

  private static Optional<Finding> zone(String one, String other, Circumstances circumstances) {
    return swapped(one, other, circumstances.one().zone(), circumstances.other().zone())
        ? Optional.of(new Finding(Cause.TIME_STAMP, "it has the name of the time zone"))
        : Optional.empty();
  }

  private static boolean swapped(String one, String other, String inOne, String inOther) {
    return one.contains(inOne)
        && other.contains(inOther)
        && one.replace(inOne, "\0").equals(other.replace(inOther, "\0"));
  }

  private static Optional<Finding> words(String one, String other, Circumstances circumstances) {
    String a = without(one, circumstances.one().locale());
    String b = without(other, circumstances.other().locale());
    return a.indexOf('\0') >= 0 && a.equals(b)
        ? Optional.of(new Finding(Cause.LOCALE, "it has a month or day in the words of a language"))
        : Optional.empty();
  }

  /** Without names of months and days, in this language. */
  private static String without(String line, String locale) {
    String name = locale.replaceFirst("[.@].*", "");
    Locale language =
        name.equals("C") || name.equals("POSIX")
            ? Locale.ENGLISH
            : Locale.forLanguageTag(name.replace('_', '-'));
    DateFormatSymbols symbols = DateFormatSymbols.getInstance(language);
    Set<String> words = new TreeSet<>((x, y) -> y.length() == x.length() ? x.compareTo(y) : y.length() - x.length());
    for (String[] some :
        List.of(
            symbols.getMonths(),
            symbols.getWeekdays(),
            symbols.getShortMonths(),
            symbols.getShortWeekdays())) {
      words.addAll(Arrays.asList(some));
    }
    words.removeIf(word -> word.replace(".", "").length() < 2);
    String text = line;
    for (String word : words) {
      text = text.replaceAll("(?iu)\\b" + Pattern.quote(word.replace(".", "")) + "\\b\\.?", "\0");
    }
    return text;
  }
}
