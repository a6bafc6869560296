package dev.hermetic.match;

import dev.hermetic.record.PackageRecord;
import dev.hermetic.version.TextPattern;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The fields of a match spec that stand only in brackets, in canonical order. Immutable. */
final class Fields {
  static final String BUILD_NUMBER = "build_number";
  static final String TRACK_FEATURES = "track_features";
  static final String FEATURES = "features";
  static final String URL = "url";
  static final String MD5 = "md5";
  static final String SHA256 = "sha256";
  static final String LICENSE = "license";
  static final String LICENSE_FAMILY = "license_family";
  static final String FN = "fn";
  static final String EXTRAS = "extras";
  static final String WHEN = "when";

  /** All of them in the order of the canonical text. */
  static final List<String> KEYS =
      List.of(
          BUILD_NUMBER, TRACK_FEATURES, FEATURES, URL, MD5, SHA256, LICENSE, LICENSE_FAMILY, FN,
          EXTRAS, WHEN);

  /** Those whose value is a list of words. */
  static final Set<String> LISTS = Set.of(TRACK_FEATURES, FEATURES, EXTRAS);

  static final Fields NONE = new Fields(Map.of());

  private final Map<String, TextPattern> values;

  private Fields(Map<String, TextPattern> values) {
    this.values = values;
  }

  /** Takes the values of known keys; the others are left out. */
  static Fields of(Map<String, String> given) {
    Map<String, TextPattern> values = new LinkedHashMap<>();
    for (String key : KEYS) {
      String value = given.get(key);
      if (value != null) {
        values.put(key, TextPattern.parse(canonical(key, value)));
      }
    }
    return values.isEmpty() ? NONE : new Fields(Collections.unmodifiableMap(values));
  }

  private static String canonical(String key, String value) {
    return switch (key) {
      case BUILD_NUMBER -> BuildNumberSpec.parse(value).toString();
      case TRACK_FEATURES, FEATURES, EXTRAS -> String.join(" ", new TreeSet<>(split(value)));
      case LICENSE, LICENSE_FAMILY, MD5, SHA256 -> value.toLowerCase(Locale.ROOT);
      default -> value;
    };
  }

  static List<String> split(String value) {
    String inner =
        value.startsWith("[") && value.endsWith("]")
            ? value.substring(1, value.length() - 1)
            : value;
    return Arrays.stream(inner.split("[, ]")).filter(part -> !part.isEmpty()).toList();
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  Map<String, TextPattern> values() {
    return values;
  }

  Optional<String> get(String key) {
    return Optional.ofNullable(values.get(key)).map(TextPattern::toString);
  }

  List<String> list(String key) {
    return get(key).map(Fields::split).orElse(List.of());
  }

  boolean matches(PackageRecord record) {
    for (Map.Entry<String, TextPattern> field : values.entrySet()) {
      if (!matches(record, field.getKey(), field.getValue())) {
        return false;
      }
    }
    return true;
  }

  private static boolean matches(PackageRecord record, String key, TextPattern value) {
    return switch (key) {
      case BUILD_NUMBER ->
          BuildNumberSpec.parse(value.toString()).matches(record.buildNumber());
      case TRACK_FEATURES ->
          new TreeSet<>(split(value.toString())).equals(new TreeSet<>(record.trackFeatures()));
      case FEATURES -> false;
      case URL -> matches(value, record.url());
      case MD5 -> matches(value, record.md5());
      case SHA256 -> matches(value, record.sha256());
      case LICENSE -> matches(value, record.license());
      case LICENSE_FAMILY -> matches(value, record.licenseFamily());
      case FN -> matches(value, record.fileName());
      default -> true;
    };
  }

  private static boolean matches(TextPattern pattern, @Nullable String value) {
    return value != null && pattern.matches(value);
  }

  /** Whether a value can stand without quotes. */
  static boolean isPlain(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (" ,='\"[]()#><$^|~!".indexOf(value.charAt(i)) >= 0) {
        return false;
      }
    }
    return !value.isEmpty();
  }

  static void append(StringBuilder brackets, String key, String value) {
    if (key.equals(WHEN) || !isPlain(value)) {
      appendQuoted(brackets, key, value);
    } else {
      brackets.append(brackets.length() == 0 ? "" : ",").append(key).append('=').append(value);
    }
  }

  static void appendQuoted(StringBuilder brackets, String key, String value) {
    char quote = value.indexOf('\'') < 0 ? '\'' : '"';
    brackets
        .append(brackets.length() == 0 ? "" : ",")
        .append(key)
        .append('=')
        .append(quote)
        .append(value)
        .append(quote);
  }
}
