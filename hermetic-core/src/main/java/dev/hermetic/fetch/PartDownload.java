package dev.hermetic.fetch;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.text.Count;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks servers for parts of files. */
final class PartDownload {
  private static final Pattern RANGE =
      Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");

  private final FetchSettings settings;
  private final Tuning tuning;
  private final HttpTransport transport;

  PartDownload(FetchSettings settings, Tuning tuning, HttpTransport transport) {
    this.settings = settings;
    this.tuning = tuning;
    this.transport = transport;
  }

  /** Empty where there is no such file, or the server gives none in parts. */
  Optional<FilePart> get(PartRequest request) {
    WebAddress address = WebAddress.required(request.url(), request.title());
    if (settings.offline()) {
      throw new HermeticException(NetProblems.offline(address.display()));
    }
    try {
      return new Attempts(settings, tuning).run(() -> ask(request, address));
    } catch (IOException e) {
      throw new IllegalStateException("a part is written to memory alone", e);
    } catch (InterruptedException | UncheckedInterruption e) {
      Thread.currentThread().interrupt();
      throw new HermeticException(NetProblems.interrupted(address.display()), e);
    }
  }

  private Optional<FilePart> ask(PartRequest request, WebAddress address)
      throws IOException, AttemptFailure {
    try (HttpTransport.Answer answer = transport.get(address, Map.of("Range", request.range()))) {
      Matcher range = RANGE.matcher(answer.header("Content-Range").orElse("").strip());
      if (answer.status() != 206 || !range.matches() || !BodyWriter.coding(answer).isEmpty()) {
        return Optional.empty();
      }
      long first = Long.parseLong(range.group(1));
      long last = Long.parseLong(range.group(2));
      long size = Long.parseLong(range.group(3));
      long from = request.from() < 0 ? Math.max(0, size - request.length()) : request.from();
      if (first != from || last != Math.min(size, from + request.length()) - 1) {
        return Optional.empty();
      }
      byte[] bytes = new byte[(int) (last - first + 1)];
      Bounded out = new Bounded(bytes);
      new BodyWriter(transport, address).write(answer, out, (done, total) -> {});
      if (out.length != bytes.length) {
        throw AttemptFailure.passing(
            NetProblems.cutShort(
                address,
                "the transfer ended after " + out.length + " of " + Count.of(bytes.length, "byte")),
            null);
      }
      String version =
          answer.header("ETag").or(() -> answer.header("Last-Modified")).orElse("");
      return Optional.of(new FilePart(bytes, first, size, version));
    }
  }

  /** Takes as many bytes as were announced and drops the rest. */
  private static final class Bounded extends OutputStream {
    private final byte[] bytes;
    private int length;

    Bounded(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public void write(int one) {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int count) {
      int taken = Math.min(count, bytes.length - length);
      System.arraycopy(from, offset, bytes, length, taken);
      length += taken;
    }
  }
}
