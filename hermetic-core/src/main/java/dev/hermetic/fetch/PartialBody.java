package dev.hermetic.fetch;

import dev.hermetic.digest.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The beginning of a body whose transfer broke off, with the {@link Validator} of what it is the beginning
 * of (RFC 9110, 13.1.5 and 14). Lies in a cache entry; to be used with its lock held.
 */
final class PartialBody {
  /** A server has changed most files after so long. */
  static final Duration KEPT = Duration.ofDays(1);

  private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");

  private static final String BODY = "partial";
  private static final String NOTE = "partial.etag";

  private final Path body;
  private final Path note;

  PartialBody(Path entry) {
    this.body = entry.resolve(BODY);
    this.note = entry.resolve(NOTE);
  }

  /** Whether a file of an entry belongs to a body that broke off. */
  static boolean isPartOfOne(String name) {
    return name.equals(BODY) || name.equals(NOTE);
  }

  /** What to ask a server for the rest. */
  record Rest(Validator validator, long from) {}

  /** Empty when there is nothing to go on with; then nothing is left behind either. */
  Optional<Rest> rest(Instant now) throws IOException {
    try {
      Optional<Validator> validator =
          Validator.ofNote(Files.readString(note, StandardCharsets.ISO_8859_1));
      long size = Files.size(body);
      boolean young = Files.getLastModifiedTime(body).toInstant().plus(KEPT).isAfter(now);
      if (young && size > 0 && validator.isPresent()) {
        return Optional.of(new Rest(validator.get(), size));
      }
    } catch (NoSuchFileException e) {
      // One without the other is of no use.
    }
    delete();
    return Optional.empty();
  }

  /** With what an answer could be gone on with after a break; empty where it could not. */
  static Optional<Validator> validator(HttpTransport.Answer answer) {
    boolean inParts =
        BodyWriter.coding(answer).isEmpty()
            && !answer.header("Accept-Ranges").orElse("").strip().equals("none");
    return inParts ? Validator.of(answer) : Optional.empty();
  }

  /** The size of the whole when the answer is the rest that was asked for; else negative. */
  static long wholeSize(HttpTransport.Answer answer, Rest asked) {
    Matcher range = RANGE.matcher(answer.header("Content-Range").orElse("").strip());
    if (!range.matches() || !BodyWriter.coding(answer).isEmpty()) {
      return -1;
    }
    long first = Long.parseLong(range.group(1));
    long last = Long.parseLong(range.group(2));
    long size = Long.parseLong(range.group(3));
    return first == asked.from && last == size - 1 && asked.validator.allows(answer, size) ? size : -1;
  }

  /** Begins anew with what this is of. */
  OutputStream begin(Validator validator) throws IOException {
    delete();
    Files.writeString(
        note, validator.note(), StandardCharsets.ISO_8859_1, StandardOpenOption.CREATE_NEW);
    return Files.newOutputStream(body, StandardOpenOption.CREATE_NEW);
  }

  /** Goes on at the end. */
  OutputStream goOn() throws IOException {
    return Files.newOutputStream(body, StandardOpenOption.APPEND);
  }

  /** Digest of what is there, to be gone on with. */
  MessageDigest digest() throws IOException {
    MessageDigest digest = Sha256.create(Files.size(body));
    try (InputStream in = Files.newInputStream(body)) {
      Sha256.update(digest, in);
    }
    return digest;
  }

  Path body() {
    return body;
  }

  void delete() throws IOException {
    Files.deleteIfExists(body);
    Files.deleteIfExists(note);
  }
}
