package dev.hermetic.report;

import dev.hermetic.lockfile.AtomicFiles;
import dev.hermetic.problem.HermeticException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The page "specs against locks": {@code index.html}, its style sheet and {@code lock.json}, the
 * same numbers for machines. Works from {@code file:}, loads nothing from elsewhere, has no script;
 * equal requests give equal bytes.
 */
public final class LockReport {
  /** The page's file name. */
  public static final String PAGE = "index.html";

  /** The machine-readable twin's file name. */
  public static final String TWIN = "lock.json";

  private static final String STYLE = "hermetic.css";

  /** What came of it: every file of the page, and those whose bytes changed. */
  public record Result(Path page, List<Path> files, List<Path> written) {
    public Result {
      files = List.copyOf(files);
      written = List.copyOf(written);
    }
  }

  /**
   * Writes the page: all its files or none. Files that already have their bytes are left alone.
   *
   * @throws HermeticException HERM-LOCK-030 when the folder cannot be written
   */
  public Result write(LockReportRequest request) {
    Path directory = request.directory();
    Map<Path, byte[]> contents = new LinkedHashMap<>();
    render(request)
        .forEach(
            (name, text) ->
                contents.put(directory.resolve(name), text.getBytes(StandardCharsets.UTF_8)));
    List<Path> written = AtomicFiles.write(contents);
    return new Result(directory.resolve(PAGE), List.copyOf(contents.keySet()), written);
  }

  /** The files of the page by name, for those who put them elsewhere. */
  public SortedMap<String, String> render(LockReportRequest request) {
    Page page = new PageBuilder(request).build();
    SortedMap<String, String> files = new TreeMap<>();
    files.put(PAGE, Templates.page(page));
    files.put(STYLE, resource(STYLE));
    files.put(TWIN, JsonTwin.of(request, page));
    return files;
  }

  private static String resource(String name) {
    try (InputStream stream = LockReport.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(name + " is missing from this jar");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(name + " cannot be read from this jar", e);
    }
  }
}
