package dev.hermetic.pypi.metadata;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The header lines of a metadata file: {@code Name: value} in UTF-8, values continued on lines that
 * begin with white space, up to the first empty line (the email format of RFC 822, of which metadata
 * use this much).
 */
public final class Headers {
  private static final int MOST_BYTES = 8 << 20;

  private final SortedMap<String, List<String>> values;

  private Headers(SortedMap<String, List<String>> values) {
    this.values = values;
  }

  /** @throws InvalidMetadataException when it is no UTF-8, too large, or a line is no header */
  public static Headers read(byte[] bytes) {
    if (bytes.length > MOST_BYTES) {
      throw new InvalidMetadataException("its metadata have more than " + MOST_BYTES + " bytes");
    }
    SortedMap<String, List<String>> values = new TreeMap<>();
    String name = null;
    StringBuilder value = new StringBuilder();
    for (String line : text(bytes).split("\r?\n|\r", -1)) {
      if (line.isEmpty()) {
        break;
      }
      boolean continued = line.charAt(0) == ' ' || line.charAt(0) == '\t';
      if (continued && name != null) {
        value.append('\n').append(line.strip());
        continue;
      }
      int colon = line.indexOf(':');
      if (colon <= 0 || !isName(line.substring(0, colon))) {
        throw new InvalidMetadataException(
            "its metadata have a line that is no `Name: value`: " + shown(line));
      }
      keep(values, name, value);
      name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      value.append(line.substring(colon + 1).strip());
    }
    keep(values, name, value);
    return new Headers(values);
  }

  private static void keep(
      SortedMap<String, List<String>> values,
      @Nullable String name,
      StringBuilder value) {
    if (name != null) {
      values.computeIfAbsent(name, unused -> new ArrayList<>()).add(value.toString());
    }
    value.setLength(0);
  }

  /** All values of a field, in the order of the file. */
  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /**
   * The value of a field that may be there once; empty when it is missing or has the value that old
   * tools wrote for none.
   *
   * @throws InvalidMetadataException when it is there more than once
   */
  public Optional<String> one(String name) {
    List<String> all = all(name);
    if (all.size() > 1) {
      throw new InvalidMetadataException("its metadata have more than one " + name);
    }
    return all.stream().filter(value -> !value.isEmpty() && !value.equals("UNKNOWN")).findFirst();
  }

  private static String text(byte[] bytes) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      // Old tools wrote authors in Latin 1; what counts here is ASCII in either.
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  private static boolean isName(String text) {
    return text.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  /** A text of a stranger, short and without what could steer a console. */
  static String shown(String text) {
    String plain = text.replaceAll("[\\p{Cntrl}]", "?");
    return "`" + (plain.length() > 80 ? plain.substring(0, 80) + "…" : plain) + "`";
  }
}
