package dev.hermetic.reproduce;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The first thing in which two results differ, in the order of their paths.
 *
 * @param path the file, or the part of an image: relative, with {@code /}
 * @param owner distribution of the package that it belongs to; empty when to none
 * @param offset in bytes where its content begins to differ, -1 where something else does
 * @param why what is seen, a sentence without full stop
 * @param excerpt what stands there; null where no content differs
 * @param command shows all differences of that file with diffoscope; empty where there is nothing
 *     for it to compare
 */
public record FirstDifference(
    String path,
    String owner,
    Cause cause,
    long offset,
    String why,
    @Nullable Excerpt excerpt,
    String command) {
  /** Something else than content. */
  static FirstDifference of(String path, String owner, Finding finding, String command) {
    return new FirstDifference(
        path, owner, finding.cause(), -1, finding.why(), null, command);
  }

  /** Content. */
  static FirstDifference of(
      Contents contents, String owner, Circumstances circumstances, String command) {
    return of(contents, CauseFinder.find(contents, circumstances), owner, command);
  }

  /** Content whose cause is known. */
  static FirstDifference of(Contents contents, Finding finding, String owner, String command) {
    int offset = contents.offset();
    return new FirstDifference(
        contents.path(),
        owner,
        finding.cause(),
        contents.start() + offset,
        finding.why(),
        Excerpt.of(contents.one(), contents.other(), offset),
        command);
  }

  /** For a shell. */
  static String diffoscope(Path one, Path other) {
    return "diffoscope " + quoted(one.toString()) + " " + quoted(other.toString());
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:@%+=,-]+")
        ? word
        : "'" + word.replace("'", "'\\''") + "'";
  }
}
