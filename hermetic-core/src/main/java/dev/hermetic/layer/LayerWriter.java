package dev.hermetic.layer;

import dev.hermetic.cache.EntryLock;
import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.oci.Compression;
import dev.hermetic.oci.Descriptor;
import dev.hermetic.oci.Digest;
import dev.hermetic.oci.ImageFormat;
import dev.hermetic.oci.ImageLayer;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.text.Count;
import dev.hermetic.work.Parallel;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes planned layers to a folder of the build, several at once, as tars that are packed on the
 * way: nothing but buffers is in memory. A layer of which nothing has changed since the last run is
 * verified and taken as it is; its bytes are read for that only where the file system does not say
 * that they are still those that were read before ({@link dev.hermetic.fetch.DigestNotes}). The folder holds the layers of one image; what the run does not
 * need any more is deleted at its end.
 */
public final class LayerWriter {
  /** Of progress; in bytes of files. */
  public static final String STAGE = "layers";

  private static final int BUFFER = 1 << 17;

  /** Each layer that is being packed takes some tens of megabytes. */
  private static final int MOST_AT_ONCE = 4;

  private final Compression compression;
  private final Path folder;
  private final int threads;
  private final InstantSource clock;
  private final Listener listener;

  /**
   * @param folder is made when it is not there
   * @param threads at most that many pack at once; the bytes do not depend on it
   * @param clock to tell which layers in the folder were changed just now, and are read again
   */
  public LayerWriter(
      Compression compression,
      Path folder,
      int threads,
      InstantSource clock,
      Listener listener) {
    this.compression = compression;
    this.folder = folder;
    this.threads = Math.max(1, threads);
    this.clock = clock;
    this.listener = listener;
  }

  /** What beside the entries of a layer decides on its bytes: another one gives other bytes. */
  public static String form(Compression compression) {
    return LayerCache.FORM + "\0" + Packing.settings(compression);
  }

  /**
   * Writes the layers.
   *
   * @return in the order given
   * @throws HermeticException HERM-LAYER-003 to 005 with all files that cannot be taken, HERM-WORK-001
   */
  public List<WrittenLayer> write(List<PlannedLayer> layers) {
    return write(List.of(), layers).orElseThrow();
  }

  /**
   * Takes layers of an earlier run, and writes others upon them.
   *
   * @param kept need not be planned for that
   * @return all of them; empty when one of those kept is not there as it was, and nothing was done
   * @throws HermeticException as {@link #write(List)}
   */
  public Optional<List<WrittenLayer>> write(List<LayerKey> kept, List<PlannedLayer> layers) {
    try {
      Files.createDirectories(folder);
      return EntryLock.holding(folder.resolve("lock"), () -> writeAll(kept, layers));
    } catch (IOException e) {
      throw LayerProblems.cannotWrite(shown(folder), e);
    } catch (InterruptedException e) {
      throw Parallel.interrupted(e);
    }
  }

  private Optional<List<WrittenLayer>> writeAll(List<LayerKey> kept, List<PlannedLayer> layers)
      throws IOException {
    long start = System.nanoTime();
    LayerCache cache = new LayerCache(folder, clock);
    List<WrittenLayer> all = new ArrayList<>();
    for (LayerKey key : kept) {
      Optional<LayerCache.Kept> found = cache.find(key.digest());
      if (found.isEmpty()) {
        return Optional.empty();
      }
      all.add(written(key, found.get(), true));
    }
    listener.on(new Event.StageStarted(STAGE, "Writing layers"));
    all.addAll(write(layers, cache));
    Set<String> keys = new HashSet<>();
    Set<String> blobs = new HashSet<>();
    int reused = 0;
    for (WrittenLayer one : all) {
      keys.add(one.key().digest().hex());
      blobs.add(one.layer().blob().digest().hex());
      reused += one.reused() ? 1 : 0;
    }
    cache.sweep(keys, blobs);
    String summary = "Wrote " + (all.size() - reused) + " of " + Count.of(all.size(), "layer");
    listener.on(
        new Event.StageFinished(STAGE, summary, (System.nanoTime() - start) / 1_000_000));
    return Optional.of(all);
  }

  private List<WrittenLayer> write(List<PlannedLayer> layers, LayerCache cache) {
    long total = layers.stream().mapToLong(PlannedLayer::bytes).sum();
    AtomicLong done = new AtomicLong();
    // The largest first, so that none is left to be packed alone at the end.
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingLong((Integer i) -> layers.get(i).bytes()).reversed());
    ExecutorService packers = packers(threads);
    try {
      List<WrittenLayer> results =
          Parallel.map(
              order,
              Math.min(MOST_AT_ONCE, threads),
              i -> {
                WrittenLayer layer = layer(layers.get(i), cache, packers);
                listener.on(
                    new Event.StageProgress(
                        STAGE, done.addAndGet(layers.get(i).bytes()), total));
                return layer;
              });
      List<WrittenLayer> inOrder = new ArrayList<>(results);
      for (int i = 0; i < order.size(); i++) {
        inOrder.set(order.get(i), results.get(i));
      }
      return inOrder;
    } finally {
      packers.shutdownNow();
    }
  }

  /** Threads that pack; none is started before there is work. */
  static ExecutorService packers(int threads) {
    return Executors.newFixedThreadPool(
        threads,
        work -> {
          Thread thread = new Thread(work, "hermetic");
          thread.setDaemon(true);
          return thread;
        });
  }

  private WrittenLayer layer(PlannedLayer plan, LayerCache cache, ExecutorService packers) {
    try {
      Digest key = LayerCache.key(plan, compression);
      LayerCache.Kept kept = cache.find(key).orElse(null);
      boolean reused = kept != null;
      if (kept == null) {
        kept = pack(plan, key, cache, packers);
      }
      return written(new LayerKey(plan.name(), plan.distributions(), key), kept, reused);
    } catch (IOException e) {
      throw LayerProblems.cannotWrite(shown(folder), e);
    }
  }

  private WrittenLayer written(LayerKey key, LayerCache.Kept kept, boolean reused) {
    String type = ImageFormat.OCI.layerType(compression).orElseThrow();
    Descriptor descriptor = Descriptor.of(type, kept.blob().digest(), kept.blob().size());
    return new WrittenLayer(
        key, new ImageLayer(descriptor, kept.diffId(), kept.blob()), kept.tarBytes(), reused);
  }

  private LayerCache.Kept pack(
      PlannedLayer plan, Digest key, LayerCache cache, ExecutorService packers)
      throws IOException {
    Path part = cache.part(key);
    try {
      CountedOutput blob;
      CountedOutput tar;
      try (OutputStream file =
          new BufferedOutputStream(Files.newOutputStream(part), BUFFER)) {
        blob = new CountedOutput(file, plan.bytes());
        Packing.Packer packer = Packing.packer(compression, blob, packers, threads);
        try {
          tar = new CountedOutput(packer.stream(), plan.bytes());
          OutputStream buffered = new BufferedOutputStream(tar, BUFFER);
          LayerTar.write(plan, buffered);
          buffered.flush();
          packer.finish();
        } finally {
          packer.close();
        }
      }
      return cache.keep(key, blob.digest(), blob.count(), tar.digest(), tar.count());
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static String shown(Path path) {
    return path.toString().replace('\\', '/');
  }
}
