package dev.hermetic.archive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.hermetic.archive.PackageEntry.Kind;
import dev.hermetic.archive.Placeholder.FileMode;
import dev.hermetic.problem.HermeticException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a package lists to be put into a prefix: info/paths.json, version 1 (CEP-34); of packages
 * without one info/files, has_prefix, no_link and no_softlink (conda, {@code
 * gateways/disk/read.py}); of packages without these all members.
 */
final class PathsReader {
  static final String PATHS = "info/paths.json";
  static final String FILES = "info/files";
  static final String HAS_PREFIX = "info/has_prefix";
  static final String NO_LINK = "info/no_link";
  static final String NO_SOFTLINK = "info/no_softlink";

  /** What has_prefix means by a line with a path alone. */
  private static final String OLD_PLACEHOLDER = "/opt/anaconda1anaconda2anaconda3";

  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");
  private static final JsonFactory JSON = new JsonFactory();

  private final String subject;
  private final Map<String, byte[]> metadata;
  private final Map<String, Member> members;

  /**
   * A path that belongs into a prefix.
   *
   * @param kind null for whatever the archive has there
   * @param sha256 null when not said
   * @param size -1 when not said
   */
  record Listed(
      @Nullable Kind kind,
      @Nullable String sha256,
      long size,
      boolean noLink,
      @Nullable Placeholder placeholder) {}

  /**
   * @param subject the package file, for problems
   * @param metadata contents of the files of info/, by path
   * @param members of the archive, by path
   */
  PathsReader(String subject, Map<String, byte[]> metadata, Map<String, Member> members) {
    this.subject = subject;
    this.metadata = metadata;
    this.members = members;
  }

  /**
   * By path, without info/.
   *
   * @throws HermeticException HERM-PKG-004
   */
  Map<String, Listed> read() {
    Map<String, Listed> listed = new LinkedHashMap<>();
    byte[] paths = metadata.get(PATHS);
    if (paths != null) {
      readJson(paths, listed);
    } else if (metadata.containsKey(FILES)) {
      lines(FILES).forEach(line -> put(listed, FILES, line, plain(false, null)));
      old(listed);
    } else {
      members.keySet().forEach(path -> put(listed, FILES, path, plain(false, null)));
    }
    return listed;
  }

  private static Listed plain(boolean noLink, @Nullable Placeholder placeholder) {
    return new Listed(null, null, -1, noLink, placeholder);
  }

  private void old(Map<String, Listed> listed) {
    for (String file : new String[] {NO_LINK, NO_SOFTLINK}) {
      lines(file)
          .forEach(
              line -> listed.computeIfPresent(path(file, line), (path, one) -> plain(true, null)));
    }
    lines(HAS_PREFIX)
        .forEach(
            line -> {
              Map.Entry<String, Placeholder> prefix = prefix(line);
              listed.computeIfPresent(
                  path(HAS_PREFIX, prefix.getKey()),
                  (path, one) -> plain(one.noLink(), prefix.getValue()));
            });
  }

  private Map.Entry<String, Placeholder> prefix(String line) {
    String[] words =
        WORD.matcher(line).results()
            .map(word -> Stream.of(1, 2, 3).map(word::group).filter(g -> g != null).findFirst())
            .map(word -> word.orElse(""))
            .toArray(String[]::new);
    if (words.length == 1) {
      return Map.entry(words[0], new Placeholder(OLD_PLACEHOLDER, FileMode.TEXT));
    }
    FileMode mode = words.length == 3 ? mode(words[1]) : null;
    if (mode == null || words[0].isEmpty()) {
      throw problem(
          HAS_PREFIX,
          "not a line `PLACEHOLDER text PATH` or `PLACEHOLDER binary PATH`: "
              + ArchiveProblems.shown(line));
    }
    return Map.entry(words[2], new Placeholder(words[0], mode));
  }

  private static @Nullable FileMode mode(String word) {
    return switch (word) {
      case "text" -> FileMode.TEXT;
      case "binary" -> FileMode.BINARY;
      default -> null;
    };
  }

  private Stream<String> lines(String file) {
    byte[] bytes = metadata.getOrDefault(file, new byte[0]);
    return new String(bytes, StandardCharsets.UTF_8)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"));
  }

