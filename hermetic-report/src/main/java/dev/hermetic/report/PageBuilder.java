package dev.hermetic.report;

import dev.hermetic.environment.Requirement;
import dev.hermetic.lock.BuildVariant;
import dev.hermetic.lock.LockedFile;
import dev.hermetic.lock.Newness;
import dev.hermetic.lock.SpecTable;
import dev.hermetic.lock.SpecTable.PackageRow;
import dev.hermetic.lock.SpecTable.Row;
import dev.hermetic.lock.SpecTable.Total;
import dev.hermetic.lock.SpecTable.VariantChoice;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.Lockfile.LockedChannel;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns the values of a request into the texts of the page. */
final class PageBuilder {
  /** Fewer platforms first, then by name. */
  static final Comparator<List<Platform>> BY_PLATFORMS =
      Comparator.<List<Platform>>comparingInt(List::size).thenComparing(Object::toString);

  private static final int NEEDED_BY_SHOWN = 3;
  private static final int BAR = 1000;

  private final LockReportRequest request;
  private final SpecTable table;
  private final boolean oneChannel;

  PageBuilder(LockReportRequest request) {
    this.request = request;
    this.table = request.table();
    this.oneChannel = rootChannels().size() == 1;
  }

  Page build() {
    Verdict verdict = Verdict.of(request);
    return new Page(
        Texts.shown(request.title()),
        verdict.good(),
        verdict.sentence(),
        verdict.notes(),
        facts(),
        Texts.names(table.platforms()),
        oneChannel ? rootChannels().get(0) : "",
        table.rows().stream().map(this::spec).toList(),
        table.newness().stream().map(PageBuilder::newness).toList(),
        variants(),
        variantSummary(),
        table.versionDifferences().stream().map(this::packageLine).toList(),
        only(),
        platformLines(),
        table.packages().stream().map(this::packageLine).toList(),
        table.platforms().stream().map(this::fileList).toList(),
        request.lockfile().metadata().channels().stream()
            .map(LockedChannel::url)
            .map(Texts::shown)
            .toList(),
        Texts.shown(request.lockfile().metadata().sources()),
        custom(),
        table.pipLeftOut().stream()
            .map(
                entry ->
                    new Page.PipLine(
                        Texts.shown(entry.text()),
                        Texts.place(entry.location()),
                        Texts.names(entry.platforms())))
            .toList(),
        request.warnings().stream()
            .map(
                problem ->
                    new Page.Warning(
                        problem.code(),
                        Texts.shown(problem.subject()),
                        Texts.shown(problem.fact()),
                        Texts.shown(problem.fix())))
            .toList(),
        Commands.of(request),
        Texts.shown(request.generator()),
        request.timestamp().map(Object::toString).orElse(""));
  }

  private List<Page.Fact> facts() {
    int versions = table.versionDifferences().size();
    int partial = table.partial().size();
    return List.of(
        new Page.Fact("Specs", Texts.number(table.rows().size()), "as written"),
        new Page.Fact(
            "Platforms",
            Texts.number(table.platforms().size()),
            table.unlocked().isEmpty() ? "all that were asked for" : "not all that were asked for"),
        new Page.Fact(
            "Packages",
            Texts.number(table.packageCount()),
            Texts.count(table.packages().size(), "name")),
        new Page.Fact(
            "Download",
            table.download().text(),
            table.download().complete() ? "all platforms together" : "not every size is known"),
        new Page.Fact(
            "Differences",
            Texts.number(versions + partial),
            Texts.count(versions, "version") + ", " + Texts.number(partial) + " not everywhere"));
  }

  private List<String> rootChannels() {
    return table.rows().stream()
        .flatMap(PageBuilder::answers)
        .map(file -> Texts.shown(file.channel()))
        .distinct()
        .toList();
  }

