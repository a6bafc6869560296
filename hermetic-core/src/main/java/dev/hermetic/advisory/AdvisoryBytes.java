package dev.hermetic.advisory;

import dev.hermetic.advisory.Advisory.Affected;
import dev.hermetic.advisory.Advisory.Change;
import dev.hermetic.advisory.Advisory.Event;
import dev.hermetic.advisory.Advisory.Range;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Advisories as bytes of an index: numbers in 7-bit groups, the lowest first; texts as their length
 * in bytes and UTF-8; times as seconds (a sign that inverts the bits) and nanoseconds.
 */
final class AdvisoryBytes {
  private static final Change[] CHANGES = Change.values();

  private AdvisoryBytes() {}

  /** Writes into memory. */
  static final class Writer extends ByteArrayOutputStream {
    void number(long value) {
      long left = value;
      while ((left & ~0x7FL) != 0) {
        write((int) (left & 0x7F | 0x80));
        left >>>= 7;
      }
      write((int) left);
    }

    void text(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      number(bytes.length);
      writeBytes(bytes);
    }

    void texts(Collection<String> texts) {
      all(texts, this::text);
    }

    <T> void all(Collection<T> values, Consumer<T> each) {
      number(values.size());
      values.forEach(each);
    }

    void time(@Nullable Instant time) {
      number(time == null ? 0 : 1);
      if (time != null) {
        number(time.getEpochSecond() << 1 ^ time.getEpochSecond() >> 63);
        number(time.getNano());
      }
    }

    /** The bytes; not to be changed. */
    byte[] buffer() {
      return buf;
    }
  }

  static void write(Advisory advisory, Writer out) {
    out.text(advisory.id());
    out.texts(advisory.aliases());
    out.time(advisory.modified());
    out.time(advisory.published());
    out.time(advisory.withdrawn());
    out.text(advisory.summary());
    out.texts(advisory.vectors());
    out.all(
        advisory.affected(),
        affected -> {
          out.text(affected.key().ecosystem());
          out.text(affected.key().name());
          out.all(
              affected.ranges(),
              range -> {
                out.number(range.commits() ? 1 : 0);
                out.all(
                    range.events(),
                    event -> {
                      out.number(event.change().ordinal());
                      out.text(event.version());
                    });
              });
          out.texts(affected.versions());
        });
  }

  static Advisory read(ByteBuffer in) {
    return new Advisory(
        text(in),
        all(in, AdvisoryBytes::text),
        required(time(in)),
        time(in),
        time(in),
        text(in),
        all(in, AdvisoryBytes::text),
        all(
            in,
            one ->
                new Affected(
                    new PackageKey(text(one), text(one)),
                    all(one, AdvisoryBytes::range),
                    all(one, AdvisoryBytes::text))));
  }

  private static Range range(ByteBuffer in) {
    return new Range(
        number(in) == 1, all(in, one -> new Event(CHANGES[(int) number(one)], text(one))));
  }

  static long number(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte part = in.get();
      value |= (part & 0x7FL) << shift;
      if (part >= 0) {
        return value;
      }
    }
  }

  static String text(ByteBuffer in) {
    byte[] bytes = new byte[(int) number(in)];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static <T> List<T> all(ByteBuffer in, Function<ByteBuffer, T> each) {
    int count = (int) number(in);
    List<T> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(each.apply(in));
    }
    return values;
  }

  static @Nullable Instant time(ByteBuffer in) {
    if (number(in) == 0) {
      return null;
    }
    long folded = number(in);
    return Instant.ofEpochSecond(folded >>> 1 ^ -(folded & 1), number(in));
  }

  private static Instant required(@Nullable Instant time) {
    return time == null ? Instant.EPOCH : time;
  }
}
