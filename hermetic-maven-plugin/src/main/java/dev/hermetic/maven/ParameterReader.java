package dev.hermetic.maven;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads parameter texts into values and keeps what is wrong with them, to tell it all at once. What
 * the goals of one subject read alone is in classes beside it, which tell this one what is wrong.
 */
final class ParameterReader {
  private final Path folder;
  private final List<Problem> problems = new ArrayList<>();

  /**
   * @param folder relative paths start here
   */
  ParameterReader(Path folder) {
    this.folder = folder;
  }

  /** Where relative paths start. */
  Path folder() {
    return folder;
  }

  /** Throws when anything read so far was wrong. */
  void check() {
    if (!problems.isEmpty()) {
      throw new HermeticException(problems);
    }
  }

  /** Trimmed, null when blank. */
  @Nullable String text(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }

  /** Trimmed, without blank ones. */
  List<String> texts(@Nullable List<String> values) {
    return values == null
        ? List.of()
        : values.stream()
            .flatMap(value -> value == null ? Stream.empty() : Stream.of(value.strip()))
            .filter(value -> !value.isEmpty())
            .toList();
  }

  @Nullable Path file(@Nullable String value) {
    String text = text(value);
    return text == null ? null : folder.resolve(text);
  }

  /** Trimmed; empty, and a problem, when blank. */
  String required(String parameter, @Nullable String value, String fix) {
    String text = text(value);
    if (text == null) {
      problem(parameter, "is not set", fix);
    }
    return text == null ? "" : text;
  }

  /** True or false; the fallback when blank. */
  boolean flag(String parameter, @Nullable String value, boolean fallback) {
    Boolean says = flag(parameter, value);
    return says == null ? fallback : says;
  }

  /**
   * True or false, null when blank. Maven itself would take every other word for false, so that
   * {@code hermetic.frozen=yes} would write.
   */
  @Nullable Boolean flag(String parameter, @Nullable String value) {
    String text = text(value);
    if (text == null) {
      return null;
    }
    String word = text.toLowerCase(Locale.ROOT);
    if (!word.equals("true") && !word.equals("false")) {
      problem(parameter, "'" + text + "' is neither true nor false", "take one of true, false");
    }
    return word.equals("true");
  }

  /** One of the constants of an enum by its name in any case; the fallback where it is none. */
  <E extends Enum<E>> E choice(String parameter, String value, E fallback) {
    return choice(parameter, value, fallback, choice -> choice.name().toLowerCase(Locale.ROOT));
  }

  /**
   * The same by other names than those of the constants.
   *
   * @param name in lower case
   */
  <E extends Enum<E>> E choice(
      String parameter, String value, E fallback, Function<E, String> name) {
    List<E> choices = List.of(fallback.getDeclaringClass().getEnumConstants());
    String word = value.strip().toLowerCase(Locale.ROOT);
    for (E choice : choices) {
      if (name.apply(choice).equals(word)) {
        return choice;
      }
    }
    String all = choices.stream().map(name).collect(Collectors.joining(", "));
    problem(parameter, "'" + value + "' is not a choice", "take one of " + all);
    return fallback;
  }

  /** The same; empty when blank. */
  <E extends Enum<E>> Optional<E> choiceIfAny(
      String parameter, @Nullable String value, E fallback) {
    return Optional.ofNullable(text(value)).map(word -> choice(parameter, word, fallback));
  }

  /** Several, each once, in the order in which they are given. */
  <E extends Enum<E>> List<E> choices(
      String parameter, @Nullable List<String> values, E fallback) {
    return texts(values).stream()
        .map(word -> choice(parameter, word, fallback))
        .distinct()
        .toList();
  }

  void problem(String parameter, String fact, String fix) {
    problems.add(
        new Problem("HERM-PARAM-001", Problem.Kind.INPUT, "parameter " + parameter, fact, fix));
  }

  /** What something else found wrong with what was read here. */
  void problems(List<Problem> found) {
    problems.addAll(found);
  }
}