  private void readJson(byte[] bytes, Map<String, Listed> listed) {
    try (JsonParser json = JSON.createParser(bytes)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw problem(PATHS, "no JSON object");
      }
      boolean paths = false;
      boolean version = false;
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (name.equals("paths_version")) {
          if (value != JsonToken.VALUE_NUMBER_INT || json.getBigIntegerValue().bitLength() > 1) {
            throw problem(PATHS, "an unknown `paths_version`, 1 is known");
          }
          version = json.getIntValue() == 1;
        } else if (name.equals("paths")) {
          if (value != JsonToken.START_ARRAY) {
            throw problem(PATHS, "`paths` is no list");
          }
          paths = true;
          while (json.nextToken() != JsonToken.END_ARRAY) {
            readPath(json, listed);
          }
        } else {
          json.skipChildren();
        }
      }
      if (!paths || !version) {
        throw problem(PATHS, "`paths`, or `paths_version` 1, is missing");
      }
      if (json.nextToken() != null) {
        throw problem(PATHS, "something follows after its end");
      }
    } catch (JsonProcessingException e) {
      throw problem(PATHS, InfoReader.reason(e));
    } catch (IOException e) {
      throw problem(PATHS, "not UTF-8");
    }
  }

  private void readPath(JsonParser json, Map<String, Listed> listed) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw problem(PATHS, "an item of `paths` is no object" + line(json));
    }
    String path = null;
    String type = null;
    String sha256 = null;
    String placeholder = null;
    String fileMode = null;
    long size = -1;
    boolean noLink = false;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      switch (name) {
        case "_path" -> path = text(json, name);
        case "path_type" -> type = text(json, name);
        case "sha256" -> sha256 = text(json, name);
        case "prefix_placeholder" -> placeholder = text(json, name);
        case "file_mode" -> fileMode = text(json, name);
        case "no_link" -> {
          if (!value.isBoolean() && value != JsonToken.VALUE_NULL) {
            throw problem(PATHS, "`no_link` is neither true nor false" + line(json));
          }
          noLink = value == JsonToken.VALUE_TRUE;
        }
        case "size_in_bytes" -> size = size(json, value);
        default -> json.skipChildren();
      }
    }
    if (path == null || type == null) {
      throw problem(PATHS, "an item has no `_path` or no `path_type`" + line(json));
    }
    Member member = members.get(path);
    // Nearly all are that of the file, and need no closer look.
    if (sha256 != null && (member == null || !sha256.equals(member.sha256()))) {
      sha256 = digest(sha256, json);
    }
    put(
        listed,
        PATHS,
        path,
        new Listed(kind(type, json), sha256, size, noLink, placeholder(placeholder, fileMode, json)));
  }

  private String digest(String text, JsonParser json) {
    String digest = text.toLowerCase(Locale.ROOT);
    if (!isSha256(digest)) {
      throw problem(PATHS, "`sha256` is no SHA-256" + line(json));
    }
    return digest;
  }

  private static boolean isSha256(String text) {
    boolean hex = text.length() == 64;
    for (int i = 0; hex && i < 64; i++) {
      char c = text.charAt(i);
      hex = c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
    }
    return hex;
  }

  private long size(JsonParser json, JsonToken value) throws IOException {
    if (value == JsonToken.VALUE_NULL) {
      return -1;
    }
    if (value != JsonToken.VALUE_NUMBER_INT
        || json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        || json.getLongValue() < 0) {
      throw problem(PATHS, "`size_in_bytes` is no size" + line(json));
    }
    return json.getLongValue();
  }

  private Kind kind(String type, JsonParser json) {
    return switch (type) {
      case "hardlink" -> Kind.FILE;
      case "softlink" -> Kind.SYMLINK;
      case "directory" -> Kind.DIRECTORY;
      default ->
          throw problem(
              PATHS, "an unknown `path_type`, " + ArchiveProblems.shown(type) + line(json));
    };
  }

  private @Nullable Placeholder placeholder(
      @Nullable String text, @Nullable String mode, JsonParser json) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    FileMode known = mode == null ? null : mode(mode);
    if (known == null) {
      throw problem(
          PATHS, "a `prefix_placeholder` whose `file_mode` is neither text nor binary" + line(json));
    }
    return new Placeholder(text, known);
  }

  private @Nullable String text(JsonParser json, String name) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw problem(PATHS, "`" + name + "` is no string" + line(json));
    }
    return json.getText();
  }

  private static String line(JsonParser json) {
    return " (line " + json.currentLocation().getLineNr() + ")";
  }

  private void put(Map<String, Listed> listed, String file, String written, Listed one) {
    String path = path(file, written);
    if (MemberPath.isWithin(path, "info")) {
      return;
    }
    Listed before = listed.putIfAbsent(path, one);
    if (before != null && !before.equals(one)) {
      throw problem(file, ArchiveProblems.shown(path) + " is listed twice, in different ways");
    }
  }

  private String path(String file, String written) {
    if (members.containsKey(written)) {
      return written;
    }
    try {
      String path = MemberPath.normalize(written);
      if (path.isEmpty()) {
        throw problem(file, "an empty path");
      }
      return path;
    } catch (MemberPath.Unsafe e) {
      throw problem(file, ArchiveProblems.shown(written) + " " + e.fact());
    }
  }

  private HermeticException problem(String file, String fact) {
    return new HermeticException(ArchiveProblems.metadata(subject, file, fact));
  }
}
