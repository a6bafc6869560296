package dev.hermetic.repodata;

import dev.hermetic.channel.Channel;
import dev.hermetic.fetch.Acceptor;
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
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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

  /** Fetches at once; also what servers speaking HTTP/2 grant at least. */
  private static final int CONNECTIONS = 24;

  private final Fetcher fetcher;
  private final Path indexDirectory;
  private final Executor shardThreads;

  /** Where the repodata of a channel subdir came from. */
  public record Snapshot(String channel, String subdir, String file, String sha256, long size) {}

  /** Repodata and the snapshot they are. */
  public record Loaded(Repodata repodata, Snapshot snapshot) {}

  /**
   * @param cacheDirectory the same as the fetcher's
   */
  public RepodataGateway(Fetcher fetcher, Path cacheDirectory) {
    this.fetcher = fetcher;
    this.indexDirectory = cacheDirectory.resolve("index");
    this.shardThreads = shardThreads();
  }

  /** Threads that go away by themselves when nothing is to do. */
  private static Executor shardThreads() {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            CONNECTIONS,
            CONNECTIONS,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "hermetic-shards");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
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
    List<Supplier<Optional<Loaded>>> forms = new ArrayList<>();
    forms.add(() -> shards(location, channel, subdir));
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

  private Optional<CachedFile> fetch(
      String url, Channel channel, String subdir, Acceptor acceptor) {
    String title = Redaction.redact(channel.name() + "/" + subdir);
    return fetcher.fetch(new FetchRequest(url, "fetch:" + title, title, acceptor));
  }

  private Optional<Loaded> whole(
      String location, Channel channel, String subdir, Compression compression) {
    String url = location + "/" + subdir + "/" + compression.fileName();
    return fetch(url, channel, subdir, (file, sha256) -> index(file, sha256, compression, url))
        .map(file -> open(file, compression, channel, subdir));
  }

  private Optional<Loaded> shards(String location, Channel channel, String subdir) {
    String url = location + "/" + subdir + "/" + ShardIndex.FILE;
    return fetch(url, channel, subdir, (file, sha256) -> readIndex(file, url))
        .map(
            file -> {
              ShardIndex index = readIndex(file.file(), url);
              String shardsUrl =
                  ShardLocation.resolve(location, channel, subdir, index.shardsBaseUrl())
                      .orElseThrow(
                          () ->
                              new HermeticException(
                                  ShardProblems.brokenIndex(
                                      Redaction.redact(url),
                                      "shards must not be fetched from "
                                          + index.shardsBaseUrl())));
              return new Loaded(
                  new ShardedRepodata(
                      fetcher,
                      shardThreads,
                      channel.baseUrl(),
                      subdir,
                      Redaction.redact(channel.name() + "/" + subdir),
                      index,
                      shardsUrl),
                  new Snapshot(
                      channel.baseUrl(), subdir, ShardIndex.FILE, file.sha256(), file.size()));
            });
  }

  private ShardIndex readIndex(Path file, String url) {
    try {
      return ShardIndex.parse(Files.readAllBytes(file));
    } catch (RepodataFormatException e) {
      throw new HermeticException(
          ShardProblems.brokenIndex(Redaction.redact(url), String.valueOf(e.getMessage())), e);
    } catch (IOException e) {
      throw new HermeticException(cacheProblem(e), e);
    }
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
