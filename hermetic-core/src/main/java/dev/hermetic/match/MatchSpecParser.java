package dev.hermetic.match;

import dev.hermetic.version.Dialect;
import dev.hermetic.version.InvalidVersionException;
import dev.hermetic.version.TextPattern;
import dev.hermetic.version.VersionSpec;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one match spec: channel, name, version and build by place, the rest from brackets. */
final class MatchSpecParser {
  private static final int MAX_LENGTH = 8192;
  private static final int MAX_NAME_LENGTH = 128;

  private final String text;
  private final Dialect dialect;
  private @Nullable String channel;
  private @Nullable String subdir;
  private Map<String, BracketParser.Value> brackets = Map.of();

  MatchSpecParser(String text, Dialect dialect) {
    this.text = text;
    this.dialect = dialect;
  }

  MatchSpec parse() {
    if (text.length() > MAX_LENGTH) {
      throw new InvalidMatchSpecException(
          "a match spec has at most " + MAX_LENGTH + " characters", MAX_LENGTH);
    }
    int from = Spaces.skip(text, 0, text.length());
    int to = Spaces.trimEnd(text, from, commentStart(from));
    if (PackageFileSpec.isPackageFile(text, from, to)) {
      return PackageFileSpec.parse(text, from, to);
    }
    int end = brackets(from, to);
    from = channel(from, end);
    return positional(from, end);
  }

  /** Where a comment begins: at the first {@code #} outside of brackets. */
  private int commentStart(int from) {
    int hash = text.indexOf('#', from);
    if (hash < 0) {
      return text.length();
    }
    int open = text.indexOf('[', from);
    int close = text.lastIndexOf(']');
    if (open >= 0 && open < hash && hash < close) {
      hash = text.indexOf('#', close);
    }
    return hash < 0 ? text.length() : hash;
  }

  /** Takes brackets and parentheses off the end; gives where the positional part ends. */
  private int brackets(int from, int to) {
    int end = to;
    int open = bracketStart(from, to);
    if (open < 0) {
      return end;
    }
    BracketParser parser = new BracketParser(text, open, to);
    brackets = parser.parse();
    String rest = text.substring(parser.end(), to).trim();
    if (!rest.isEmpty() && !isLegacyOptions(rest)) {
      throw new InvalidMatchSpecException(
          rest.startsWith("[")
              ? "only one pair of brackets may follow a match spec"
              : "nothing may follow the brackets of a match spec",
          Spaces.skip(text, parser.end(), to));
    }
    return Spaces.trimEnd(text, from, open);
  }

  /** {@code (target=x,optional)} of conda 4, which says nothing about the package. */
  private static boolean isLegacyOptions(String rest) {
    return rest.startsWith("(") && rest.endsWith(")") && rest.contains("optional");
  }

  /** The first bracket, apart from that of {@code channel[subdir]::name} in libmamba. */
  private int bracketStart(int from, int to) {
    int open = text.indexOf('[', from);
    if (open < 0 || open >= to) {
      return -1;
    }
    if (dialect == Dialect.MAMBA) {
      int close = text.indexOf("]:", open);
      if (close > 0) {
        return indexOf('[', close, to);
      }
    }
    return open;
  }

  private int indexOf(char c, int from, int to) {
    int index = text.indexOf(c, from);
    return index < to ? index : -1;
  }

  /** Takes {@code channel/subdir:namespace:} off the beginning; gives where the name begins. */
  private int channel(int from, int end) {
    int last = text.lastIndexOf(':', end - 1);
    if (last < from) {
      return from;
    }
    int first = text.lastIndexOf(':', last - 1);
    if (first >= from) {
      place(text.substring(from, first).trim(), from);
    }
    return last + 1;
  }

  /** Splits a channel from the subdir at its end. */
  private void place(String place, int offset) {
    if (place.isEmpty()) {
      return;
    }
    String rest = place;
    int open = place.indexOf('[');
    if (dialect == Dialect.MAMBA && open > 0 && place.endsWith("]")) {
      subdir = place.substring(open + 1, place.length() - 1);
      channel = place.substring(0, open);
      return;
    }
    while (rest.endsWith("/")) {
      rest = rest.substring(0, rest.length() - 1);
    }
    int slash = rest.lastIndexOf('/');
    if (slash > 0 && KnownSubdirs.contains(rest.substring(slash + 1))) {
      subdir = rest.substring(slash + 1);
      rest = rest.substring(0, slash);
    }
    if (rest.isEmpty()) {
      throw new InvalidMatchSpecException("a channel must not be empty", offset);
    }
    for (int i = 0; i < rest.length(); i++) {
      char c = rest.charAt(i);
      if (Character.isISOControl(c) || Character.isSpaceChar(c) || "'\"[]".indexOf(c) >= 0) {
        throw new InvalidMatchSpecException(
            "a space, quote or bracket must not be in a channel", offset + i);
      }
    }
    pattern(rest, offset);
    channel = rest;
  }

