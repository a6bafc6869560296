package dev.hermetic.fetch;

import dev.hermetic.event.Listener;
import dev.hermetic.problem.HermeticException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Fetchers with short waits, and what tests ask of them. */
final class FetchKit {
  static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  private FetchKit() {}

  static FetchSettings settings(Path cache) {
    return new FetchSettings(
        cache,
        false,
        false,
        List.of(),
        List.of(),
        Map.of(),
        // Long: a machine under load must not turn one failure into another.
        Duration.ofSeconds(40),
        Duration.ofSeconds(40),
        2);
  }

  static FetchSettings offline(FetchSettings s) {
    return new FetchSettings(
        s.cacheDirectory(),
        true,
        false,
        s.proxies(),
        s.credentials(),
        s.environment(),
        s.connectTimeout(),
        s.stallTimeout(),
        s.attempts());
  }

  static FetchSettings revalidating(FetchSettings s) {
    return new FetchSettings(
        s.cacheDirectory(),
        false,
        true,
        s.proxies(),
        s.credentials(),
        s.environment(),
        s.connectTimeout(),
        s.stallTimeout(),
        s.attempts());
  }

  static FetchSettings stalling(FetchSettings s, Duration stallTimeout) {
    return new FetchSettings(
        s.cacheDirectory(),
        false,
        false,
        s.proxies(),
        s.credentials(),
        s.environment(),
        s.connectTimeout(),
        stallTimeout,
        1);
  }

  static FetchSettings with(
      FetchSettings s, List<ProxyConfig> proxies, List<CredentialSource> credentials) {
    return new FetchSettings(
        s.cacheDirectory(),
        s.offline(),
        s.revalidate(),
        proxies,
        credentials,
        s.environment(),
        s.connectTimeout(),
        s.stallTimeout(),
        s.attempts());
  }

  static Tuning at(Instant now) {
    return new Tuning(() -> now, Duration.ofMillis(1), Duration.ofMillis(20), null);
  }

  static Fetcher fetcher(FetchSettings settings) {
    return new Fetcher(settings, Listener.SILENT, at(NOW));
  }

  static FetchRequest request(String url) {
    return new FetchRequest(url, "fetch:test", "the test file", Acceptor.ANY);
  }

  static CachedFile fetch(FetchSettings settings, String url) {
    return fetcher(settings).fetch(request(url)).orElseThrow();
  }

  static String text(CachedFile file) {
    try {
      return Files.readString(file.file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the one problem says. */
  static String problem(FetchSettings settings, String url) {
    try {
      fetcher(settings).fetch(request(url));
    } catch (HermeticException e) {
      return e.getMessage();
    }
    throw new AssertionError("no problem");
  }

  /** A source that knows one host. */
  static CredentialSource source(String host, Credential credential) {
    return new CredentialSource() {
      @Override
      public Optional<Credential> find(URI uri) {
        return host.equals(uri.getHost()) ? Optional.of(credential) : Optional.empty();
      }

      @Override
      public String describe() {
        return "settings.xml";
      }
    };
  }

  /** Names and contents of all files below, to look for what must not be there. */
  static String everything(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .map(
              file -> {
                try {
                  return file
                      + "\n"
                      + (Files.isRegularFile(file)
                          ? new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                          : "");
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              })
          .collect(Collectors.joining("\n"));
    }
  }

  /** The files of the only cache entry whose names end so. */
  static List<Path> entryFiles(Path cache, String regex) throws IOException {
    try (Stream<Path> files = Files.walk(cache)) {
      return files.filter(f -> f.getFileName().toString().matches(regex)).sorted().toList();
    }
  }
}
