package dev.hermetic.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A package index in a folder: {@code simple/NAME/index.html} or {@code index.json}, files in {@code
 * files}. To be served by a {@link ChannelServer}, or read in place.
 */
public final class TestIndex {
  private final Path folder;
  private final Form form;
  private final SortedMap<String, List<Entry>> projects = new TreeMap<>();

  /** What its pages are. */
  public enum Form {
    HTML,
    JSON
  }

  /**
   * A file as the index tells of it.
   *
   * @param requiresPython null to say nothing
   * @param yanked the reason, null where it is not
   * @param uploaded RFC 3339, null to say nothing
   * @param beside whether the metadata are offered alone
   */
  public record Entry(
      String fileName,
      byte[] bytes,
      byte[] metadata,
      @Nullable String requiresPython,
      @Nullable String yanked,
      @Nullable String uploaded,
      boolean beside) {
    /** A wheel of which nothing special is told. */
    public static Entry of(TestWheel wheel) {
      return new Entry(
          wheel.fileName(),
          wheel.bytes(),
          wheel.metadata().getBytes(StandardCharsets.UTF_8),
          null,
          null,
          null,
          false);
    }

    public Entry withRequiresPython(String specifiers) {
      return new Entry(fileName, bytes, metadata, specifiers, yanked, uploaded, beside);
    }

    public Entry withYanked(String reason) {
      return new Entry(fileName, bytes, metadata, requiresPython, reason, uploaded, beside);
    }

    public Entry withUploaded(String time) {
      return new Entry(fileName, bytes, metadata, requiresPython, yanked, time, beside);
    }

    /** With its metadata beside it (PEP 658). */
    public Entry withMetadataBeside() {
      return new Entry(fileName, bytes, metadata, requiresPython, yanked, uploaded, true);
    }
  }

  private TestIndex(Path folder, Form form) {
    this.folder = folder;
    this.form = form;
  }

  public static TestIndex in(Path folder, Form form) {
    return new TestIndex(folder, form);
  }

  /** Adds wheels. */
  public TestIndex add(TestWheel... wheels) {
    for (TestWheel wheel : wheels) {
      add(wheel.name(), Entry.of(wheel));
    }
    return this;
  }

  /** Adds a file of a project. */
  public TestIndex add(String project, Entry entry) {
    String name = project.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
    List<Entry> entries = projects.computeIfAbsent(name, unused -> new ArrayList<>());
    entries.add(entry);
    write(folder.resolve("files").resolve(entry.fileName()), entry.bytes());
    if (entry.beside()) {
      write(folder.resolve("files").resolve(entry.fileName() + ".metadata"), entry.metadata());
    }
    Path page = folder.resolve("simple").resolve(name);
    write(
        page.resolve(form == Form.JSON ? "index.json" : "index.html"),
        form == Form.JSON ? json(name, entries) : html(name, entries));
    return this;
  }

  /** Where the index is, below the folder. */
  public static String path() {
    return "/simple";
  }

  private static byte[] json(String name, List<Entry> entries) {
    List<Object> files = new ArrayList<>();
    for (Entry entry : entries) {
      SortedMap<String, Object> file = new TreeMap<>();
      file.put("filename", entry.fileName());
      file.put("url", "../../files/" + entry.fileName());
      file.put("hashes", new TreeMap<>(Map.of("sha256", Digests.sha256(entry.bytes()))));
      file.put("size", (long) entry.bytes().length);
      if (entry.requiresPython() != null) {
        file.put("requires-python", entry.requiresPython());
      }
      if (entry.yanked() != null) {
        file.put("yanked", entry.yanked());
      }
      if (entry.uploaded() != null) {
        file.put("upload-time", entry.uploaded());
      }
      if (entry.beside()) {
        file.put(
            "core-metadata",
            new TreeMap<>(Map.of("sha256", Digests.sha256(entry.metadata()))));
      }
      files.add(file);
    }
    SortedMap<String, Object> page = new TreeMap<>();
    page.put("meta", new TreeMap<>(Map.of("api-version", "1.1")));
    page.put("name", name);
    page.put("files", files);
    return Json.bytes(page);
  }

  private static byte[] html(String name, List<Entry> entries) {
    StringBuilder text =
        new StringBuilder(
            "<!DOCTYPE html>\n<html><head><meta name=\"pypi:repository-version\" content=\"1.1\">"
                + "<title>Links for "
                + name
                + "</title></head><body>\n");
    for (Entry entry : entries) {
      text.append("<a href=\"../../files/")
          .append(entry.fileName())
          .append("#sha256=")
          .append(Digests.sha256(entry.bytes()))
          .append('"');
      if (entry.requiresPython() != null) {
        attribute(text, "data-requires-python", entry.requiresPython());
      }
      if (entry.yanked() != null) {
        attribute(text, "data-yanked", entry.yanked());
      }
      if (entry.beside()) {
        attribute(text, "data-core-metadata", "sha256=" + Digests.sha256(entry.metadata()));
      }
      text.append('>').append(entry.fileName()).append("</a><br>\n");
    }
    return text.append("</body></html>\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void attribute(StringBuilder text, String name, String value) {
    String escaped =
        value.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;").replace(">", "&gt;");
    text.append(' ').append(name).append("=\"").append(escaped).append('"');
  }

  private static void write(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
