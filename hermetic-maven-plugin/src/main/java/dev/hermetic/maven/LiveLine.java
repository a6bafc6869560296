package dev.hermetic.maven;

import java.io.PrintStream;

/** The last line of a console, drawn anew in its place. */
sealed interface LiveLine {
  void show(String text);

  /** Leaves the line empty, for others to write on. */
  void clear();

  /** For logs: there is no such line. */
  record None() implements LiveLine {
    @Override
    public void show(String text) {}

    @Override
    public void clear() {}
  }

  /** A terminal that obeys a carriage return and "erase to end of line" (ECMA-48, EL). */
  final class Redrawn implements LiveLine {
    private static final String START_OVER = "\r\u001b[K";

    private final PrintStream out;
    private final int width;
    private boolean shown;

    /**
     * @param width columns of the terminal
     */
    Redrawn(PrintStream out, int width) {
      this.out = out;
      this.width = width;
    }

    @Override
    public void show(String text) {
      // The last column stays free: some terminals wrap as soon as it is written.
      out.print(START_OVER + text.substring(0, Math.min(text.length(), width - 1)));
      out.flush();
      shown = true;
    }

    @Override
    public void clear() {
      if (shown) {
        out.print(START_OVER);
        out.flush();
        shown = false;
      }
    }
  }
}