  private Page.Spec spec(Row row) {
    String usual = usual(answers(row).map(LockedFile::version));
    return new Page.Spec(
        row.manager() == Manager.PIP,
        Texts.shown(row.text()),
        answers(row)
            .findFirst()
            .map(file -> Texts.anchor(file.name(), file.manager() == Manager.PIP))
            .orElse(""),
        Texts.place(row.location()),
        row.category().equals(Requirement.MAIN) ? "" : Texts.shown(row.category()),
        row.variantDiffers(),
        row.cells().values().stream().map(cell -> cell(row, cell, usual)).toList());
  }

  private static Stream<LockedFile> answers(Row row) {
    return row.cells().values().stream()
        .filter(SpecTable.Cell.Locked.class::isInstance)
        .map(cell -> ((SpecTable.Cell.Locked) cell).file());
  }

  private Page.Cell cell(Row row, SpecTable.Cell cell, String usual) {
    if (cell instanceof SpecTable.Cell.Locked locked) {
      LockedFile file = locked.file();
      return new Page.Cell(
          "locked",
          file.name().equals(row.name()) ? "" : Texts.shown(file.name()),
          Texts.shown(file.version()),
          file.build().map(Texts::shown).orElse(""),
          oneChannel ? "" : Texts.shown(file.channel()),
          file.variant().map(variant -> variant.kind().name()).orElse(""),
          locked.meetsSpec(),
          !file.version().equals(usual));
    }
    String kind = cell instanceof SpecTable.Cell.Missing ? "missing" : "absent";
    return new Page.Cell(kind, "", "", "", "", "", true, false);
  }

  private static Page.NewnessLine newness(Newness one) {
    String label =
        switch (one.kind()) {
          case NEWEST, CHOSEN -> "Proven";
          case MENDED -> "Made newer";
          case NOT_NEWEST -> "Could be newer";
          case TRADE_OFF -> "Trade-off";
          case HELD -> "Held by a spec";
        };
    return new Page.NewnessLine(
        label,
        Texts.names(one.platforms()),
        one.what().stream().map(Texts::shown).toList(),
        Texts.shown(one.why()),
        one.how().stream().map(Texts::shown).toList());
  }

  private List<Page.Variant> variants() {
    Map<List<Object>, List<VariantChoice>> groups = new LinkedHashMap<>();
    for (VariantChoice choice : table.variants()) {
      if (choice.root()) {
        List<Object> alike =
            List.of(choice.name(), choice.variant().kind(), evidence(choice), choice.why());
        groups.computeIfAbsent(alike, key -> new ArrayList<>()).add(choice);
      }
    }
    List<Page.Variant> result = new ArrayList<>();
    for (List<VariantChoice> choices : groups.values()) {
      VariantChoice first = choices.get(0);
      result.add(
          new Page.Variant(
              Texts.shown(first.name()),
              first.variant().kind().name(),
              choices.stream()
                  .flatMap(choice -> choice.build().stream())
                  .map(Texts::shown)
                  .distinct()
                  .toList(),
              Texts.names(choices.stream().map(VariantChoice::platform).toList()),
              Texts.shown(evidence(first)),
              Texts.sentence(Texts.shown(first.why()))));
    }
    return result;
  }

  private static String evidence(VariantChoice choice) {
    return String.join("; ", choice.variant().evidence());
  }

  private List<Page.VariantGroup> variantSummary() {
    Map<BuildVariant.Kind, Map<String, List<Platform>>> byKind = new TreeMap<>();
    for (VariantChoice choice : table.variants()) {
      if (!choice.root()) {
        byKind
            .computeIfAbsent(choice.variant().kind(), kind -> new TreeMap<>())
            .computeIfAbsent(choice.name(), name -> new ArrayList<>())
            .add(choice.platform());
      }
    }
    List<Page.VariantGroup> result = new ArrayList<>();
    byKind.forEach(
        (kind, platformsByName) -> {
          Map<List<Platform>, List<String>> groups = new TreeMap<>(BY_PLATFORMS);
          platformsByName.forEach(
              (name, on) ->
                  groups.computeIfAbsent(on, k -> new ArrayList<>()).add(Texts.shown(name)));
          groups.forEach(
              (on, names) ->
                  result.add(new Page.VariantGroup(kind.name(), Texts.names(on), names)));
        });
    return result;
  }

