package dev.hermetic.report.block;

import dev.hermetic.problem.Redaction;
import dev.hermetic.text.ByteText;
import dev.hermetic.text.TextStyle;
import org.jspecify.annotations.Nullable;

/**
 * A cell of a table. Whatever text comes in, is without credentials and invisible characters
 * afterwards.
 *
 * @param text as people read it
 * @param value for machines: a number, a text, a truth value; null for unknown
 * @param note a second line, may be empty
 * @param tone {@code good}, {@code bad}, {@code amber}, {@code plain}: a word set apart; else empty
 * @param link where it leads within the report, {@code PAGE#ID} or {@code #ID}; empty for nowhere
 * @param code whether it is a name or digest that people copy
 */
public record Cell(
    String text,
    @Nullable Object value,
    String note,
    String tone,
    String link,
    boolean code) {
  public Cell {
    text = clean(text);
    note = clean(note);
  }

  /** Text without credentials and without invisible or steering characters. */
  public static String clean(String text) {
    return TextStyle.UNICODE.clean(Redaction.redact(text));
  }

  public static Cell of(String text) {
    return text(text, false);
  }

  private static Cell text(String text, boolean code) {
    String clean = clean(text);
    return new Cell(clean, clean, "", "", "", code);
  }

  public static Cell literal(String text) {
    return text(text, true);
  }

  /** Something that is not known, or not there; the words say which. */
  public static Cell unknown(String words) {
    return new Cell(words, null, "", "absent", "", false);
  }

  public static Cell number(long number) {
    return new Cell(grouped(number), number, "", "", "", false);
  }

  public static Cell bytes(long bytes) {
    String text = bytes < 0 ? "−" + ByteText.of(-bytes) : ByteText.of(bytes);
    return new Cell(text, bytes, "", "", "", false);
  }

  /** A share between 0 and 1, shown in per cent. */
  public static Cell share(double share) {
    return new Cell(percent(share), share, "", "", "", false);
  }

  /** Milliseconds, shown in seconds. */
  public static Cell milliseconds(long time) {
    return new Cell(seconds(time), time, "", "", "", false);
  }

  public Cell noted(String words) {
    return new Cell(text, value, words, tone, link, code);
  }

  public Cell toned(String word) {
    return new Cell(text, value, note, word, link, code);
  }

  public Cell linked(String place) {
    return new Cell(text, value, note, tone, place, code);
  }

  public Cell valued(@Nullable Object other) {
    return new Cell(text, other, note, tone, link, code);
  }

  /** What a column is sorted by: numbers by size, all else by text. */
  public String sortKey() {
    return value instanceof Number ? value.toString() : "";
  }

  /** With commas between thousands. */
  public static String grouped(long number) {
    return Decimal.grouped(number);
  }

  /** One decimal, none for whole per cents. */
  public static String percent(double share) {
    return Decimal.brief(share * 100).replace('-', '−') + " %";
  }

  /** Milliseconds in seconds, as exact as they help. */
  public static String seconds(long milliseconds) {
    return Decimal.seconds(milliseconds, milliseconds < 10_000 ? 2 : 1) + " s";
  }
}
