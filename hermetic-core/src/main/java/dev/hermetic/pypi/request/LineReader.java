package dev.hermetic.pypi.request;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Location;
import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.requirement.PypiRequirement;
import dev.hermetic.pypi.tag.InvalidWheelNameException;
import dev.hermetic.pypi.tag.WheelName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one line of a requirements file ("Requirements File Format" of pip's documentation). */
final class LineReader {
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "--only-binary",
          "--prefer-binary",
          "--require-hashes",
          "--trusted-host",
          "--use-feature",
          "--config-settings",
          "--config-setting",
          "--global-option");

  private static final Set<String> FLAGS =
      Set.of("--no-index", "--pre", "--prefer-binary", "--require-hashes");

  private static final Set<String> FILES = Set.of("-r", "--requirement", "-c", "--constraint");

  private static final Pattern WORD = Pattern.compile("(?:\"[^\"]*\"|'[^']*'|\\S)+");

  /** Those that may be written without white space before their value. */
  private static final List<String> SHORT = List.of("-r", "-c", "-e", "-i", "-f");

  private static final Pattern HASH =
      Pattern.compile("sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128}");

  /** As Python's archives end. */
  private static final Pattern ARCHIVE =
      Pattern.compile(".*\\.(whl|zip|tar\\.gz|tgz|tar\\.bz2|tar\\.xz)", Pattern.DOTALL);

  private final RequestReader reader;
  private final String text;
  private final Location location;
  private final RequestReader.LineContext context;

  LineReader(RequestReader reader, LogicalLines.Line line, RequestReader.LineContext context) {
    this.reader = reader;
    this.text = line.text();
    this.location = line.location();
    this.context = context;
  }

  void read() {
    if (text.startsWith("-")) {
      options(words(text));
      return;
    }
    int end = optionStart(text);
    SortedSet<String> hashes = hashes(words(text.substring(end)));
    requirement(text.substring(0, end).strip(), hashes);
  }

  /** Options follow white space; a URL may hold two hyphens. */
  private static int optionStart(String text) {
    for (int at = text.indexOf("--"); at >= 0; at = text.indexOf("--", at + 1)) {
      if (at > 0 && Character.isWhitespace(text.charAt(at - 1))) {
        return at;
      }
    }
    return text.length();
  }

  /** Quoted white space parts no words. */
  private static Deque<String> words(String text) {
    Deque<String> words = new ArrayDeque<>();
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      words.add(word.group());
    }
    return words;
  }

  private record Option(String name, String value) {}

  private void options(Deque<String> words) {
    List<Option> options = new ArrayList<>();
    SortedSet<ProjectName> extras = new TreeSet<>();
    while (!words.isEmpty()) {
      String word = words.remove();
      String option = word;
      @Nullable String value = null;
      int equals = word.indexOf('=');
      if (word.startsWith("--") && equals > 0) {
        option = word.substring(0, equals);
        value = word.substring(equals + 1);
      } else if (word.length() > 2 && SHORT.contains(word.substring(0, 2))) {
        option = word.substring(0, 2);
        value = word.substring(word.charAt(2) == '=' ? 3 : 2);
      }
      if (value == null && !FLAGS.contains(option)) {
        value = words.poll();
      }
      Option one = new Option(option, value == null ? "" : unquoted(value));
      if (option.equals("--extra")) {
        extras.add(name(needed(option, one.value())));
      } else {
        options.add(one);
      }
    }
    if (!extras.isEmpty() && options.stream().noneMatch(one -> FILES.contains(one.name()))) {
      throw new HermeticException(
          RequestProblems.extraOfNothing(location, extras.first().written()));
    }
    options.forEach(one -> option(one.name(), one.value(), extras));
  }

  private ProjectName name(String text) {
    if (!ProjectName.isName(text)) {
      throw new HermeticException(RequestProblems.badName(location, text));
    }
    return ProjectName.of(text);
  }

  /** {@code [PATH:]NAME}, as pip writes it. */
  private void group(String value) {
    int colon = value.lastIndexOf(':');
    reader.readGroup(
        colon < 0 ? PyprojectFile.NAME : value.substring(0, colon),
        name(value.substring(colon + 1)),
        location,
        context);
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() > 1
            && (value.startsWith("\"") && value.endsWith("\"")
                || value.startsWith("'") && value.endsWith("'"));
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  private void option(String option, String value, SortedSet<ProjectName> extras) {
    switch (option) {
      case "-r", "--requirement" ->
          reader.readNested(needed(option, value), extras, location, context);
      case "-c", "--constraint" ->
          reader.readNested(needed(option, value), extras, location, context.ofConstraints());
      case "--group" -> group(needed(option, value));
      case "-i", "--index-url", "--pypi-url" -> reader.setIndex(index(option, value));
      case "--extra-index-url" -> reader.addExtraIndex(index(option, value));
      case "-f", "--find-links" -> reader.addLinks(index(option, value));
      case "--no-index" -> reader.setNoIndex();
      case "--pre" -> reader.setPrereleases();
      case "-e", "--editable" -> source(needed(option, value), true, new TreeSet<>());
      case "--no-binary" -> throw new HermeticException(RequestProblems.builds(location, option));
      default -> {
        if (!WITHOUT_EFFECT.contains(option)) {
          throw new HermeticException(RequestProblems.unknownOption(location, option));
        }
        reader.warn(RequestProblems.withoutEffect(location, option));
      }
    }
  }

  private String needed(String option, String value) {
    if (value.isEmpty()) {
      throw new HermeticException(RequestProblems.noValue(location, option));
    }
    return value;
  }

  private IndexLocation index(String option, String value) {
    return new IndexLocation(needed(option, value), location);
  }

  private SortedSet<String> hashes(Deque<String> words) {
    SortedSet<String> hashes = new TreeSet<>();
    while (!words.isEmpty()) {
      String word = words.remove();
      if (word.equals("--hash") && !words.isEmpty()) {
        word = "--hash=" + words.remove();
      }
      if (!word.startsWith("--hash=")) {
        perRequirement(word.replaceFirst("=.*", ""));
        continue;
      }
      String hash = word.substring("--hash=".length()).toLowerCase(Locale.ROOT);
      if (!HASH.matcher(hash).matches()) {
        throw new HermeticException(RequestProblems.badHash(location, hash));
      }
      hashes.add(hash);
    }
    return hashes;
  }

  private void perRequirement(String option) {
    if (!WITHOUT_EFFECT.contains(option)) {
      throw new HermeticException(RequestProblems.unknownOption(location, option));
    }
    reader.warn(RequestProblems.withoutEffect(location, option));
  }

  private void requirement(String written, SortedSet<String> hashes) {
    boolean path =
        written.startsWith(".") || written.startsWith("/") || written.startsWith("file:");
    boolean url = written.indexOf("://") > 0 && !written.contains(" @ ") && !isNamed(written);
    if (path || url || isArchive(written)) {
      source(written, false, hashes);
    } else {
      add(PypiRequirement.parse(written, location), hashes);
    }
  }

  /** {@code name@https://…}. */
  private static boolean isNamed(String written) {
    int at = written.indexOf('@');
    return at > 0 && at < written.indexOf("://") && !written.substring(0, at).contains(":");
  }

  private static boolean isArchive(String written) {
    return written.indexOf(' ') < 0 && ARCHIVE.matcher(written).matches() && !isNamed(written);
  }

  private void source(String reference, boolean editable, SortedSet<String> hashes) {
    boolean remote = reference.contains("://") && !reference.startsWith("file:");
    if (editable || !remote) {
      reader.add(new LocalSource(reference, editable, context.category(), location));
      return;
    }
    String project =
        project(reference)
            .orElseThrow(
                () -> new HermeticException(RequestProblems.nameless(location, reference)));
    add(PypiRequirement.parse(project + " @ " + reference, location), hashes);
  }

  /** The project that a URL tells, with its extras: by its fragment, or the name of a wheel. */
  private static Optional<String> project(String reference) {
    String url = reference.strip().split("\\s", 2)[0];
    int hash = url.indexOf('#');
    if (hash >= 0) {
      Optional<String> egg = VcsReference.fragment(url.substring(hash + 1), "egg");
      if (egg.isPresent()) {
        return egg;
      }
      url = url.substring(0, hash);
    }
    String file = url.substring(url.lastIndexOf('/') + 1).replace("%2B", "+");
    try {
      return WheelName.isWheel(file)
          ? Optional.of(WheelName.parse(file).name().written())
          : Optional.empty();
    } catch (InvalidWheelNameException e) {
      return Optional.empty();
    }
  }

  private void add(PypiRequirement requirement, SortedSet<String> hashes) {
    reader.add(new AskedRequirement(requirement, hashes, context.category(), location), context);
  }
}
