package dev.hermetic.repodata;

import dev.hermetic.channel.Channel;
import dev.hermetic.fetch.Acceptor;
import dev.hermetic.fetch.CachedFile;
import dev.hermetic.fetch.FetchRequest;
import dev.hermetic.fetch.Fetcher;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * From a channel to its indexed repodata. The index of a repodata file is built once, kept in the
 * cache under the file's digest, and shared by processes. New repodata replace the cached ones only
 * after their index was built, so that a broken file never displaces a good one.
 */
public final class RepodataGateway {
  /**
   * Failures after which another form of the repodata is asked for. Object stores that do not let
   * strangers list them deny what they do not have; offline, an older form may be in the cache.
   */
  private static final Set<String> NOT_HERE = Set.of("HERM-NET-002", "HERM-NET-011");

  private final Fetcher fetcher;
  private final Path indexDirectory;
  private final IndexFolder indexes;
  private final ShardLoader shards;

  /** Where the repodata of a channel subdir came from. */
  public record Snapshot(String channel, String subdir, String file, String sha256, long size) {}

  /** Repodata and the snapshot they are. */
  public record Loaded(Repodata repodata, Snapshot snapshot) {}

  /**
   * @param cacheDirectory the same as the fetcher's
   */
  public RepodataGateway(Fetcher fetcher, Path cacheDirectory) {
    this.fetcher = fetcher;
    this.indexDirectory = cacheDirectory.resolve(IndexFolder.NAME);
    this.indexes = new IndexFolder(indexDirectory);
    this.shards = new ShardLoader(fetcher);
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
        failures.addAll(Titles.under(Titles.of(channel, subdir), e).problems());
      }
    }
    if (!failures.isEmpty()) {
      throw new HermeticException(failures);
    }
    return Optional.empty();
  }

  private Optional<Loaded> loadFrom(String location, Channel channel, String subdir) {
    List<Supplier<Optional<Loaded>>> forms = new ArrayList<>();
    forms.add(() -> shards.load(location, channel, subdir));
    for (Compression compression : Compression.values()) {
      forms.add(() -> whole(location, channel, subdir, compression));
    }
    HermeticException notHere = null;
    for (Supplier<Optional<Loaded>> form : forms) {
      try {
        Optional<Loaded> loaded = form.get();
        if (loaded.isPresent()) {
          return loaded;
        }
      } catch (HermeticException e) {
        if (!NOT_HERE.contains(e.problems().get(0).code())) {
          throw e;
        }
        notHere = notHere == null ? e : notHere;
      }
    }
    if (notHere != null) {
      throw notHere;
    }
    return Optional.empty();
  }

  private Optional<Loaded> whole(
      String location, Channel channel, String subdir, Compression compression) {
    String url = location + "/" + subdir + "/" + compression.fileName();
    return fetcher
        .fetch(request(url, channel, subdir, (f, sha256) -> index(f, sha256, compression, url)))
        .map(file -> open(file, compression, channel, subdir));
  }

  private static FetchRequest request(
      String url, Channel channel, String subdir, Acceptor acceptor) {
    String title = Titles.of(channel, subdir);
    return new FetchRequest(url, "fetch:" + title, title, acceptor);
  }

  private Loaded open(CachedFile file, Compression compression, Channel channel, String subdir) {
    try {
      Path index = indexes.path(file.sha256());
      indexes.use(index);
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
      if (!Files.exists(indexes.path(sha256))) {
        build(file, sha256, compression, url);
      }
    } catch (IOException e) {
      throw new HermeticException(cacheProblem(e), e);
    }
  }

  private void build(Path file, String sha256, Compression compression, String url)
      throws IOException {
    Path temporary = indexes.temporary(sha256);
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
      indexes.take(temporary, sha256);
    } finally {
      Files.deleteIfExists(temporary);
    }
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
