package dev.hermetic.archive;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command that a noarch python package (CEP-34, {@code noarch.entry_points}) or a wheel asks for.
 *
 * @param command a plain file name
 * @param module dotted identifiers
 * @param function dotted identifiers
 * @param gui whether it has windows of its own, so that Windows should open no console for it
 */
public record EntryPoint(String command, String module, String function, boolean gui) {
  private static final String DOTTED = "[\\p{L}_][\\p{L}\\p{N}_]*(?:\\.[\\p{L}_][\\p{L}\\p{N}_]*)*";

  /** No separators, quotes, blanks or control characters; no leading dot or dash. */
  private static final Pattern FORM =
      Pattern.compile("([\\p{L}\\p{N}_][\\p{L}\\p{N}_.+-]*) *= *(" + DOTTED + ") *: *(" + DOTTED + ")");

  /** A command of the console. */
  public EntryPoint(String command, String module, String function) {
    this(command, module, function, false);
  }

  /** Reads {@code command = module:function}; empty when the text is something else. */
  public static Optional<EntryPoint> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(new EntryPoint(form.group(1), form.group(2), form.group(3)))
        : Optional.empty();
  }

  /** {@code command = module:function}. */
  @Override
  public String toString() {
    return command + " = " + module + ":" + function;
  }
}
