package dev.hermetic.channel;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Understands one channel text (CEP-26): name, URL or path, with subdirs asked for at its end. */
final class ChannelParser {
  static final String ANACONDA = "https://repo.anaconda.com";

  private static final Pattern FILTER = Pattern.compile("(.*?)\\[([A-Za-z0-9_, -]*)]");
  private static final Pattern URL = Pattern.compile("(?i)[a-z][a-z0-9+.-]*://.*|file:/.*");
  private static final Pattern NAME_PART = Pattern.compile("[A-Za-z0-9_.+~%-]+");

  private final ChannelSettings settings;
  private final Variables variables;
  private final boolean recorded;

  /** @param recorded whether texts are written to locks, so that none may hold a secret */
  ChannelParser(ChannelSettings settings, boolean recorded) {
    this.settings = settings;
    this.variables = new Variables(settings.environment());
    this.recorded = recorded;
  }

  /**
   * @param subject where the text stands
   * @throws HermeticException HERM-CHAN-001, 003 (one problem a variable) or 004
   */
  ParsedChannel parse(String text, String subject) {
    String place = text.strip();
    List<String> subdirs = List.of();
    Matcher filter = FILTER.matcher(place);
    if (filter.matches()) {
      place = filter.group(1).strip();
      subdirs = subdirs(filter.group(2), subject);
    }
    require(place, subject);
    // Credentials are in the place itself, so a text with variables is judged by what it becomes.
    boolean url = URL.matcher(place).matches();
    String expanded = url ? place : variables.expand(place);
    ParsedChannel channel;
    if (URL.matcher(expanded).matches()) {
      channel = url(place, expanded, subject);
    } else if (LocalPlace.isPath(expanded)) {
      channel = local(place, expanded, subject);
    } else {
      channel = name(place, expanded, subject);
    }
    return new ParsedChannel(
        channel.baseUrl(),
        channel.lockUrl(),
        channel.originUrl(),
        channel.usedEnvVars().isEmpty() ? text.strip() : channel.recordedUrl(),
        channel.usedEnvVars(),
        subdirs.isEmpty() ? channel.subdirs() : subdirs);
  }

  private ParsedChannel url(String written, String expanded, String subject) {
    String scheme = expanded.substring(0, expanded.indexOf(':')).toLowerCase(Locale.ROOT);
    if (scheme.equals("file")) {
      return local(written, variables.expand(expanded), subject);
    }
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw invalid(subject, "channels by " + scheme + " are not supported");
    }
    if (URL.matcher(written).matches()) {
      return new WebChannel(variables, subject, recorded).parse(written);
    }
    // The whole URL comes from a variable: nothing of it is written down but the variable.
    ParsedChannel channel = new WebChannel(variables, subject, false).parse(expanded);
    return new ParsedChannel(
        channel.baseUrl(),
        Subdirs.split(written).base(),
        channel.originUrl(),
        written,
        List.of(),
        channel.subdirs());
  }

  private ParsedChannel local(String written, String expanded, String subject) {
    Subdirs.Split split = Subdirs.split(expanded);
    String base =
        LocalPlace.fileUrl(
                split.base().isEmpty() ? "/" : split.base(),
                settings.directory(),
                settings.environment())
            .orElseThrow(() -> invalid(subject, "not an absolute file URL or a path: " + written));
    boolean keepsVariable = Variables.areIn(written) && URL.matcher(written).matches();
    return new ParsedChannel(
        base,
        keepsVariable ? Subdirs.split(written).base() : base,
        base,
        written,
        List.of(),
        split.subdirs());
  }

  private ParsedChannel name(String written, String expanded, String subject) {
    for (String part : Subdirs.trim(expanded).split("/", -1)) {
      if (!NAME_PART.matcher(part).matches()) {
        throw invalid(subject, "not a channel name: " + written);
      }
    }
    if (!URL.matcher(variables.expand(settings.alias())).matches()) {
      throw new HermeticException(ChannelProblems.invalidAlias());
    }
    boolean reserved = Subdirs.split(expanded).base().startsWith("pkgs/");
    String alias = Subdirs.trim(reserved ? ANACONDA : settings.alias());
    ParsedChannel channel = parse(alias + "/" + written, subject);
    return new ParsedChannel(
        channel.baseUrl(),
        channel.lockUrl(),
        channel.originUrl(),
        // With an alias that holds credentials the lock still says the name only.
        written.startsWith("t/") ? nameIn(channel.recordedUrl(), alias) : written,
        channel.usedEnvVars(),
        channel.subdirs());
  }

  private static String nameIn(String recordedUrl, String alias) {
    int name = recordedUrl.indexOf("/t/");
    return name < 0 ? recordedUrl.substring(alias.length() + 1) : recordedUrl.substring(name + 1);
  }

  private void require(String text, String subject) {
    if (text.isEmpty()) {
      throw invalid(subject, "a channel is empty");
    }
    List<Problem> missing =
        variables.missing(text).stream()
            .map(name -> ChannelProblems.missingVariable(subject, name))
            .toList();
    if (!missing.isEmpty()) {
      throw new HermeticException(missing);
    }
  }

  private static List<String> subdirs(String text, String subject) {
    List<String> subdirs =
        Arrays.stream(text.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
    for (String subdir : subdirs) {
      if (!Subdirs.isSubdir(subdir)) {
        throw invalid(subject, "not a platform or noarch: " + subdir);
      }
    }
    return subdirs;
  }

  private static HermeticException invalid(String subject, String fact) {
    return new HermeticException(ChannelProblems.invalid(subject, fact));
  }
}
