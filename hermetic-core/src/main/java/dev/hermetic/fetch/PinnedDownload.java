package dev.hermetic.fetch;

import dev.hermetic.cache.CachedFiles;
import dev.hermetic.digest.Sha256;
import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Files of any size that are named by their digest: from the cache without a word of the server, else
 * from the server, gone on with where a transfer broke off. They lie in {@code packages/archives},
 * each in a folder of its own, under the name of its digest.
 */
final class PinnedDownload {
  private static final String FOLDER = "packages/archives";

  private final FetchSettings settings;
  private final Listener listener;
  private final Tuning tuning;
  private final HttpTransport transport;

  PinnedDownload(
      FetchSettings settings, Listener listener, Tuning tuning, HttpTransport transport) {
    this.settings = settings;
    this.listener = listener;
    this.tuning = tuning;
    this.transport = transport;
  }

  /** The folder of a cache that holds these files' folders. */
  static Path folder(Path cacheDirectory) {
    return cacheDirectory.resolve(FOLDER);
  }

  Fetched get(PinnedRequest request) {
    if (LocalFiles.isLocal(request.url())) {
      return local(request);
    }
    WebAddress address = WebAddress.required(request.url(), request.title());
    CacheEntry entry =
        CacheEntry.in(folder(settings.cacheDirectory()).resolve(request.pin().key()));
    return CacheWork.run(
        settings,
        address,
        () -> {
          Optional<Fetched> known = fromCache(request, entry, address);
          if (known.isPresent()) {
            return known.get();
          }
          if (settings.offline()) {
            throw new HermeticException(NetProblems.offline(address.display()));
          }
          return entry.locked(() -> fromServer(request, entry, address));
        });
  }

  private static Fetched local(PinnedRequest request) {
    Path file = LocalFiles.path(request.url());
    if (!Files.exists(file)) {
      return Fetched.missing();
    }
    try {
      String sha256 = Sha256.hex(file);
      Optional<Problem> wrong = PinCheck.of(file.toString(), request.pin(), file, sha256);
      if (wrong.isPresent()) {
        throw new HermeticException(wrong.get());
      }
      return Fetched.of(
          new CachedFile(
              file, sha256, Files.size(file), request.url(), request.url(), true),
          "read in place");
    } catch (IOException e) {
      throw new HermeticException(
          NetProblems.unreadable(file.toString(), LocalFiles.reason(e)), e);
    }
  }

