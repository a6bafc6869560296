package dev.hermetic.environment;

/** How a requirement stands in its file, which decides what a user can write in its place. */
public enum Written {
  /** On a line that has nothing else, where a selector can limit it to some platforms. */
  ON_ITS_LINE,

  /** Between the brackets of a list in flow style, {@code [a, b]}, where no selector can stand. */
  IN_BRACKETS,

  /** Nobody wrote it: something at its place, such as a {@code pip:} section, needs it. */
  BY_NOBODY
}
