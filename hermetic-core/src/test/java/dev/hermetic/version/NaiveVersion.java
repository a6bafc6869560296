package dev.hermetic.version;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** CEP-33 written down as plainly as can be, slow, to check the real one. For valid texts only. */
final class NaiveVersion {
  private static final Pattern RUN = Pattern.compile("[0-9]+|[*]+|[^0-9*]+");

  private final List<List<Object>> main;
  private final List<List<Object>> local;

  NaiveVersion(String text) {
    String version = text.strip().toLowerCase(Locale.ROOT).replace('-', '_');
    String epoch = "0";
    if (version.contains("!")) {
      epoch = version.substring(0, version.indexOf('!'));
      version = version.substring(version.indexOf('!') + 1);
    }
    String behind = version.contains("+") ? version.substring(version.indexOf('+') + 1) : "";
    version = version.contains("+") ? version.substring(0, version.indexOf('+')) : version;
    boolean dangling = version.endsWith("_");
    version = dangling ? version.substring(0, version.length() - 1) : version;
    main = segments(epoch + "." + version.replace('_', '.') + (dangling ? "_" : ""));
    local = behind.isEmpty() ? List.of() : segments(behind.replace('_', '.'));
  }

  private static List<List<Object>> segments(String text) {
    List<List<Object>> segments = new ArrayList<>();
    for (String part : text.split("\\.", -1)) {
      List<Object> segment = new ArrayList<>();
      Matcher runs = RUN.matcher(part);
      while (runs.find()) {
        String run = runs.group();
        boolean number = Character.isDigit(run.charAt(0));
        if (segment.isEmpty() && !number) {
          segment.add(BigInteger.ZERO);
        }
        segment.add(number ? new BigInteger(run) : run);
      }
      segments.add(segment);
    }
    return segments;
  }

  int compareTo(NaiveVersion other) {
    int order = compare(main, other.main);
    return order != 0 ? order : compare(local, other.local);
  }

  private static int compare(List<List<Object>> left, List<List<Object>> right) {
    for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
      int order = compareSegments(at(left, i), at(right, i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static List<Object> at(List<List<Object>> list, int i) {
    return i < list.size() ? list.get(i) : List.of();
  }

  private static int compareSegments(List<Object> left, List<Object> right) {
    for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
      Object a = i < left.size() ? left.get(i) : BigInteger.ZERO;
      Object b = i < right.size() ? right.get(i) : BigInteger.ZERO;
      int order = compareParts(a, b);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int compareParts(Object a, Object b) {
    if (rank(a) != rank(b)) {
      return Integer.compare(rank(a), rank(b));
    }
    if (a instanceof BigInteger number) {
      return number.compareTo((BigInteger) b);
    }
    // Upper case DEV lies above '*' and below '_' and small letters, as in conda.
    return dev(a).compareTo(dev(b));
  }

  private static String dev(Object part) {
    return part.equals("dev") ? "DEV" : part.toString();
  }

  private static int rank(Object part) {
    return part instanceof BigInteger ? 1 : part.equals("post") ? 2 : 0;
  }

  boolean startsWith(NaiveVersion prefix) {
    if (!prefix.local.isEmpty()) {
      return compare(main, prefix.main) == 0 && startsWith(local, prefix.local);
    }
    return startsWith(main, prefix.main);
  }

  private static boolean startsWith(List<List<Object>> list, List<List<Object>> prefix) {
    int whole = prefix.size() - 1;
    if (compare(list.subList(0, Math.min(whole, list.size())), prefix.subList(0, whole)) != 0) {
      return false;
    }
    List<Object> mine = at(list, whole);
    List<Object> last = prefix.get(whole);
    int before = last.size() - 1;
    if (compareSegments(mine.subList(0, Math.min(before, mine.size())), last.subList(0, before))
        != 0) {
      return false;
    }
    Object a = before < mine.size() ? mine.get(before) : BigInteger.ZERO;
    Object b = last.get(before);
    return rank(b) == 0 ? rank(a) == 0 && dev(a).startsWith(dev(b)) : compareParts(a, b) == 0;
  }
}
