package dev.hermetic.repodata;

import dev.hermetic.channel.Channel;
import dev.hermetic.fetch.CachedFile;
import dev.hermetic.fetch.FetchRequest;
import dev.hermetic.fetch.Fetcher;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.problem.Redaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * From a channel to its indexed repodata. The index of a repodata file is built once, kept in the
 * cache under the file's digest, and shared by processes. New repodata replace the cached ones only
 * after their index was built, so that a broken file never displaces a good one.
 */
public final class RepodataGateway {
  /** Object stores that do not let strangers list them deny what they do not have. */
  private static final String DENIED = "HERM-NET-002";

  private final Fetcher fetcher;
  private final Path indexDirectory;

  /** Where the repodata of a channel subdir came from. */
  public record Snapshot(String channel, String subdir, String file, String sha256, long size) {}

  /** Repodata and the snapshot they are. */
  public record Loaded(IndexedRepodata repodata, Snapshot snapshot) {}

  /**
   * @param cacheDirectory the same as the fetcher's
   */
  public RepodataGateway(Fetcher fetcher, Path cacheDirectory) {
    this.fetcher = fetcher;
    this.indexDirectory = cacheDirectory.resolve("index");
  }

  /**
   * Loads one subdir, from the first of the channel's locations that has it.
   *
   * @return empty when no location has repodata for the subdir
   * @throws HermeticException when a location fails and no later one answers
   */
  public Optional<Loaded> load(Channel channel, String subdir) {
    List<Problem> failures = new ArrayList<>();
    for (String location : channel.fetchUrls()) {
      try {
        Optional<Loaded> loaded = loadFrom(location, channel, subdir);
        if (loaded.isPresent()) {
          return loaded;
        }
      } catch (HermeticException e) {
        failures.addAll(e.problems());
      }
    }
    if (!failures.isEmpty()) {
      throw new HermeticException(failures);
    }
    return Optional.empty();
  }

  private Optional<Loaded> loadFrom(String location, Channel channel, String subdir) {
    String stage = "fetch:" + channel.name() + "/" + subdir;
    HermeticException denied = null;
    for (Compression compression : Compression.values()) {
      String url = location + "/" + subdir + "/" + compression.fileName();
      FetchRequest request =
          new FetchRequest(
              url,
              Redaction.redact(stage),
              Redaction.redact(channel.name() + "/" + subdir),
              (file, sha256) -> index(file, sha256, compression, url));
      Optional<CachedFile> fetched;
      try {
        fetched = fetcher.fetch(request);
      } catch (HermeticException e) {
        if (!e.problems().get(0).code().equals(DENIED)) {
          throw e;
        }
        denied = denied == null ? e : denied;
        continue;
      }
      if (fetched.isPresent()) {
        return Optional.of(open(fetched.get(), compression, channel, subdir));
      }
    }
    if (denied != null) {
      throw denied;
    }
    return Optional.empty();
  }

  private Loaded open(CachedFile file, Compression compression, Channel channel, String subdir) {
    try {
      Path index = path(file.sha256());
      Optional<IndexedRepodata> known =
          IndexedRepodata.open(index, file.sha256(), channel.baseUrl(), subdir);
      if (known.isEmpty()) {
        build(file.file(), file.sha256(), compression, file.url());
        known = IndexedRepodata.open(index, file.sha256(), channel.baseUrl(), subdir);
      }
      IndexedRepodata repodata =
          known.orElseThrow(() -> new IOException(index + " is not what was written"));
      return new Loaded(
          repodata,
          new Snapshot(
              channel.baseUrl(), subdir, compression.fileName(), file.sha256(), file.size()));
    } catch (IOException e) {
      throw new HermeticException(cacheProblem(e), e);
    }
  }

  private void index(Path file, String sha256, Compression compression, String url) {
    try {
      if (!Files.exists(path(sha256))) {
        build(file, sha256, compression, url);
      }
    } catch (IOException e) {
      throw new HermeticException(cacheProblem(e), e);
    }
  }

  private void build(Path file, String sha256, Compression compression, String url)
      throws IOException {
    Files.createDirectories(indexDirectory);
    Path temporary = indexDirectory.resolve(sha256 + "." + UUID.randomUUID() + ".tmp");
    try {
      try (var json = compression.open(file)) {
        IndexBuilder.build(json, sha256, temporary);
      } catch (RepodataFormatException e) {
        throw new HermeticException(broken(url, e.getMessage()), e);
      } catch (IOException e) {
        if (Files.exists(temporary)) {
          throw e; // the disk's fault, not the file's
        }
        throw new HermeticException(broken(url, "it does not unpack: " + e.getMessage()), e);
      }
      Files.move(
          temporary,
          path(sha256),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private Path path(String sha256) {
    return indexDirectory.resolve(sha256 + ".idx");
  }

  private static Problem broken(String url, String fact) {
    return new Problem(
        "HERM-REPO-001",
        Problem.Kind.ENVIRONMENT,
        url,
        "the repodata cannot be read: " + fact,
        "try again later or use a mirror (hermetic.mirrors); the copy that was cached before is"
            + " kept and serves offline (-o)");
  }

  private Problem cacheProblem(IOException e) {
    return new Problem(
        "HERM-REPO-002",
        Problem.Kind.ENVIRONMENT,
        indexDirectory.toString(),
        "the index of a channel cannot be written or read: " + e.getMessage(),
        "make the directory writable and see that the disk has room, or name another with"
            + " -Dhermetic.cacheDirectory=…");
  }
}
