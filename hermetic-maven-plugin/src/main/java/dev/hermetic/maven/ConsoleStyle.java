package dev.hermetic.maven;

import dev.hermetic.text.TextStyle;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What this process's output can show. */
final class ConsoleStyle {
  private ConsoleStyle() {}

  /** Unicode where the output's charset has all of it. */
  static TextStyle here() {
    return of(System::getProperty, Charset.defaultCharset());
  }

  /** {@code stdout.encoding} is set by Java 19 and later, the other one by Java 17. */
  static TextStyle of(UnaryOperator<String> properties, Charset fallback) {
    String charset =
        Stream.of("stdout.encoding", "sun.stdout.encoding")
            .flatMap(name -> Optional.ofNullable(properties.apply(name)).stream())
            .filter(name -> !name.isBlank())
            .findFirst()
            .orElse(fallback.name());
    return charset.toUpperCase(Locale.ROOT).startsWith("UTF-")
        ? TextStyle.UNICODE
        : TextStyle.ASCII;
  }
}
