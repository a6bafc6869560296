package dev.hermetic.fetch;

import dev.hermetic.text.Count;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings one body into a cache entry. What breaks off stays there to be gone on with, by this
 * process or another, where the server can tell that the rest belongs to it.
 */
final class BodyDownload {
  private final BodyWriter writer;
  private final WebAddress address;
  private final CacheEntry entry;
  private final PartialBody partial;
  private final BodyWriter.Progress progress;

  BodyDownload(
      HttpTransport transport,
      WebAddress address,
      CacheEntry entry,
      BodyWriter.Progress progress) {
    this.writer = new BodyWriter(transport, address);
    this.address = address;
    this.entry = entry;
    this.partial = new PartialBody(entry.directory());
    this.progress = progress;
  }

  /**
   * A whole body, in a file that is to be moved or deleted.
   *
   * @param begun with what its last part was asked for; empty where it came as one
   */
  record Body(Path file, BodyWriter.Written written, Optional<Validator> begun) {
    boolean resumed() {
      return begun.isPresent();
    }
  }

  /** Takes the answer to a request for all of it. */
  Body whole(HttpTransport.Answer answer) throws IOException, AttemptFailure {
    Optional<Validator> validator = PartialBody.validator(answer);
    if (validator.isPresent()) {
      try (OutputStream out = partial.begin(validator.get())) {
        return new Body(partial.body(), writer.write(answer, out, progress), Optional.empty());
      } catch (IOException e) {
        throw given(partial.body(), e);
      }
    }
    partial.delete();
    Path file = entry.newBody();
    boolean done = false;
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
      Body body = new Body(file, writer.write(answer, out, progress), Optional.empty());
      done = true;
      return body;
    } finally {
      if (!done) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Takes the answer to a request for the rest; null when it is not the rest. */
  @Nullable Body rest(HttpTransport.Answer answer, PartialBody.Rest asked)
      throws IOException, AttemptFailure {
    long size = PartialBody.wholeSize(answer, asked);
    if (size < 0) {
      return null;
    }
    BodyWriter.Written written;
    try (OutputStream out = partial.goOn()) {
      written = writer.write(answer, out, partial.digest(), asked.from(), progress);
    } catch (IOException e) {
      throw given(partial.body(), e);
    }
    if (written.size() != size) {
      throw AttemptFailure.passing(
          NetProblems.cutShort(
              address, "the transfer ended after " + written.size() + " of " + Count.of(size, "byte")),
          null);
    }
    return new Body(partial.body(), written, Optional.of(asked.validator()));
  }

  /** A disk without room gets it back. */
  private static IOException given(Path file, IOException failure) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }
}
