package dev.hermetic.explain;

import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.platform.Platform;
import dev.hermetic.solve.golden.GoldenData;
import dev.hermetic.solve.golden.GoldenRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes the page that shows explanations beside mamba's words.
 *
 * <p>Usage: {@code ExplanationPage docs/explanations.md}.
 */
public final class ExplanationPage {
  private static final String HEAD =
      """
      # Why a request cannot be solved: Hermetic's words beside mamba's

      Real requests to real conda-forge records (a snapshot of 121,000), with what mamba 2.8.1 said and
      what `mvn hermetic:lock` says. Every change that Hermetic proposes was solved with before it was
      proposed; a test follows each one to the letter, for all 78 golden requests without an answer, by
      platform and all platforms at once. This page is written by `ExplanationPage`
      (test sources, package `explain`), and a test fails when it no longer says what Hermetic says.

      How to read it: the first line names the user's specs that clash and the platforms; the tree goes
      from each of the user's lines down to where they meet; `Fix` is what to do, each of the
      alternatives alone. Clashes that one change mends are one problem, which has the way of the first
      of them and the lines of all, also where the specs of the one are among those of the other: `a` cannot
      be met, or only without `b`. Where several problems are told of one platform, "each beside the first change for the
      other problems there" means: it solves that platform together with the first `Fix` of each of them.
      The first `Fix` of all problems go together.
      """;

  private record Example(String title, String request, List<String> platforms) {}

  private static final List<Example> EXAMPLES =
      List.of(
          new Example("A Python that a dependency does not have", "004", List.of("osx-64")),
          new Example("Two versions that exclude each other", "075", List.of()),
          new Example("All platforms at once, equal causes told once", "016", List.of()),
          new Example("One line that cannot be met for unlike reasons", "026", List.of()),
          new Example("No such version anywhere", "073", List.of()),
          new Example("CUDA on macOS", "020", List.of("osx-64")),
          new Example("A driver that is too old", "020", List.of("linux-aarch64")),
          new Example("A build that the platform does not have", "029", List.of("osx-arm64")),
          new Example("A dependency that is missing", "018", List.of("win-64")),
          new Example("A noarch package for Unix alone", "026", List.of("win-64")),
          new Example("Several problems at once", "033", List.of("win-64")),
          new Example("A binary interface", "076", List.of("linux-64")));

  private final GoldenData data;
  private final List<GoldenRequest> requests;
  private final StringBuilder page = new StringBuilder(HEAD).append("\n## Beside mamba's words\n");

  private ExplanationPage(GoldenData data) throws IOException {
    this.data = data;
    this.requests = data.requests();
  }

  public static void main(String[] arguments) throws IOException {
    Files.writeString(Path.of(arguments[0]), text(GoldenData.ofSystemProperty()));
  }

  /** The page as it has to be. */
  static String text(GoldenData data) throws IOException {
    ExplanationPage page = new ExplanationPage(data);
    for (Example example : EXAMPLES) {
      page.add(example);
    }
    page.page.append("\n## Without mamba's words\n\nWhat the golden requests do not have, on the same channels.\n");
    GoldenRequest study = page.named("case-study-linux-64");
    page.add(
        "A channel that strict priority hides",
        List.of(with(study, study.written(), ChannelPriority.STRICT)));
    page.add(
        "A C library that is too old",
        List.of(page.asking("074-linux-64", "tornado=6.5.4", "python=3.12")));
    page.add(
        "A C library that is too old for several specs",
        List.of(page.asking("074-linux-64", "tornado=6.5.4", "debugpy=1.8.19", "h3-py=4.4.1")));
    page.add(
        "A Python that several packages do not have",
        List.of(
            page.asking(
                "074-linux-aarch64",
                "python=3.8",
                "python-lsp-ruff=2.2",
                "sqlite",
                "dask-geopandas",
                "numpy=2.4")));
    page.add("A macOS that is too old", List.of(page.asking("074-osx-arm64", "mlx=0.20", "python")));
    return page.page.toString();
  }

  private GoldenRequest named(String id) {
    return requests.stream().filter(golden -> golden.id().equals(id)).findFirst().orElseThrow();
  }

  /** Other specs on the same machine. */
  private GoldenRequest asking(String id, String... written) {
    GoldenRequest golden = named(id);
    return with(golden, List.of(written), golden.priority());
  }

  private static GoldenRequest with(
      GoldenRequest golden, List<String> written, ChannelPriority priority) {
    return new GoldenRequest(
        golden.id(),
        golden.platform(),
        List.of(),
        written,
        golden.virtualPackages(),
        golden.channels(),
        priority,
        false,
        List.of(),
        false,
        Map.of());
  }

  private void add(Example example) {
    List<GoldenRequest> golden =
        requests.stream()
            .filter(one -> one.id().startsWith(example.request() + "-"))
            .filter(
                one ->
                    example.platforms().isEmpty()
                        || example.platforms().contains(one.platform().subdir()))
            .toList();
    add(example.title(), golden);
  }

  private void add(String title, List<GoldenRequest> golden) {
    GoldenExplanation explained = GoldenExplanation.of(data, golden, Limits.DEFAULT);
    page.append("\n### ").append(title).append("\n\n");
    block("yaml", explained.file());
    page.append("\non ")
        .append(
            golden.stream()
                .map(GoldenRequest::platform)
                .map(Platform::subdir)
                .collect(Collectors.joining(", ")))
        .append(machine(golden))
        .append("\n");
    boolean words = golden.stream().anyMatch(one -> !one.mambaProblems().isEmpty());
    if (words) {
      page.append("\nmamba:\n\n");
      List<String> lines = new ArrayList<>();
      for (GoldenRequest one : golden) {
        String before = golden.size() == 1 ? "" : one.platform() + ": ";
        if (one.solvable()) {
          lines.add(before + "(solved)");
        }
        one.mambaProblems().forEach(line -> lines.add(before + line));
      }
      block("", lines);
    }
    page.append("\nHermetic:\n\n");
    block("", explained.told());
  }

  /** What matters of the surroundings. */
  private static String machine(List<GoldenRequest> golden) {
    if (golden.size() > 1) {
      return "";
    }
    GoldenRequest one = golden.get(0);
    String machine =
        one.virtualPackages().stream()
            .filter(given -> List.of("__cuda", "__glibc", "__osx").contains(given.name()))
            .map(given -> given.name() + " " + given.version())
            .collect(Collectors.joining(", "));
    String priority =
        one.channels().size() > 1
            ? ", channel priority " + one.priority().name().toLowerCase(Locale.ROOT)
            : "";
    return (machine.isEmpty() ? "" : " with " + machine) + priority;
  }

  private void block(String language, List<String> lines) {
    page.append("```").append(language).append('\n');
    lines.forEach(line -> page.append(line).append('\n'));
    page.append("```\n");
  }
}