  /** Every use looks at all bytes; needs no lock, so that a cache on a read-only disk serves too. */
  private Optional<Fetched> fromCache(PinnedRequest request, CacheEntry entry, WebAddress address)
      throws IOException {
    Path file = file(request, entry);
    if (!CachedFiles.use(file, tuning.clock().instant())) {
      return Optional.empty();
    }
    try {
      String sha256 = Sha256.hex(file);
      if (PinCheck.of(address.display(), request.pin(), file, sha256).isPresent()) {
        return Optional.empty();
      }
      return Optional.of(
          Fetched.of(
              new CachedFile(
                  file, sha256, Files.size(file), address.display(), address.display(), false),
              "from the cache"));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static Path file(PinnedRequest request, CacheEntry entry) {
    return entry.directory().resolve(request.pin().key());
  }

  private Fetched fromServer(PinnedRequest request, CacheEntry entry, WebAddress address)
      throws IOException, InterruptedException {
    // Somebody else may have fetched it while this process waited for the lock.
    Optional<Fetched> known = fromCache(request, entry, address);
    if (known.isPresent()) {
      return known.get();
    }
    entry.sweep(request.pin().key(), tuning.clock().instant());
    return new Attempts(settings, tuning).run(() -> attempt(request, entry, address));
  }

  private Fetched attempt(PinnedRequest request, CacheEntry entry, WebAddress address)
      throws IOException, AttemptFailure {
    PartialBody partial = new PartialBody(entry.directory());
    PartialBody.Rest rest = partial.rest(tuning.clock().instant()).orElse(null);
    if (rest != null) {
      try {
        Optional<Fetched> resumed = ask(request, entry, address, rest);
        if (resumed.isPresent()) {
          return resumed.get();
        }
      } catch (WrongBytes e) {
        // What was there may not have been what the server took it for.
      }
      partial.delete();
    }
    try {
      return ask(request, entry, address, null).orElseThrow();
    } catch (HermeticException e) {
      partial.delete();
      throw e;
    } catch (WrongBytes e) {
      // A proxy that answered with something of its own may do better next time.
      throw AttemptFailure.passing(e.problem, e);
    }
  }

  /** Bytes that are not the promised ones. */
  private static final class WrongBytes extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Problem problem;

    WrongBytes(Problem problem) {
      super(problem.render());
      this.problem = problem;
    }
  }

  /** @return empty when the server does not go on where the transfer broke off */
  private Optional<Fetched> ask(
      PinnedRequest request,
      CacheEntry entry,
      WebAddress address,
      PartialBody.@Nullable Rest rest)
      throws IOException, AttemptFailure, WrongBytes {
    Map<String, String> conditions = new TreeMap<>();
    if (rest != null) {
      conditions.put("Range", "bytes=" + rest.from() + "-");
      conditions.put("If-Range", rest.validator().text());
    }
    try (HttpTransport.Answer answer = transport.get(address, conditions)) {
      if (answer.status() == 404 || answer.status() == 410) {
        return Optional.of(Fetched.missing());
      }
      BodyDownload download =
          new BodyDownload(transport, address, entry, progress(request, address));
      if (answer.status() == 200) {
        checkLength(request, answer, address);
        return Optional.of(take(request, entry, address, answer, download.whole(answer)));
      }
      BodyDownload.Body body =
          answer.status() == 206 && rest != null ? download.rest(answer, rest) : null;
      if (body != null) {
        return Optional.of(take(request, entry, address, answer, body));
      }
      if (rest == null) {
        throw AttemptFailure.lasting(
            NetProblems.unexpectedStatus(address, answer.status()), null);
      }
      return Optional.empty();
    }
  }

  /** What is of another size need not be fetched first. */
  private static void checkLength(
      PinnedRequest request, HttpTransport.Answer answer, WebAddress address) throws WrongBytes {
    long promised = request.pin().size();
    long length = answer.contentLength();
    if (promised >= 0 && length >= 0 && BodyWriter.coding(answer).isEmpty()
        && length != promised) {
      throw new WrongBytes(
          WebPage.is(answer)
              ? NetProblems.webPage(address, answer.source())
              : NetProblems.wrongSize(address.display(), promised, length));
    }
  }

  private BodyWriter.Progress progress(PinnedRequest request, WebAddress address) {
    long promised = request.pin().size();
    return (done, total) -> {
      if (promised >= 0 && done > promised) {
        throw new HermeticException(
            NetProblems.wrongSize(address.display(), promised, done));
      }
      listener.on(new Event.StageProgress(request.stage(), done, total < 0 ? promised : total));
    };
  }

  private Fetched take(
      PinnedRequest request,
      CacheEntry entry,
      WebAddress address,
      HttpTransport.Answer answer,
      BodyDownload.Body body)
      throws IOException, WrongBytes {
    try {
      BodyWriter.Written written = body.written();
      Optional<Problem> wrong =
          PinCheck.of(address.display(), request.pin(), body.file(), written.sha256());
      if (wrong.isPresent()) {
        throw new WrongBytes(
            WebPage.is(body.file())
                ? NetProblems.webPage(address, answer.source())
                : wrong.get());
      }
      Path file = file(request, entry);
      Files.move(
          body.file(),
          file,
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      return Fetched.of(
          new CachedFile(
              file,
              written.sha256(),
              written.size(),
              address.display(),
              address.display(),
              true),
          (body.resumed() ? "download resumed, " : "downloaded ")
              + CachedDownload.size(written.size()));
    } finally {
      Files.deleteIfExists(body.file());
      new PartialBody(entry.directory()).delete();
    }
  }
}
