package dev.hermetic.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The sources of all modules and the manual name the same problems. */
class DocumentedProblemsTest {
  private static final Path ROOT = Path.of("..");
  private static final Path MANUAL = ROOT.resolve("docs/problems.md");

  /** A whole code as a text of its own. */
  private static final Pattern CODE = Pattern.compile("\"(HERM-[A-Z]+-[0-9]{3})\"");

  /** Where one file makes all problems of an area, it joins area and number. */
  private static final Pattern AREA = Pattern.compile("\"(HERM-[A-Z]+-)\"\\s*\\+");

  private static final Pattern NUMBER = Pattern.compile("\"([0-9]{3})\"");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(HERM-[A-Z]+-[0-9]{3})` \\|");

  @Test
  void manual_hasARowForEveryProblemAndNoOther() throws IOException {
    SortedSet<String> inSources = new TreeSet<>();
    for (Path source : sources()) {
      inSources.addAll(codes(Files.readString(source)));
    }
    assertThat(inSources)
        .contains("HERM-YAML-001", "HERM-SOLVE-001", "HERM-PARAM-001", "HERM-DOC-001");
    assertThat(new TreeSet<>(find(ROW, Files.readString(MANUAL)))).isEqualTo(inSources);
  }

  @Test
  void manual_namesEachProblemOnceAndInOrder() throws IOException {
    List<String> rows = find(ROW, Files.readString(MANUAL));
    assertThat(rows).doesNotHaveDuplicates();
    rows.stream()
        .map(code -> code.substring(0, code.length() - 3))
        .distinct()
        .forEach(
            area ->
                assertThat(rows.stream().filter(code -> code.startsWith(area)).toList())
                    .isSorted());
  }

  @Test
  void codes_areFoundInBothForms() {
    assertThat(codes("x(\"HERM-A-001\"); y(\"002\"); // HERM-A-003"))
        .containsExactly("HERM-A-001");
    assertThat(codes("a(\"001\"); b(\n\"002\"); \"HERM-B-\"\n + number"))
        .containsExactly("HERM-B-001", "HERM-B-002");
  }

  private static SortedSet<String> codes(String source) {
    SortedSet<String> codes = new TreeSet<>(find(CODE, source));
    for (String area : find(AREA, source)) {
      find(NUMBER, source).forEach(number -> codes.add(area + number));
    }
    return codes;
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> modules = Files.list(ROOT)) {
      List<Path> mains =
          modules.map(m -> m.resolve("src/main/java")).filter(Files::isDirectory).sorted().toList();
      assertThat(mains).hasSizeGreaterThan(2);
      List<Path> files = new ArrayList<>();
      for (Path main : mains) {
        try (Stream<Path> all = Files.walk(main)) {
          all.filter(file -> file.toString().endsWith(".java")).sorted().forEach(files::add);
        }
      }
      return files;
    }
  }

  private static List<String> find(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(result -> result.group(1)).toList();
  }
}