  private Page.PackageLine packageLine(PackageRow row) {
    boolean pip = row.manager() == Manager.PIP;
    String usual = usual(row.files().values().stream().map(LockedFile::version));
    return new Page.PackageLine(
        Texts.shown(row.name()),
        Texts.anchor(row.name(), pip),
        pip,
        row.root(),
        row.versionDiffers(),
        neededBy(row.neededBy()),
        table.platforms().stream()
            .map(row.files()::get)
            .map(file -> version(file, usual))
            .toList());
  }

  private static Page.VersionCell version(@Nullable LockedFile file, String usual) {
    return file == null
        ? new Page.VersionCell("", false)
        : new Page.VersionCell(Texts.shown(file.version()), !file.version().equals(usual));
  }

  /** The version that most platforms have; of several, the one of the first platform. */
  private static String usual(Stream<String> versions) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    versions.forEach(version -> counts.merge(version, 1, Integer::sum));
    String usual = "";
    for (Map.Entry<String, Integer> entry : counts.entrySet()) {
      if (entry.getValue() > counts.getOrDefault(usual, 0)) {
        usual = entry.getKey();
      }
    }
    return usual;
  }

  private static String neededBy(List<String> names) {
    String first =
        names.stream().limit(NEEDED_BY_SHOWN).map(Texts::shown).collect(Collectors.joining(", "));
    int more = names.size() - NEEDED_BY_SHOWN;
    return more > 0 ? first + " and " + Texts.number(more) + " more" : first;
  }

  private List<Page.Only> only() {
    Map<List<Platform>, List<String>> groups = new TreeMap<>(BY_PLATFORMS);
    for (PackageRow row : table.partial()) {
      groups
          .computeIfAbsent(List.copyOf(row.files().keySet()), key -> new ArrayList<>())
          .add(Texts.shown(row.name()));
    }
    List<Page.Only> result = new ArrayList<>();
    groups.forEach((on, names) -> result.add(new Page.Only(Texts.names(on), names)));
    return result;
  }

  private List<Page.PlatformLine> platformLines() {
    int widest = Math.max(1, table.totals().stream().mapToInt(Total::packages).max().orElse(1));
    return table.totals().stream()
        .map(
            total ->
                new Page.PlatformLine(
                    total.platform().toString(),
                    total.packages(),
                    total.packages() - total.noarch(),
                    total.noarch(),
                    total.pip(),
                    total.download().text(),
                    (total.packages() - total.noarch()) * BAR / widest,
                    total.noarch() * BAR / widest,
                    total.contentHash().map(Texts::shown).orElse(""),
                    total.virtualPackages().isPresent(),
                    total.virtualPackages().stream()
                        .flatMap(List::stream)
                        .sorted()
                        .map(VirtualPackage::toString)
                        .map(Texts::shown)
                        .toList()))
        .toList();
  }

  private Page.FileList fileList(Platform platform) {
    return new Page.FileList(
        platform.toString(),
        table.packages().stream()
            .flatMap(row -> Stream.ofNullable(row.files().get(platform)).map(f -> line(row, f)))
            .toList());
  }

  private static Page.FileLine line(PackageRow row, LockedFile file) {
    String hash =
        file.sha256()
            .map(digest -> "sha256:" + digest)
            .or(() -> file.md5().map(digest -> "md5:" + digest))
            .orElse("");
    return new Page.FileLine(
        row.manager() == Manager.PIP,
        Texts.shown(row.name()),
        Texts.shown(file.version()),
        file.build().map(Texts::shown).orElse(""),
        Texts.shown(file.url()),
        file.size().isPresent() ? Texts.size(file.size().getAsLong()) : "",
        Texts.shown(hash));
  }

  private List<Page.Pair> custom() {
    List<Page.Pair> result = new ArrayList<>();
    request
        .lockfile()
        .metadata()
        .custom()
        .forEach((key, value) -> result.add(new Page.Pair(Texts.shown(key), Texts.shown(value))));
    return result;
  }
}
