package dev.hermetic.maven;

import dev.hermetic.lockfile.AtomicFiles;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.logging.Log;
import org.jspecify.annotations.Nullable;

/**
 * Where a goal puts the document that it was called for: into a file, else text into Maven's log
 * and the other formats, which programs read, bare to the standard output.
 */
final class DocumentOutput {
  private final Log log;
  private final PrintStream out;
  private final @Nullable Path file;

  /**
   * @param file null for none
   */
  DocumentOutput(Log log, PrintStream out, @Nullable Path file) {
    this.log = log;
    this.out = out;
    this.file = file;
  }

  /** Lines for people. */
  void lines(List<String> lines) {
    if (file == null) {
      lines.forEach(log::info);
    } else {
      document(String.join("\n", lines) + "\n");
    }
  }

  /** A document that ends with a line feed, in UTF-8. */
  void document(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (file == null) {
      out.write(bytes, 0, bytes.length);
      out.flush();
    } else {
      AtomicFiles.write(Map.of(file, bytes));
    }
  }
}
