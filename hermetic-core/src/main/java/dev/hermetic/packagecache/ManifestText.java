package dev.hermetic.packagecache;

import dev.hermetic.archive.EntryPoint;
import dev.hermetic.archive.NoarchKind;
import dev.hermetic.archive.PackageEntry;
import dev.hermetic.archive.PackageEntry.Kind;
import dev.hermetic.archive.PackageInfo;
import dev.hermetic.archive.Placeholder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of a {@link Manifest}, which carries the right CRC: so {@link Manifest#write} wrote it, and
 * nothing of its form is checked again. Thousands of its lines are read in a new JVM, before Java has
 * compiled anything: all fields of a line are found in one loop, and only texts are cut out of it. A method
 * for each line or field would be compiled just when the last of them has been read.
 */
final class ManifestText {
  private final String text;

  /** Of nearly no manifest. */
  private final boolean escaped;

  ManifestText(String text) {
    this.text = text;
    this.escaped = text.indexOf('\\') >= 0;
  }

  /**
   * @param from where the line of the archive begins
   */
  Manifest read(int from) {
    int archive = from + "archive\t".length();
    int at = end('\n', archive) + 1;
    String archiveDigest = text(archive, at - 1);
    String[] info = text.substring(at, end('\n', at)).split("\t", -1);
    at = end('\n', at) + 1;
    List<EntryPoint> commands = new ArrayList<>();
    while (text.startsWith(Manifest.COMMAND, at) || text.startsWith(Manifest.GUI_COMMAND, at)) {
      int command = end('\t', at) + 1;
      int module = end('\t', command) + 1;
      int function = end('\t', module) + 1;
      int next = end('\n', function) + 1;
      commands.add(
          new EntryPoint(
              text(command, module - 1),
              text(module, function - 1),
              text(function, next - 1),
              text.startsWith(Manifest.GUI_COMMAND, at)));
      at = next;
    }
    return new Manifest(archiveDigest, info(info, commands), entries(at));
  }

  private PackageInfo info(String[] fields, List<EntryPoint> commands) {
    return new PackageInfo(
        unescaped(fields[1]),
        unescaped(fields[2]),
        unescaped(fields[3]),
        Long.parseLong(fields[4]),
        optional(fields[5]),
        fields[6].equals(Manifest.ABSENT) ? null : NoarchKind.valueOf(fields[6]),
        commands,
        optional(fields[7]),
        optional(fields[8]),
        Long.parseLong(fields[9]),
        Long.parseLong(fields[10]));
  }

  private @Nullable String optional(String field) {
    return field.equals(Manifest.ABSENT) ? null : unescaped(field.substring(1));
  }

  private List<PackageEntry> entries(int from) {
    List<PackageEntry> entries = new ArrayList<>();
    for (int at = from; at < text.length(); ) {
      int path = text.indexOf('\t', at) + 1;
      int mode = text.indexOf('\t', path) + 1;
      int mtime = text.indexOf('\t', mode) + 1;
      int size = text.indexOf('\t', mtime) + 1;
      int sha256 = text.indexOf('\t', size) + 1;
      int target = text.indexOf('\t', sha256) + 1;
      int copy = text.indexOf('\t', target) + 1;
      int patch = text.indexOf('\t', copy) + 1;
      int placeholder = text.indexOf('\t', patch) + 1;
      int next = text.indexOf('\n', placeholder) + 1;
      String name = text.substring(path, mode - 1);
      entries.add(
          new PackageEntry(
              escaped ? unescaped(name) : name,
              kind(text.charAt(at)),
              Integer.parseInt(text, mode, mtime - 1, 8),
              Long.parseLong(text, mtime, size - 1, 10),
              Long.parseLong(text, size, sha256 - 1, 10),
              text.charAt(sha256) == '-' ? null : text.substring(sha256 + 1, target - 1),
              text.charAt(target) == '-' ? null : text(target + 1, copy - 1),
              text.charAt(copy) != '-',
              text.charAt(patch) == '-'
                  ? null
                  : new Placeholder(
                      text(placeholder + 1, next - 1),
                      Placeholder.FileMode.valueOf(text.substring(patch, placeholder - 1)))));
      at = next;
    }
    return entries;
  }

  private static Kind kind(char first) {
    return first == 'F' ? Kind.FILE : first == 'S' ? Kind.SYMLINK : Kind.DIRECTORY;
  }

  private int end(char last, int from) {
    return text.indexOf(last, from);
  }

  private String text(int from, int to) {
    return unescaped(text.substring(from, to));
  }

  private String unescaped(String field) {
    if (!escaped || field.indexOf('\\') < 0) {
      return field;
    }
    StringBuilder out = new StringBuilder(field.length());
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '\\' && i + 1 < field.length()) {
        char escape = field.charAt(++i);
        out.append(escape == 't' ? '\t' : escape == 'n' ? '\n' : escape);
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
