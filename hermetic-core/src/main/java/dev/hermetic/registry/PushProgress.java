package dev.hermetic.registry;

import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.oci.BlobSource;
import dev.hermetic.oci.Digest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How far a push is as a whole. */
final class PushProgress {
  private static final long STEP = 1 << 18;

  private final Listener listener;
  private final long total;
  private final Map<Digest, Long> done = new HashMap<>();
  private long sum;
  private long told;

  PushProgress(List<BlobSource> blobs, Listener listener) {
    this.listener = listener;
    this.total = blobs.stream().mapToLong(BlobSource::size).sum();
  }

  /** @param bytes of the blob that are done; less than before where it is sent again */
  synchronized void sent(BlobSource blob, long bytes) {
    Long before = done.put(blob.digest(), bytes);
    sum += bytes - (before == null ? 0 : before);
    if (Math.abs(sum - told) >= STEP || sum == total) {
      told = sum;
      listener.on(new Event.StageProgress(ImagePush.STAGE, sum, total));
    }
  }
}
