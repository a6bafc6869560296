package dev.hermetic.repodata;

import dev.hermetic.fetch.ContentRequest;
import dev.hermetic.fetch.Fetcher;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Redaction;
import dev.hermetic.record.Candidate;
import dev.hermetic.record.CandidateColumns;
import dev.hermetic.record.PackageRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** Repodata of which only the shards of the names asked for are fetched (CEP-16). */
final class ShardedRepodata implements Repodata {
  /** The largest shard of conda-forge has a few hundred kilobytes. Bytes, compressed. */
  private static final int LIMIT = 64 << 20;

  private final Fetcher fetcher;
  private final Executor executor;
  private final String channel;
  private final String subdir;
  private final String title;
  private final ShardIndex index;
  private final String shardsUrl;
  private final ConcurrentHashMap<String, CompletableFuture<Optional<IndexedRepodata>>> shards =
      new ConcurrentHashMap<>();

  /**
   * @param executor runs the fetches; bounds how many there are at once
   * @param title what a person reads of channel and subdir
   * @param shardsUrl fetchable, with a slash at the end
   */
  ShardedRepodata(
      Fetcher fetcher,
      Executor executor,
      String channel,
      String subdir,
      String title,
      ShardIndex index,
      String shardsUrl) {
    this.fetcher = fetcher;
    this.executor = executor;
    this.channel = channel;
    this.subdir = subdir;
    this.title = title;
    this.index = index;
    this.shardsUrl = shardsUrl;
  }

  @Override
  public String channel() {
    return channel;
  }

  @Override
  public String subdir() {
    return subdir;
  }

  @Override
  public ChannelRelations relations() {
    return index.relations();
  }

  @Override
  public Collection<String> names() {
    return index.names();
  }

  @Override
  public void prefetch(Collection<String> names) {
    names.forEach(this::begin);
  }

  /** @throws HermeticException HERM-REPO-005, -006 or HERM-NET-nnn when the shard is not to be had */
  @Override
  public List<PackageRecord> records(String name) {
    return shard(name).map(shard -> shard.records(name)).orElse(List.of());
  }

  /** @throws HermeticException as {@link #records} */
  @Override
  public List<? extends Candidate> candidates(String name) {
    Optional<IndexedRepodata> shard = shard(name);
    return shard.isPresent() ? shard.get().candidates(name) : List.of();
  }

  /** @throws HermeticException as {@link #records} */
  @Override
  public CandidateColumns columns(String name) {
    return shard(name)
        .map(shard -> shard.columns(name))
        .orElseGet(() -> CandidateColumns.of(List.of()));
  }

  /** @throws HermeticException as {@link #records} */
  @Override
  public Optional<PackageRecord> record(String name, String fileName) {
    return shard(name).flatMap(shard -> shard.record(name, fileName));
  }

  private Optional<IndexedRepodata> shard(String name) {
    try {
      return begin(name).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof HermeticException failure) {
        throw Titles.under(title + " " + name, failure);
      }
      throw e;
    }
  }

  private CompletableFuture<Optional<IndexedRepodata>> begin(String name) {
    CompletableFuture<Optional<IndexedRepodata>> known = shards.get(name);
    if (known != null) {
      return known;
    }
    Optional<String> sha256 = index.sha256(name);
    if (sha256.isEmpty()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return shards.computeIfAbsent(
        name,
        n ->
            CompletableFuture.supplyAsync(() -> Optional.of(load(n, sha256.get())), executor));
  }

  private IndexedRepodata load(String name, String sha256) {
    String url = shardsUrl + sha256 + ".msgpack.zst";
    byte[] file =
        fetcher
            .fetch(new ContentRequest(url, sha256, title + " " + name, LIMIT))
            .orElseThrow(
                () -> new HermeticException(ShardProblems.missing(shown(url), name)));
    try {
      byte[] json = MsgpackJson.shard(ShardIndex.unpack(file), index.baseUrl());
      IndexedRepodata shard =
          IndexedRepodata.of(
              IndexBuilder.build(new ByteArrayInputStream(json), sha256), channel, subdir);
      for (String other : shard.names()) {
        if (!other.equals(name)) {
          throw new RepodataFormatException("it has records of " + other);
        }
      }
      return shard;
    } catch (IOException e) {
      throw new HermeticException(
          ShardProblems.broken(shown(url), name, String.valueOf(e.getMessage())), e);
    }
  }

  private static String shown(String url) {
    return Redaction.redact(url);
  }
}
