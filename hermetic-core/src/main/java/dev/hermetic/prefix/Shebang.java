package dev.hermetic.prefix;

import dev.hermetic.platform.Platform;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first line of a script on Unix. A kernel reads only so much of it and splits it at spaces, so
 * a line that is too long, or whose interpreter lies below a path with a space, is written another
 * way: Python is started by its full path through {@code /bin/sh} (as rattler does), anything else
 * is looked up in PATH with {@code env} (as conda and mamba do).
 */
final class Shebang {
  private static final Pattern FORM = Pattern.compile("#! *(/[^ \\t\\r]*)(.*)", Pattern.DOTALL);

  /** What would end or change a text in double quotes in sh, or a text in triple quotes in Python. */
  private static final Pattern UNQUOTABLE = Pattern.compile("[\"'$`\\\\]");

  private Shebang() {}

  /** Bytes of a line, without its end, that the kernel is sure to read (CEP-32 tools agree on it). */
  private static int limit(Platform platform) {
    return platform.isOsx() ? 512 : 127;
  }

  /**
   * The line with the prefix put in.
   *
   * @param line begins with {@code #!}, holds no line break; bytes as Latin-1
   * @param placeholder bytes as Latin-1, replaced by {@code prefix}
   */
  static String patch(String line, String placeholder, String prefix, Platform platform) {
    String plain = line.replace(placeholder, prefix);
    Matcher form = FORM.matcher(line);
    if (!form.matches()) {
      return plain;
    }
    String interpreter = form.group(1).replace(placeholder, prefix);
    String options = form.group(2).replace(placeholder, prefix);
    return fits(plain, interpreter, platform) ? plain : other(interpreter, options);
  }

  /** The first line of a script that we write ourselves, with its line end. */
  static String of(String interpreter, Platform platform) {
    byte[] utf8 = interpreter.getBytes(StandardCharsets.UTF_8);
    String raw = new String(utf8, StandardCharsets.ISO_8859_1);
    String line = "#!" + raw;
    String chosen = fits(line, raw, platform) ? line : other(raw, "");
    return new String(chosen.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8) + "\n";
  }

  private static boolean fits(String line, String interpreter, Platform platform) {
    return line.length() <= limit(platform) && interpreter.indexOf(' ') < 0;
  }

  private static String other(String interpreter, String options) {
    String name = interpreter.substring(interpreter.lastIndexOf('/') + 1);
    boolean python = name.startsWith("python") || name.startsWith("pypy");
    if (python && !UNQUOTABLE.matcher(interpreter + options).find()) {
      // One line that sh runs and that Python takes for a text.
      String given = options.isBlank() ? "" : options.strip() + " ";
      return "#!/bin/sh\n'''exec' \"" + interpreter + "\" " + given + "\"$0\" \"$@\" #'''";
    }
    return "#!/usr/bin/env " + name + options;
  }
}
