package dev.hermetic.fetch;

import dev.hermetic.digest.Sha256;
import dev.hermetic.problem.HermeticException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Answers from the store of files named by their digest, or from the server. */
final class ContentDownload {
  private final FetchSettings settings;
  private final Tuning tuning;
  private final HttpTransport transport;
  private final ContentStore store;

  ContentDownload(FetchSettings settings, Tuning tuning, HttpTransport transport) {
    this.settings = settings;
    this.tuning = tuning;
    this.transport = transport;
    this.store = new ContentStore(settings.cacheDirectory());
  }

  /** Empty when there is no such file. */
  Optional<byte[]> get(ContentRequest request) {
    if (LocalFiles.isLocal(request.url())) {
      return local(request);
    }
    WebAddress address = WebAddress.required(request.url(), request.title());
    return CacheWork.run(
        settings,
        address,
        () -> {
          Optional<byte[]> known = store.read(request.sha256(), tuning.clock().instant());
          if (known.isPresent()) {
            return known;
          }
          if (settings.offline()) {
            throw new HermeticException(NetProblems.offline(address.display()));
          }
          Optional<byte[]> fetched =
              new Attempts(settings, tuning).run(() -> fetch(request, address));
          if (fetched.isPresent()) {
            store.write(request.sha256(), fetched.get());
          }
          return fetched;
        });
  }

  private Optional<byte[]> fetch(ContentRequest request, WebAddress address)
      throws IOException, AttemptFailure {
    try (HttpTransport.Answer answer = transport.get(address, Map.of())) {
      if (answer.status() != 200) {
        return Optional.empty();
      }
      if (answer.contentLength() > request.limit()) {
        throw AttemptFailure.lasting(
            NetProblems.tooLarge(address, answer.contentLength(), request.limit()), null);
      }
      Limited out = new Limited(request.limit());
      BodyWriter.Written written;
      try {
        written = new BodyWriter(transport, address).write(answer, out, (done, total) -> {});
      } catch (Limited.Full e) {
        throw AttemptFailure.lasting(
            NetProblems.tooLarge(address, out.size() + 1L, request.limit()), e);
      }
      if (!written.sha256().equals(request.sha256())) {
        // A proxy that answered with something of its own may do better next time.
        throw AttemptFailure.passing(
            WebPage.is(out.toByteArray())
                ? NetProblems.webPage(address, answer.source())
                : NetProblems.wrongDigest(address, request.sha256(), written.sha256()),
            null);
      }
      return Optional.of(out.toByteArray());
    }
  }

  private Optional<byte[]> local(ContentRequest request) {
    Path file = LocalFiles.path(request.url());
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      if (Files.size(file) > request.limit()) {
        throw new HermeticException(
            NetProblems.tooLarge(file.toString(), Files.size(file), request.limit()));
      }
      byte[] bytes = Files.readAllBytes(file);
      String found = Sha256.hex(bytes);
      if (!found.equals(request.sha256())) {
        throw new HermeticException(
            NetProblems.wrongDigest(file.toString(), request.sha256(), found));
      }
      return Optional.of(bytes);
    } catch (IOException e) {
      throw new HermeticException(
          NetProblems.unreadable(file.toString(), LocalFiles.reason(e)), e);
    }
  }

  /** Bytes in memory, up to a limit. */
  private static final class Limited extends ByteArrayOutputStream {
    private final int limit;

    /** There is more than the limit. */
    static final class Full extends RuntimeException {
      private static final long serialVersionUID = 1;
    }

    Limited(int limit) {
      this.limit = limit;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      if (length > limit - size()) {
        throw new Full();
      }
      super.write(bytes, offset, length);
    }
  }
}
