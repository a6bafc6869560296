package dev.hermetic.report;

import dev.hermetic.digest.Sha256;
import dev.hermetic.lockfile.AtomicFiles;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.report.Site.Entry;
import dev.hermetic.report.block.Cell;
import dev.hermetic.report.block.Sheet.Status;
import dev.hermetic.report.block.Sheet;
import dev.hermetic.report.model.LockPart;
import dev.hermetic.report.model.ReportModel;
import dev.hermetic.report.pages.NewestSection;
import dev.hermetic.report.pages.Pages;
import dev.hermetic.track.TrackCommands;
import dev.hermetic.track.TrackName;
import dev.hermetic.work.Ahead;
import dev.hermetic.work.Parallel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a project, their style sheet, and the same numbers for machines. They work from {@code
 * file:} and load nothing from elsewhere; the one script sorts and filters tables that can be read
 * without it. Equal requests give equal bytes.
 */
public final class ProjectReport {
  /** The first page's file name. */
  public static final String INDEX = "index.html";

  /** What is locked, for machines. */
  public static final String LOCK_TWIN = "lock.json";

  /** All other pages, for machines. */
  public static final String TWIN = "report.json";

  /** The page of specs against locks. */
  public static final String SPECS = "specs";

  private static final String SPECS_TITLE = "Specs against locks";
  private static final String SPECS_LEAD =
      "What the environment files ask for, and which version of it every platform has.";
  private static final String STYLE = "hermetic.css";
  private static final String SCRIPT = "hermetic.js";

  /** What came of it: every file of the report, and those whose bytes changed. */
  public record Result(Path page, List<Path> files, List<Path> written) {
    public Result {
      files = List.copyOf(files);
      written = List.copyOf(written);
    }
  }

  /**
   * Begins to read the templates of the pages, beside whatever else is to be done before the first report
   * of a build. Nobody has to wait for it.
   */
  static Ahead<Boolean> prepare() {
    return Ahead.start(
        () -> {
          Templates.read();
          return true;
        });
  }

  /**
   * Writes the report: all its files or none. Files that already have their bytes are left alone.
   *
   * @throws HermeticException HERM-LOCK-030 when the folder cannot be written
   */
  public Result write(ReportRequest request) {
    Path directory = request.directory();
    Map<Path, byte[]> contents = new LinkedHashMap<>();
    made(request.model(), request.singleFile())
        .forEach((name, bytes) -> contents.put(directory.resolve(name), bytes));
    List<Path> written = AtomicFiles.writeAnew(contents);
    return new Result(directory.resolve(INDEX), List.copyOf(contents.keySet()), written);
  }

  /** The files of the report by name, for those who put them elsewhere. */
  public SortedMap<String, String> render(ReportModel model, boolean singleFile) {
    SortedMap<String, String> texts = new TreeMap<>();
    made(model, singleFile)
        .forEach((name, bytes) -> texts.put(name, new String(bytes, StandardCharsets.UTF_8)));
    return texts;
  }

  /** The files, each made by whichever thread is free. */
  private static SortedMap<String, byte[]> made(ReportModel model, boolean singleFile) {
    SortedMap<String, Supplier<byte[]>> files = files(model, singleFile);
    List<byte[]> contents =
        Parallel.map(
            List.copyOf(files.values()),
            Runtime.getRuntime().availableProcessors(),
            file -> of(model.track(), file.get()));
    SortedMap<String, byte[]> made = new TreeMap<>();
    Iterator<byte[]> next = contents.iterator();
    files.keySet().forEach(name -> made.put(name, next.next()));
    return made;
  }

