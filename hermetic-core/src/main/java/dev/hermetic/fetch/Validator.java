package dev.hermetic.fetch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What promises that a part of a file belongs to what is there of it: a strong ETag, or where there is no ETag
 * the time of the last change and the length. That time promises it only where it was over when the server
 * answered (RFC 9110, 8.8.2.2 and 13.1.5): else the file may have changed twice within it.
 *
 * @param text for {@code If-Range}
 * @param size of the whole file in bytes; -1 for an ETag, which says enough
 */
record Validator(String text, long size) {
  private static final Pattern STRONG = Pattern.compile("\"[\\x21\\x23-\\x7e]{1,200}\"");
  private static final Pattern DATED = Pattern.compile("([\\x20-\\x7e]{1,60})\\n(\\d{1,18})");

  /** Clocks of a server and of the disks behind it differ; RFC 7232, 2.2.2, had this minute. */
  private static final Duration OVER = Duration.ofSeconds(60);

  /** Empty where the answer does not promise enough. */
  static Optional<Validator> of(HttpTransport.Answer answer) {
    Optional<String> etag = answer.header("ETag");
    if (etag.isPresent()) {
      return etag.filter(text -> STRONG.matcher(text).matches()).map(text -> new Validator(text, -1));
    }
    Optional<String> changed = answer.header("Last-Modified").map(String::strip);
    boolean isOver =
        changed
            .flatMap(HttpDates::instant)
            .flatMap(then -> answer.header("Date").flatMap(HttpDates::instant).map(now -> isOver(then, now)))
            .orElse(false);
    return isOver && answer.contentLength() >= 0
        ? changed.map(text -> new Validator(text, answer.contentLength()))
        : Optional.empty();
  }

  private static boolean isOver(Instant changed, Instant answered) {
    return !answered.isBefore(changed.plus(OVER));
  }

  /** Whether it is an ETag, and not a time. */
  boolean isEtag() {
    return size < 0;
  }

  /** Whether the answer to a request with it, which need not repeat it, is about the same file. */
  boolean allows(HttpTransport.Answer answer, long wholeSize) {
    String header = isEtag() ? "ETag" : "Last-Modified";
    return answer.header(header).map(String::strip).orElse(text).equals(text)
        && (isEtag() || size == wholeSize);
  }

  /** As it lies beside what is there. */
  String note() {
    return isEtag() ? text : text + "\n" + size;
  }

  /** Empty for what is no note. */
  static Optional<Validator> ofNote(String note) {
    if (STRONG.matcher(note).matches()) {
      return Optional.of(new Validator(note, -1));
    }
    Matcher dated = DATED.matcher(note);
    return dated.matches()
        ? Optional.of(new Validator(dated.group(1), Long.parseLong(dated.group(2))))
        : Optional.empty();
  }
}
