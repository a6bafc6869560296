package dev.hermetic.repodata;

import dev.hermetic.channel.Channel;
import dev.hermetic.fetch.CachedFile;
import dev.hermetic.fetch.FetchRequest;
import dev.hermetic.fetch.Fetcher;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Redaction;
import dev.hermetic.repodata.RepodataGateway.Loaded;
import dev.hermetic.repodata.RepodataGateway.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Opens the sharded form of repodata (CEP-16). */
final class ShardLoader {
  /** Fetches at once over all channels; servers of HTTP/2 grant as many on one connection. */
  private static final int CONNECTIONS = 24;

  private final Fetcher fetcher;
  private final Executor threads;

  ShardLoader(Fetcher fetcher) {
    this.fetcher = fetcher;
    this.threads = threads();
  }

  /** Threads that go away by themselves when nothing is to do. */
  private static Executor threads() {
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
   * Fetches the index of the shards, and none of them.
   *
   * @param location the channel's fetchable URL
   * @return empty when the channel offers no shards there
   * @throws HermeticException HERM-REPO-004 or HERM-NET-nnn
   */
  Optional<Loaded> load(String location, Channel channel, String subdir) {
    String url = location + "/" + subdir + "/" + ShardIndex.FILE;
    String title = Titles.of(channel, subdir);
    return fetcher
        .fetch(
            new FetchRequest(
                url,
                "fetch-shards:" + title,
                title + " (index of shards)",
                (file, sha256) -> read(file, url)))
        .map(file -> open(file, location, channel, subdir));
  }

  private Loaded open(CachedFile file, String location, Channel channel, String subdir) {
    ShardIndex index = read(file.file(), file.url());
    String shardsUrl =
        ShardLocation.resolve(location, channel, subdir, index.shardsBaseUrl())
            .orElseThrow(
                () ->
                    broken(
                        file.url(),
                        "shards must not be fetched from " + index.shardsBaseUrl(),
                        null));
    return new Loaded(
        new ShardedRepodata(
            fetcher,
            threads,
            channel.baseUrl(),
            subdir,
            Titles.of(channel, subdir),
            index,
            shardsUrl),
        new Snapshot(channel.baseUrl(), subdir, ShardIndex.FILE, file.sha256(), file.size()));
  }

  private static ShardIndex read(Path file, String url) {
    try {
      return ShardIndex.parse(Files.readAllBytes(file));
    } catch (RepodataFormatException e) {
      throw broken(url, String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw broken(url, "it cannot be read: " + e.getMessage(), e);
    }
  }

  private static HermeticException broken(
      String url, String fact, @Nullable Throwable cause) {
    return new HermeticException(ShardProblems.brokenIndex(Redaction.redact(url), fact), cause);
  }
}