  /** A file whose commands name the track. */
  private static byte[] of(String track, byte[] file) {
    return track.equals(TrackName.STABLE)
        ? file
        : bytes(TrackCommands.in(new String(file, StandardCharsets.UTF_8), track));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The files by name, yet to be made. */
  private static SortedMap<String, Supplier<byte[]>> files(ReportModel model, boolean singleFile) {
    List<Sheet> sheets;
    @Nullable Page specs;
    try (Ahead<Optional<Page>> built =
        Ahead.start(
            () -> model.lock().map(LockPart::specs).map(one -> new PageBuilder(one).build()))) {
      sheets = new ArrayList<>(Pages.of(model));
      specs = built.get().orElse(null);
    }
    if (specs == null) {
      sheets.add(1, Pages.noSpecs(SPECS, SPECS_TITLE, SPECS_LEAD));
    }
    List<Entry> entries = entries(sheets, specs);
    SortedMap<String, Supplier<byte[]>> files = new TreeMap<>();
    String style = resource(STYLE);
    String script = resource(SCRIPT);
    Site site = site(model, policy(singleFile, style, script), entries);
    List<Sheet> told = new ArrayList<>(sheets);
    @Nullable Sheet extras = specs == null ? null : extras(model, specs);
    if (extras != null) {
      told.add(1, extras);
    }
    files.put(TWIN, () -> SheetTwin.of(site, told));
    List<String> twins = new ArrayList<>(List.of(TWIN));
    if (specs != null) {
      files.put(LOCK_TWIN, () -> JsonTwin.of(model.lock().orElseThrow().specs(), specs));
      twins.add(LOCK_TWIN);
    }
    if (singleFile) {
      files.put(INDEX, () -> single(site, specs, extras, style, script, twins));
      return files;
    }
    files.put(STYLE, () -> bytes(style));
    files.put(SCRIPT, () -> bytes(script));
    Templates templates = new Templates(false);
    for (Entry entry : entries) {
      files.put(entry.id() + ".html", () -> page(templates, site, entry, specs, extras));
    }
    return files;
  }

  private static byte[] page(Templates templates, Site site, Entry entry, @Nullable Page specs, @Nullable Sheet extras) {
    Map<String, Object> values = new HashMap<>();
    values.put("site", site);
    values.put("current", entry.id());
    values.put("title", entry.title());
    Sheet sheet = entry.sheet();
    if (sheet == null) {
      values.put("page", specs);
      values.put("lead", SPECS_LEAD);
      values.put("scripted", true);
      values.put("extras", extras);
      values.put("twins", List.of(LOCK_TWIN, TWIN));
    } else {
      values.put("sheet", sheet);
      values.put("lead", sheet.lead());
      values.put("scripted", sheet.scripted());
      values.put("twins", List.of(TWIN));
    }
    return templates.fill("page.ftlh", values);
  }

  private static byte[] single(
      Site site, @Nullable Page specs, @Nullable Sheet extras, String style, String script, List<String> twins) {
    Map<String, Object> values = new HashMap<>();
    values.put("site", site);
    values.put("style", style);
    values.put("script", script);
    values.put("lead", SPECS_LEAD);
    values.put("twins", twins);
    if (specs != null) {
      values.put("page", specs);
      values.put("extras", extras);
    }
    return new Templates(true).fill("single.ftlh", values);
  }

  /** What the page of specs has beside its own tables. */
  private static Sheet extras(ReportModel model, Page specs) {
    return new Sheet(
        SPECS,
        "Lock",
        SPECS_TITLE,
        SPECS_LEAD,
        specs.good()
            ? Status.good(specs.verdict(), "")
            : Status.attention(specs.verdict(), ""),
        List.of(NewestSection.of(model)));
  }

  /** The page of specs comes after the overview. */
  private static List<Entry> entries(List<Sheet> sheets, @Nullable Page specs) {
    List<Entry> entries = new ArrayList<>();
    String group = "";
    for (Sheet sheet : sheets) {
      String state = sheet.status().state();
      entries.add(
          new Entry(
              sheet.id(),
              sheet.title(),
              state,
              !group.isEmpty() && !sheet.group().equals(group),
              sheet));
      group = sheet.group();
      if (entries.size() == 1 && specs != null) {
        entries.add(
            new Entry(SPECS, SPECS_TITLE, specs.good() ? "good" : "attention", true, null));
        group = "Lock";
      }
    }
    return entries;
  }

  private static Site site(ReportModel model, String policy, List<Entry> entries) {
    return new Site(
        Cell.clean(model.title()),
        Cell.clean(model.generator()),
        model.timestamp().map(Object::toString).orElse(""),
        policy,
        entries);
  }

  /** From {@code file:} some browsers take no file to be of the same origin, so that is named too. */
  private static String policy(boolean singleFile, String style, String script) {
    String allowed =
        singleFile
            ? "style-src '" + hash(style) + "'; script-src '" + hash(script) + "'"
            : "style-src 'self' file:; script-src 'self' file:";
    return "default-src 'none'; " + allowed + "; base-uri 'none'; form-action 'none'";
  }

  private static String hash(String text) {
    byte[] digest = Sha256.create().digest(bytes(text));
    return "sha256-" + Base64.getEncoder().encodeToString(digest);
  }

  private static String resource(String name) {
    try (InputStream stream = ProjectReport.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(name + " is missing from this jar");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new IllegalStateException(name + " cannot be read from this jar", e);
    }
  }
}
