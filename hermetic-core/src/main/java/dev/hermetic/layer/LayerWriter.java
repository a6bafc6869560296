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
import dev.hermetic.work.Parallel;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

  /**
   * Writes the layers.
   *
   * @return in the order given
   * @throws HermeticException HERM-LAYER-003 to 005 with all files that cannot be taken, HERM-WORK-001
   */
  public List<WrittenLayer> write(List<PlannedLayer> layers) {
    long start = System.nanoTime();
    listener.on(new Event.StageStarted(STAGE, "Writing layers"));
    List<WrittenLayer> written;
    try {
      Files.createDirectories(folder);
      written = EntryLock.holding(folder.resolve("lock"), () -> writeAll(layers));
    } catch (IOException e) {
      throw LayerProblems.cannotWrite(shown(folder), e);
    } catch (InterruptedException e) {
      throw Parallel.interrupted(e);
    }
    long reused = written.stream().filter(WrittenLayer::reused).count();
    String summary =
        "Wrote " + (written.size() - reused) + " of " + written.size() + " layers";
    listener.on(
        new Event.StageFinished(STAGE, summary, (System.nanoTime() - start) / 1_000_000));
    return written;
  }

  private List<WrittenLayer> writeAll(List<PlannedLayer> layers) throws IOException {
    LayerCache cache = new LayerCache(folder, clock);
    long total = layers.stream().mapToLong(PlannedLayer::bytes).sum();
    AtomicLong done = new AtomicLong();
    // The largest first, so that none is left to be packed alone at the end.
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingLong((Integer i) -> layers.get(i).bytes()).reversed());
    ExecutorService packers =
        Executors.newFixedThreadPool(
            threads,
            work -> {
              Thread thread = new Thread(work, "hermetic");
              thread.setDaemon(true);
              return thread;
            });
    Map<Integer, KeyedLayer> written = new HashMap<>();
    try {
      List<KeyedLayer> results =
          Parallel.map(
              order,
              Math.min(MOST_AT_ONCE, threads),
              i -> {
                KeyedLayer layer = layer(layers.get(i), cache, packers);
                listener.on(
                    new Event.StageProgress(
                        STAGE, done.addAndGet(layers.get(i).bytes()), total));
                return layer;
              });
      for (int i = 0; i < order.size(); i++) {
        written.put(order.get(i), results.get(i));
      }
    } finally {
      packers.shutdownNow();
    }
    List<WrittenLayer> inOrder = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    Set<String> blobs = new HashSet<>();
    for (int i = 0; i < layers.size(); i++) {
      KeyedLayer layer = written.get(i);
      inOrder.add(layer.written());
      keys.add(layer.key().hex());
      blobs.add(layer.written().layer().blob().digest().hex());
    }
    cache.sweep(keys, blobs);
    return inOrder;
  }

  /**
   * A layer.
   *
   * @param key by which the folder has it
   */
  private record KeyedLayer(Digest key, WrittenLayer written) {}

  private KeyedLayer layer(PlannedLayer plan, LayerCache cache, ExecutorService packers) {
    try {
      Digest key = LayerCache.key(plan, compression);
      LayerCache.Kept kept = cache.find(key).orElse(null);
      boolean reused = kept != null;
      if (kept == null) {
        kept = pack(plan, key, cache, packers);
      }
      String type = ImageFormat.OCI.layerType(compression).orElseThrow();
      Descriptor descriptor =
          Descriptor.of(type, kept.blob().digest(), kept.blob().size());
      return new KeyedLayer(
          key,
          new WrittenLayer(
              plan,
              new ImageLayer(descriptor, kept.diffId(), kept.blob()),
              kept.tarBytes(),
              reused));
    } catch (IOException e) {
      throw LayerProblems.cannotWrite(shown(folder), e);
    }
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
        blob = new CountedOutput(file);
        Packing.Packer packer = Packing.packer(compression, blob, packers, threads);
        try {
          tar = new CountedOutput(packer.stream());
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
