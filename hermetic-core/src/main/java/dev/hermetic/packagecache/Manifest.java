package dev.hermetic.packagecache;

import dev.hermetic.archive.EntryPoint;
import dev.hermetic.archive.PackageEntry;
import dev.hermetic.archive.PackageInfo;
import dev.hermetic.archive.Placeholder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What an unpacked package is, as a file beside it: lines of fields with tabs between them, UTF-8,
 * closed by a CRC of all before it, which, unlike a SHA-256, is fast before Java has compiled
 * anything. One that is of another form, or damaged, counts as missing.
 */
record Manifest(String archiveDigest, PackageInfo info, List<PackageEntry> entries) {
  private static final String FORM = "hermetic package 2";
  private static final int END_LENGTH = "end\t01234567\n".length();
  static final String ABSENT = "-";
  static final String COMMAND = "command";
  static final String GUI_COMMAND = "gui-command";

  void write(Path file) throws IOException {
    StringBuilder text = new StringBuilder(200 + 150 * entries.size());
    line(text, FORM);
    line(text, "archive", archiveDigest);
    line(
        text,
        "info",
        info.name(),
        info.version(),
        info.build(),
        Long.toString(info.buildNumber()),
        marked(info.subdir()),
        info.noarch() == null ? ABSENT : info.noarch().name(),
        marked(info.pythonSitePackagesPath()),
        marked(info.license()),
        Long.toString(info.timestamp()),
        Long.toString(info.aboutTime()));
    for (EntryPoint one : info.entryPoints()) {
      line(
          text,
          one.gui() ? GUI_COMMAND : COMMAND,
          one.command(),
          one.module(),
          one.function());
    }
    for (PackageEntry entry : entries) {
      Placeholder placeholder = entry.placeholder();
      line(
          text,
          entry.kind().name(),
          entry.path(),
          Integer.toOctalString(entry.mode()),
          Long.toString(entry.mtime()),
          Long.toString(entry.size()),
          marked(entry.sha256()),
          marked(entry.linkTarget()),
          entry.noLink() ? "copy" : ABSENT,
          placeholder == null ? ABSENT : placeholder.mode().name(),
          marked(placeholder == null ? null : placeholder.text()));
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    Files.write(file, bytes, StandardOpenOption.CREATE_NEW);
    Files.writeString(file, end(bytes, bytes.length), StandardOpenOption.APPEND);
  }

  /** Empty when there is none, or a damaged one. */
  static Optional<Manifest> read(Path file) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    int end = bytes.length - END_LENGTH;
    if (end < 0
        || !new String(bytes, end, bytes.length - end, StandardCharsets.UTF_8)
            .equals(end(bytes, end))) {
      return Optional.empty();
    }
    String text = new String(bytes, 0, end, StandardCharsets.UTF_8);
    return text.startsWith(FORM + "\n")
        ? Optional.of(new ManifestText(text).read(FORM.length() + 1))
        : Optional.empty();
  }

  /** A value is told from an absent one by a mark before it. */
  private static String marked(@Nullable String value) {
    return value == null ? ABSENT : "=" + value;
  }

  private static void line(StringBuilder text, String... fields) {
    for (int i = 0; i < fields.length; i++) {
      if (i > 0) {
        text.append('\t');
      }
      escape(fields[i], text);
    }
    text.append('\n');
  }

  private static void escape(String field, StringBuilder text) {
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      switch (c) {
        case '\\' -> text.append("\\\\");
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        default -> text.append(c);
      }
    }
  }

  private static String end(byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    return "end\t" + HexFormat.of().toHexDigits((int) crc.getValue()) + "\n";
  }
}