  private MatchSpec positional(int start, int end) {
    int from = Spaces.skip(text, start, end);
    int nameEnd = from;
    while (nameEnd < end && !endsName(text.charAt(nameEnd))) {
      nameEnd++;
    }
    TextPattern name = name(from, nameEnd);
    int rest = Spaces.skip(text, nameEnd, end);
    VersionSpec version = null;
    String rawVersion = null;
    TextPattern build = null;
    boolean bareEquals = end - nameEnd == 1 && text.charAt(nameEnd) == '=';
    if (rest < end && !bareEquals) {
      int condition = text.indexOf(" if ", nameEnd);
      if (condition >= 0 && condition < end) {
        throw new InvalidMatchSpecException(
            "a condition is written as [when='...']", condition + 1);
      }
      VersionBuildParser positional = new VersionBuildParser(text, rest, end, dialect);
      version = positional.version();
      rawVersion = positional.rawVersion();
      build = positional.build();
    }
    BracketParser.Value given = brackets.get("version");
    if (given != null) {
      version = version(given);
      rawVersion = null;
    }
    BracketParser.Value givenBuild = brackets.get("build");
    if (givenBuild != null) {
      build = pattern(givenBuild.text(), givenBuild.offset());
    }
    @Nullable String place = channel();
    return new MatchSpec(name, version, rawVersion, build, place, subdir(), fields());
  }

  private @Nullable String channel() {
    BracketParser.Value given = brackets.get("channel");
    if (given != null) {
      String before = subdir;
      place(given.text(), given.offset());
      subdir = subdir == null ? before : subdir;
    }
    return channel;
  }

  private @Nullable TextPattern subdir() {
    BracketParser.Value given = brackets.get("subdir");
    if (given != null && (dialect == Dialect.CONDA || subdir == null)) {
      return pattern(given.text(), given.offset());
    }
    return subdir == null ? null : TextPattern.parse(subdir);
  }

  private Fields fields() {
    if (brackets.isEmpty()) {
      return Fields.NONE;
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (Map.Entry<String, BracketParser.Value> entry : brackets.entrySet()) {
      BracketParser.Value value = entry.getValue();
      if (entry.getKey().equals(Fields.BUILD_NUMBER)) {
        try {
          BuildNumberSpec.parse(value.text());
        } catch (InvalidMatchSpecException e) {
          throw new InvalidMatchSpecException(e.getMessage(), value.offset() + e.offset());
        }
      } else {
        pattern(value.text(), value.offset());
      }
      if (Fields.LISTS.contains(entry.getKey()) && Fields.split(value.text()).isEmpty()) {
        throw new InvalidMatchSpecException(
            "the value of '" + entry.getKey() + "' is empty", value.offset());
      }
      values.put(entry.getKey(), value.text());
    }
    return Fields.of(values);
  }

  private TextPattern name(int from, int to) {
    if (from == to) {
      if (dialect == Dialect.MAMBA) {
        return TextPattern.parse("*");
      }
      throw new InvalidMatchSpecException("a package name is missing", from);
    }
    if (to - from > MAX_NAME_LENGTH) {
      throw new InvalidMatchSpecException(
          "a package name has at most " + MAX_NAME_LENGTH + " characters", from);
    }
    boolean regex = text.charAt(from) == '^' && text.charAt(to - 1) == '$';
    boolean lower = !regex;
    for (int i = from; i < to && !regex; i++) {
      char c = text.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        lower = false;
      } else if (!isLowerNameCharacter(c)) {
        throw new InvalidMatchSpecException("'" + c + "' must not be in a package name", i);
      }
    }
    String name = text.substring(from, to);
    return pattern(lower ? name : name.toLowerCase(Locale.ROOT), from);
  }

  // Compared one by one here and in the other parsers: a search loads thousands of specs before Java
  // has compiled what reads them, and then each call counts.
  private static boolean endsName(char c) {
    return c == ' ' || c == '=' || c == '<' || c == '>' || c == '!' || c == '~';
  }

  private static boolean isLowerNameCharacter(char c) {
    return c >= 'a' && c <= 'z'
        || c >= '0' && c <= '9'
        || c == '-' || c == '_' || c == '.' || c == '*' || c == '+';
  }

  private VersionSpec version(BracketParser.Value given) {
    try {
      return VersionSpec.parse(given.text(), dialect);
    } catch (InvalidVersionException e) {
      throw new InvalidMatchSpecException(e.getMessage(), given.offset() + e.offset());
    }
  }

  static TextPattern pattern(String pattern, int offset) {
    try {
      return TextPattern.parse(pattern);
    } catch (InvalidVersionException e) {
      throw new InvalidMatchSpecException(e.getMessage(), offset + e.offset());
    }
  }
}
