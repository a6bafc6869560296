package dev.hermetic.maven;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** What goals share whose result is a document: its format and its place. */
abstract class AbstractDocumentMojo extends AbstractHermeticMojo {
  /**
   * How to tell it: {@code text} for a console, {@code markdown} for a pull request, {@code json}
   * for programs.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.format", defaultValue = "text")
  private String format = "text";

  /**
   * A file to write it into. Without it: text into the log, the other formats bare to the standard
   * output.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.output")
  private @Nullable String output;

  AbstractDocumentMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  /** Tells the document in the format that was asked for; only that one is made. */
  final void tell(
      Supplier<List<String>> text, Supplier<String> markdown, Supplier<String> json) {
    ParameterReader reader = new ParameterReader(folder());
    ReportFormat asked = reader.choice("hermetic.format", format, ReportFormat.TEXT);
    Path file = reader.file(output);
    reader.check();
    DocumentOutput place = new DocumentOutput(getLog(), System.out, file);
    switch (asked) {
      case TEXT -> place.lines(text.get().stream().map(this::withCommands).toList());
      case MARKDOWN -> place.document(withCommands(markdown.get()));
      case JSON -> place.document(withCommands(json.get()));
    }
    if (file != null) {
      tellWritten(file);
    }
  }
}
