package dev.hermetic.report.block;

import java.util.regex.Pattern;

/** Words of commands that people copy into a POSIX shell. */
public final class ShellWord {
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_./][A-Za-z0-9_.:@+=/-]*");

  private ShellWord() {}

  /** One word, quoted where it has to be. */
  public static String of(String word) {
    String shown = Cell.clean(word);
    return SAFE.matcher(shown).matches() ? shown : "'" + shown.replace("'", "'\\''") + "'";
  }
}
