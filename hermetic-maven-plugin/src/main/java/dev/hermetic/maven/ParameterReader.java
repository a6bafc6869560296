package dev.hermetic.maven;

import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.lock.DurationText;
import dev.hermetic.lock.LockRequest.PipMode;
import dev.hermetic.platform.KnownPlatforms;
import dev.hermetic.platform.Platform;
import dev.hermetic.prefix.LinkMode;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.problem.Redaction;
import dev.hermetic.pypi.lock.PipSettings.IndexStrategy;
import dev.hermetic.text.ByteText;
import dev.hermetic.track.Track;
import dev.hermetic.track.TrackInputs;
import dev.hermetic.track.Tracks;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads parameter texts into values and keeps what is wrong with them, to tell it all at once. */
final class ParameterReader {
  private static final Pattern GROUP = Pattern.compile("([^\\s=:/$]+)\\s*=\\s*(.*)");

  private final Path folder;
  private final List<Problem> problems = new ArrayList<>();

  /**
   * @param folder relative paths start here
   */
  ParameterReader(Path folder) {
    this.folder = folder;
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

  /** The file that is named, else the first of these that lies in the folder; null for none. */
  @Nullable Path fileOr(@Nullable String value, String... names) {
    Path named = file(value);
    if (named != null) {
      return named;
    }
    return Stream.of(names)
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .orElse(null);
  }

  /** At least one file. */
  List<Path> files(String parameter, @Nullable List<String> values) {
    List<String> texts = texts(values);
    if (texts.isEmpty()) {
      problem(parameter, "names no file", "name at least one environment file");
    }
    List<Path> files = new ArrayList<>();
    for (String text : texts) {
      try {
        files.add(folder.resolve(text));
      } catch (InvalidPathException e) {
        problem(parameter, "'" + text + "' is not a path here", "name a file");
      }
    }
    return files;
  }

  /** The lock file, which must be none of the files that are read. */
  Path lockfile(Path lockfile, List<Path> environments, @Nullable Path virtualPackages) {
    Path place = lockfile.normalize();
    Stream<Path> inputs = Stream.concat(environments.stream(), Stream.ofNullable(virtualPackages));
    if (inputs.anyMatch(input -> input.normalize().equals(place))) {
      problem(
          "hermetic.lockfile",
          "'" + place.getFileName() + "' is what is to be locked, and would be overwritten",
          "name another file, for example conda-lock.yml");
    }
    return lockfile;
  }

  /** What counts for a track; the project's own where there is no such track. */
  TrackInputs track(
      TrackInputs project, List<Track> declared, String name, Set<TrackInputs.Setting> fixed) {
    try {
      return Tracks.of(folder, declared).select(project, name, fixed);
    } catch (HermeticException e) {
      problems.addAll(e.problems());
      return project;
    }
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

  /** A number of bytes, with or without a unit; empty when blank. */
  OptionalLong bytes(String parameter, @Nullable String value) {
    String text = text(value);
    if (text == null) {
      return OptionalLong.empty();
    }
    OptionalLong bytes = ByteText.parse(text);
    if (bytes.isEmpty()) {
      problem(parameter, "'" + text + "' is not a size", "write it as 5GB, 500 MiB or 0");
    }
    return bytes;
  }

  /** A duration; null when blank or {@code none}. */
  @Nullable Duration duration(String parameter, @Nullable String value) {
    String text = text(value);
    if (text == null || text.equalsIgnoreCase("none")) {
      return null;
    }
    Optional<Duration> duration = DurationText.parse(text);
    if (duration.isEmpty()) {
      problem(parameter, "'" + text + "' is not a duration", "write it as 12h, 30d, 8w or none");
    }
    return duration.orElse(null);
  }

  List<Platform> platforms(@Nullable List<String> values) {
    List<Platform> platforms = new ArrayList<>();
    for (String text : texts(values)) {
      if (KnownPlatforms.contains(text)) {
        platforms.add(new Platform(text));
      } else {
        problem(
            "hermetic.platforms",
            "'" + text + "' is not a platform",
            "take some of " + String.join(", ", KnownPlatforms.subdirs()));
      }
    }
    return platforms;
  }

  /** The platform to install, this machine's when blank. */
  Platform platform(@Nullable String value, Optional<Platform> host) {
    String text = text(value);
    String word = text == null ? host.map(Platform::subdir).orElse("") : text;
    if (KnownPlatforms.contains(word) && !word.equals(Platform.NOARCH)) {
      return new Platform(word);
    }
    problem(
        "hermetic.platform",
        text == null ? "is not set, and conda knows none for this machine" : "'" + text + "' is not a platform",
        "take one of " + String.join(", ", KnownPlatforms.subdirs()));
    return Platform.LINUX_64;
  }

  LinkMode linkMode(String value) {
    return choice("hermetic.linkMode", value, LinkMode.AUTO, LinkMode.values());
  }

  boolean compiles(String value) {
    return choice("hermetic.compile", value, Compile.NOARCH, Compile.values()) == Compile.NOARCH;
  }

  private enum Compile {
    NOARCH,
    NONE
  }

  /** At least one; as many as there are processors when blank. */
  int threads(@Nullable String value) {
    String text = text(value);
    if (text != null && !text.matches("[1-9]\\d{0,2}")) {
      problem("hermetic.threads", "'" + text + "' is no number of threads", "take 1 to 999");
      return 1;
    }
    return text == null ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(text);
  }

  /** Package names, with what the user declares of their scripts. */
  SortedMap<String, String> allowedScripts(@Nullable List<String> values) {
    SortedMap<String, String> allowed = new TreeMap<>();
    for (String text : texts(values)) {
      int equals = text.indexOf('=');
      String name = (equals < 0 ? text : text.substring(0, equals)).strip();
      if (!name.matches("[A-Za-z0-9_.-]+")) {
        problem(
            "hermetic.allowScripts",
            "'" + name + "' is no name of a package",
            "write name, or name=what its scripts would do");
      }
      allowed.put(name, equals < 0 ? "" : text.substring(equals + 1).strip());
    }
    return allowed;
  }

  SortedMap<String, String> mirrors(@Nullable List<String> values) {
    SortedMap<String, String> mirrors = new TreeMap<>();
    for (String text : texts(values)) {
      int equals = text.indexOf('=');
      String from = equals < 0 ? "" : text.substring(0, equals).strip();
      String to = equals < 0 ? "" : text.substring(equals + 1).strip();
      if (!isUrl(from) || !isUrl(to)) {
        problem(
            "hermetic.mirrors",
            "'" + text + "' is not a pair of URLs",
            "write from=to, for example https://conda.anaconda.org=https://mirror.example/conda");
      } else if (mirrors.putIfAbsent(from, to) != null) {
        problem("hermetic.mirrors", "'" + from + "' has two mirrors", "keep one of them");
      }
    }
    return mirrors;
  }

  /**
   * Groups as {@code name=a,b}. Maven has cut a flat value at its commas, so that a group goes on
   * until the next name; no channel begins with a word and an equals sign.
   */
  SortedMap<String, List<String>> multichannels(@Nullable List<String> values) {
    SortedMap<String, List<String>> groups = new TreeMap<>();
    List<String> members = null;
    for (String text : texts(values)) {
      for (String part : text.split("[;,](?![^\\[]*])")) {
        String channel = part.strip();
        Matcher begin = GROUP.matcher(channel);
        if (begin.matches()) {
          members = new ArrayList<>();
          channel = begin.group(2);
          if (groups.putIfAbsent(begin.group(1), members) != null) {
            problem(
                "hermetic.multichannels",
                "'" + begin.group(1) + "' is given twice",
                "name its channels in one place");
          }
        }
        if (members == null) {
          problem(
              "hermetic.multichannels",
              "the channel '" + Redaction.redact(channel) + "' stands in no group",
              "write name=channel,channel, for example ours=https://conda.example/a,conda-forge");
          return groups;
        }
        if (!channel.isEmpty()) {
          members.add(channel);
        }
      }
    }
    return groups;
  }

  ChannelPriority channelPriority(String value) {
    ChannelPriority[] all = ChannelPriority.values();
    return choice("hermetic.channelPriority", value, ChannelPriority.STRICT, all);
  }

  /** Trimmed; empty, and a problem, when blank. */
  String required(String parameter, @Nullable String value, String fix) {
    String text = text(value);
    if (text == null) {
      problem(parameter, "is not set", fix);
    }
    return text == null ? "" : text;
  }

  /** A number from 0 on; the fallback when blank. */
  int number(String parameter, @Nullable String value, int fallback) {
    String text = text(value);
    if (text == null) {
      return fallback;
    }
    if (!text.matches("\\d{1,9}")) {
      problem(parameter, "'" + text + "' is no whole number", "take 0 or more");
      return fallback;
    }
    return Integer.parseInt(text);
  }

  /** A share from 0 to 1, or in percent; empty when blank. */
  OptionalDouble share(String parameter, @Nullable String value) {
    String text = text(value);
    if (text == null) {
      return OptionalDouble.empty();
    }
    boolean percent = text.endsWith("%");
    String number = percent ? text.substring(0, text.length() - 1).strip() : text;
    double share = number.matches("\\d{1,3}(\\.\\d{1,9})?") ? Double.parseDouble(number) : -1;
    share = percent ? share / 100 : share;
    if (share < 0 || share > 1) {
      problem(parameter, "'" + text + "' is no share", "write it as 0.05 or 5%");
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(share);
  }

  /**
   * The time that a build says it has: {@code project.build.outputTimestamp}, else {@code
   * SOURCE_DATE_EPOCH}; empty when neither is there.
   *
   * @param timestamp ISO 8601 or seconds; one character or nothing where there is none, as for
   *     Maven's own plugins
   */
  Optional<Instant> time(@Nullable String timestamp, Map<String, String> environment) {
    boolean given = timestamp != null && timestamp.strip().length() > 1;
    String name = given ? "project.build.outputTimestamp" : "SOURCE_DATE_EPOCH";
    String text =
        given ? String.valueOf(timestamp).strip() : environment.getOrDefault(name, "").strip();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          text.matches("\\d{1,12}")
              ? Instant.ofEpochSecond(Long.parseLong(text))
              : Instant.ofEpochSecond(OffsetDateTime.parse(text).toEpochSecond()));
    } catch (DateTimeException e) {
      problem(name, "'" + text + "' is no time", "write it as 2026-01-31T12:00:00Z, or in seconds");
      return Optional.empty();
    }
  }

  ReportFormat format(String value) {
    return choice("hermetic.format", value, ReportFormat.TEXT, ReportFormat.values());
  }

  PipMode pipMode(String value) {
    return choice("hermetic.pip", value, PipMode.LOCK, PipMode.values());
  }

  IndexStrategy indexStrategy(String value) {
    String text = value.strip().toLowerCase(Locale.ROOT);
    for (IndexStrategy strategy : IndexStrategy.values()) {
      if (strategy.key().equals(text)) {
        return strategy;
      }
    }
    problem(
        "hermetic.pip.indexStrategy",
        "'" + value + "' is not a choice",
        "take one of "
            + Arrays.stream(IndexStrategy.values())
                .map(IndexStrategy::key)
                .collect(Collectors.joining(", ")));
    return IndexStrategy.FIRST_INDEX;
  }

  <E extends Enum<E>> E choice(String parameter, String value, E fallback, E[] choices) {
    Function<E, String> name = choice -> choice.name().toLowerCase(Locale.ROOT);
    for (E choice : choices) {
      if (name.apply(choice).equals(value.strip().toLowerCase(Locale.ROOT))) {
        return choice;
      }
    }
    String all = Arrays.stream(choices).map(name).collect(Collectors.joining(", "));
    problem(parameter, "'" + value + "' is not a choice", "take one of " + all);
    return fallback;
  }

  private static boolean isUrl(String text) {
    return text.matches("(?i)(https?|file)://.+");
  }

  void problem(String parameter, String fact, String fix) {
    problems.add(
        new Problem("HERM-PARAM-001", Problem.Kind.INPUT, "parameter " + parameter, fact, fix));
  }
}
