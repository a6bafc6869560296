package dev.hermetic.packagecache;

import dev.hermetic.archive.EntryPoint;
import dev.hermetic.archive.NoarchKind;
import dev.hermetic.archive.PackageEntry;
import dev.hermetic.archive.PackageEntry.Kind;
import dev.hermetic.archive.PackageInfo;
import dev.hermetic.archive.Placeholder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
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
  private static final String ABSENT = "-";
  private static final String COMMAND = "command";
  private static final String GUI_COMMAND = "gui-command";

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
    Fields lines = new Fields(new String(bytes, 0, end, StandardCharsets.UTF_8));
    return lines.next() && lines.get(0).equals(FORM)
        ? Optional.of(parse(lines))
        : Optional.empty();
  }

  /** Lines that carry the right CRC were written by {@link #write}. */
  private static Manifest parse(Fields lines) {
    lines.next();
    String archiveDigest = lines.get(1);
    lines.next();
    String[] info = lines.all();
    List<EntryPoint> commands = new ArrayList<>();
    List<PackageEntry> entries = new ArrayList<>();
    while (lines.next()) {
      boolean gui = lines.get(0).equals(GUI_COMMAND);
      if (gui || lines.get(0).equals(COMMAND)) {
        commands.add(new EntryPoint(lines.get(1), lines.get(2), lines.get(3), gui));
      } else {
        entries.add(entry(lines));
      }
    }
    String noarch = optional(info[6]);
    return new Manifest(
        archiveDigest,
        new PackageInfo(
            info[1],
            info[2],
            info[3],
            Long.parseLong(info[4]),
            optional(info[5]),
            noarch == null ? null : NoarchKind.valueOf(noarch),
            commands,
            optional(info[7]),
            optional(info[8]),
            Long.parseLong(info[9]),
            Long.parseLong(info[10])),
        entries);
  }

  private static PackageEntry entry(Fields line) {
    String mode = optional(line.get(8));
    String placeholder = optional(line.get(9));
    return new PackageEntry(
        line.get(1),
        Kind.valueOf(line.get(0)),
        Integer.parseInt(line.get(2), 8),
        Long.parseLong(line.get(3)),
        Long.parseLong(line.get(4)),
        optional(line.get(5)),
        optional(line.get(6)),
        line.get(7).equals("copy"),
        mode == null || placeholder == null
            ? null
            : new Placeholder(placeholder, Placeholder.FileMode.valueOf(mode)));
  }

  /** A value is told from an absent one by a mark before it. */
  private static String marked(@Nullable String value) {
    return value == null ? ABSENT : "=" + value;
  }

  private static @Nullable String optional(String field) {
    return field.equals(ABSENT) ? null : field.startsWith("=") ? field.substring(1) : field;
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

  /** Lines of fields, one after the other; many are read before any code is compiled. */
  private static final class Fields {
    private final String text;
    private String[] fields = new String[16];
    private int count;
    private int at;

    Fields(String text) {
      this.text = text;
    }

    boolean next() {
      if (at >= text.length()) {
        return false;
      }
      int end = text.indexOf('\n', at);
      count = 0;
      for (int tab = text.indexOf('\t', at); tab >= 0 && tab < end; tab = text.indexOf('\t', at)) {
        add(text.substring(at, tab));
        at = tab + 1;
      }
      add(text.substring(at, end));
      at = end + 1;
      return true;
    }

    private void add(String field) {
      if (count == fields.length) {
        fields = Arrays.copyOf(fields, 2 * count);
      }
      fields[count++] = field.indexOf('\\') < 0 ? field : unescape(field);
    }

    String get(int index) {
      return fields[index];
    }

    String[] all() {
      return Arrays.copyOf(fields, count);
    }
  }

  private static String unescape(String field) {
    StringBuilder text = new StringBuilder(field.length());
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '\\' && i + 1 < field.length()) {
        char escaped = field.charAt(++i);
        text.append(escaped == 't' ? '\t' : escaped == 'n' ? '\n' : escaped);
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  private static String end(byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    return "end\t" + HexFormat.of().toHexDigits((int) crc.getValue()) + "\n";
  }
}
