package dev.hermetic.policy;

import dev.hermetic.lock.DurationText;
import dev.hermetic.problem.Problem;
import dev.hermetic.text.ShownText;
import dev.hermetic.version.InvalidVersionException;
import dev.hermetic.version.TextPattern;
import dev.hermetic.yaml.YamlMapping;
import dev.hermetic.yaml.YamlNode;
import dev.hermetic.yaml.YamlScalar;
import dev.hermetic.yaml.YamlSequence;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values of a policy file; keeps what is wrong with them. */
final class PolicyNodes {
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3})\\s*%?");

  private final List<Problem> problems = new ArrayList<>();

  List<Problem> problems() {
    return problems;
  }

  PolicyKeys keys(YamlNode node, String of) {
    if (node instanceof YamlMapping mapping) {
      return new PolicyKeys(node, mapping, of, problems);
    }
    // A file without anything in it is a policy without rules.
    if (!(of.equals("a policy") && node instanceof YamlScalar scalar && scalar.isNull())) {
      wrong(node, of, "a mapping");
    }
    return new PolicyKeys(node, null, of, problems);
  }

  List<YamlNode> items(YamlNode node, String key) {
    if (node instanceof YamlSequence sequence) {
      return sequence.items();
    }
    wrong(node, "`" + key + "`", "a list");
    return List.of();
  }

  /** Empty where it is none. */
  String text(YamlNode node, String key) {
    if (node instanceof YamlScalar scalar && !scalar.isNull() && !scalar.text().isBlank()) {
      return scalar.text().strip();
    }
    wrong(node, "`" + key + "`", "a text");
    return "";
  }

  /** Also one text alone. */
  List<String> texts(YamlNode node, String key) {
    List<YamlNode> all = node instanceof YamlSequence sequence ? sequence.items() : List.of(node);
    if (all.isEmpty()) {
      wrong(node, "`" + key + "`", "a list with something in it");
    }
    return all.stream().map(one -> text(one, key)).filter(one -> !one.isEmpty()).toList();
  }

  Optional<TextPattern> pattern(YamlNode node, String key) {
    String text = text(node, key);
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(TextPattern.parse(text));
    } catch (InvalidVersionException e) {
      add(node, "`" + key + "` has a pattern that cannot be read: " + e.getMessage(), "correct it");
      return Optional.empty();
    }
  }

  /** Identifiers of licences, with {@code *}; also one alone. */
  List<TextPattern> licenses(YamlNode node, String key) {
    List<YamlNode> all = node instanceof YamlSequence sequence ? sequence.items() : List.of(node);
    List<TextPattern> patterns = new ArrayList<>();
    for (YamlNode one : all) {
      pattern(one, key)
          .ifPresent(
              pattern -> {
                LicensePatterns.check(pattern, one, key, this);
                patterns.add(pattern);
              });
    }
    return patterns;
  }

  boolean truth(YamlNode node, String key) {
    if (node instanceof YamlScalar scalar && scalar.type() == YamlScalar.Type.BOOLEAN) {
      return scalar.text().equalsIgnoreCase("true");
    }
    wrong(node, "`" + key + "`", "true or false");
    return false;
  }

  /** {@code fail} or {@code ignore}. */
  @Nullable Boolean fails(YamlNode node, String key) {
    String choice = choice(node, key, new String[] {"fail", "ignore"}, word -> word);
    return choice == null ? null : choice.equals("fail");
  }

  /** {@code fail} or {@code warn}; the stricter where it is neither. */
  boolean malformedFails(YamlNode node, String key) {
    return !"warn".equals(choice(node, key, new String[] {"fail", "warn"}, word -> word));
  }

  <T> @Nullable T choice(YamlNode node, String key, T[] all, Function<T, String> word) {
    String text = text(node, key);
    for (T one : all) {
      if (word.apply(one).equals(text)) {
        return one;
      }
    }
    if (!text.isEmpty()) {
      add(
          node,
          "`" + key + "` is `" + ShownText.of(text, 100) + "`",
          "write one of " + Arrays.stream(all).map(word).collect(Collectors.joining(", ")));
    }
    return null;
  }

  /** A whole number from 0 to 100, with or without the sign. */
  int percent(YamlNode node, String key) {
    String text = text(node, key);
    Matcher matcher = PERCENT.matcher(text);
    if (matcher.matches() && Integer.parseInt(matcher.group(1)) <= 100) {
      return Integer.parseInt(matcher.group(1));
    }
    if (!text.isEmpty()) {
      add(
          node,
          "`" + key + "` is `" + ShownText.of(text, 100) + "`",
          "write a whole percentage from 0% to 100%");
    }
    return 100;
  }

  @Nullable Duration duration(YamlNode node, String key) {
    String text = text(node, key);
    Optional<Duration> duration = DurationText.parse(text);
    if (duration.isEmpty() && !text.isEmpty()) {
      add(
          node,
          "`" + key + "` is `" + ShownText.of(text, 100) + "`, which is no duration",
          "write it as 7d, 12h or 2w");
    }
    return duration.orElse(null);
  }

  /** Zero for {@code none}. */
  @Nullable Duration durationOrNone(YamlNode node, String key) {
    boolean none = node instanceof YamlScalar scalar && scalar.text().equals("none");
    return none ? Duration.ZERO : duration(node, key);
  }

  Optional<LocalDate> date(YamlNode node, String key) {
    String text = text(node, key);
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
    } catch (DateTimeException e) {
      add(
          node,
          "`" + key + "` is `" + ShownText.of(text, 100) + "`, which is no date",
          "write it as 2026-12-31");
      return Optional.empty();
    }
  }

  void add(YamlNode node, String fact, String fix) {
    problems.add(PolicyProblems.form(node.location(), fact, fix));
  }

  private void wrong(YamlNode node, String what, String expected) {
    add(node, what + " is " + node.describe(), "write " + expected);
  }
}
