package dev.hermetic.testkit;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the table of {@code sample-channel.txt}; the head of that file explains its layout. */
final class SampleTable {
  private static final List<String> PLATFORMS =
      List.of("linux-64", "osx-64", "osx-arm64", "win-64");
  private static final Pattern PYTHON = Pattern.compile("(?:.*_)?py(\\d)(\\d+)");
  private static final String NOTE =
      "A sample made by Hermetic's build in place of %s. It holds no software.\n";

  /** A line of versions: what it says before its dependencies are known. */
  private record Row(
      String version, String date, List<String> builds, List<String> platforms) {}

  private final Map<String, Map<String, String>> macros = new TreeMap<>();
  private final List<TestPackage> packages = new ArrayList<>();

  private String name = "";
  private String license = "";
  private List<Row> rows = new ArrayList<>();
  private Map<String, String> needs = new TreeMap<>();

  private SampleTable() {}

  static List<TestPackage> read(List<String> lines) {
    SampleTable table = new SampleTable();
    lines.forEach(table::line);
    table.endGroup();
    return List.copyOf(table.packages);
  }

  private void line(String line) {
    String text = line.strip();
    if (text.isEmpty() || text.startsWith("#")) {
      return;
    }
    int colon = text.indexOf(": ");
    if (text.startsWith("package ")) {
      endGroup();
      String[] parts = text.split(" ", 3);
      name = parts[1];
      license = parts[2];
    } else if (text.startsWith("macro ")) {
      endGroup();
      name = "";
      needs = macros.computeIfAbsent(text.split(" ")[1], key -> new TreeMap<>());
    } else if (colon > 0 && text.substring(0, colon).matches("[a-z]+")) {
      needs.put(text.substring(0, colon), text.substring(colon + 2));
    } else {
      if (!needs.isEmpty()) {
        endGroup();
      }
      rows.add(row(text));
    }
  }

  private static Row row(String text) {
    String[] halves = text.split(" @ ");
    List<String> words = List.of(halves[0].split(" "));
    List<String> platforms =
        halves.length == 1
            ? PLATFORMS
            : PLATFORMS.stream().filter(p -> isAmong(p, halves[1].split(" "))).toList();
    return new Row(words.get(0), words.get(1), words.subList(2, words.size()), platforms);
  }

  private static boolean isAmong(String platform, String... words) {
    for (String word : words) {
      if (appliesTo(word, platform)) {
        return true;
      }
    }
    return false;
  }

  private static boolean appliesTo(String where, String platform) {
    return where.equals("all")
        || platform.equals(where)
        || platform.startsWith(where + "-")
        || where.equals("unix") && !platform.equals("win-64");
  }

  private void endGroup() {
    for (Row row : rows) {
      for (String build : row.builds()) {
        addBuild(row, build);
      }
    }
    rows = new ArrayList<>();
    needs = new TreeMap<>();
  }

  private void addBuild(Row row, String build) {
    int colon = build.indexOf(':');
    long number = colon < 0 ? 0 : Long.parseLong(build.substring(0, colon));
    String shape = build.substring(colon + 1);
    switch (shape) {
      case "noarch" -> packages.add(pack(row, "pyhd8ed1ab_" + number, number, "noarch", "python"));
      case "generic" -> packages.add(pack(row, "hd8ed1ab_" + number, number, "noarch", "generic"));
      default -> {
        String text = shape.startsWith("=") ? shape.substring(1) : shape + "_" + number;
        for (String platform : row.platforms()) {
          packages.add(pack(row, text, number, platform, null));
        }
      }
    }
  }

  private TestPackage pack(
      Row row, String build, long number, String subdir, @Nullable String noarch) {
    List<String> depends = new ArrayList<>();
    Matcher python = PYTHON.matcher(build.replaceFirst("_\\d+$", ""));
    if (python.matches()) {
      int minor = Integer.parseInt(python.group(2));
      depends.add("python >=3." + minor + ",<3." + (minor + 1) + ".0a0");
      depends.add("python_abi 3." + minor + ".* *_cp3" + minor);
    }
    addNeeds(needs, subdir, depends);
    String what = name + " " + row.version();
    return new TestPackage(
        name,
        row.version(),
        build,
        number,
        subdir,
        noarch,
        depends,
        specs(needs.get("constrains")),
        specs(needs.get("track")),
        license,
        timestamp(row.date()),
        TestPackage.Format.CONDA,
        List.of(PackageFile.text("share/sample/" + name + ".txt", NOTE.formatted(what))));
  }

  private void addNeeds(Map<String, String> from, String subdir, List<String> depends) {
    from.forEach(
        (where, specs) -> {
          if (appliesTo(where, subdir)) {
            for (String spec : specs(specs)) {
              Map<String, String> macro = macros.get(spec);
              if (macro == null) {
                depends.add(spec);
              } else {
                addNeeds(macro, subdir, depends);
              }
            }
          }
        });
  }

  private static List<String> specs(@Nullable String text) {
    return text == null ? List.of() : List.of(text.split("; "));
  }

  private static long timestamp(String date) {
    return date.equals("-")
        ? -1
        : LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
  }
}
