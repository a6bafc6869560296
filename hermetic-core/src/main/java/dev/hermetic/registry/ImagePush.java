package dev.hermetic.registry;

import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.oci.BlobSource;
import dev.hermetic.oci.Descriptor;
import dev.hermetic.oci.Image;
import dev.hermetic.oci.ImageReference;
import dev.hermetic.text.ByteText;
import dev.hermetic.text.Count;
import dev.hermetic.work.Parallel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Pushes an image: the blobs that are missing, several at once, and when all are there the manifest,
 * so that nobody ever sees half of it.
 */
public final class ImagePush {
  /** Id of the one stage. */
  public static final String STAGE = "push";

  private final Registry registry;
  private final int workers;
  private final InstantSource clock;
  private final Listener listener;

  /** @param workers how many blobs are on their way at once */
  public ImagePush(Registry registry, int workers, InstantSource clock, Listener listener) {
    this.registry = registry;
    this.workers = workers;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Pushes.
   *
   * @throws dev.hermetic.problem.HermeticException HERM-REGISTRY-nnn, HERM-OCI-nnn; blobs that
   *     arrived before stay, tags are as they were
   */
  public PushResult push(PushRequest request) {
    ImageReference target = request.target().withTag(null);
    Image image = request.image();
    long start = clock.millis();
    listener.on(new Event.StageStarted(STAGE, "Pushing " + request.target()));
    List<BlobSource> blobs = image.blobs();
    PushProgress progress = new PushProgress(blobs, listener);
    List<PushResult.Blob> arrived =
        Parallel.map(
            blobs,
            workers,
            blob -> {
              Registry.Arrival arrival =
                  registry.push(
                      target, blob, origin(request, blob), bytes -> progress.sent(blob, bytes));
              progress.sent(blob, blob.size());
              return new PushResult.Blob(blob.digest(), blob.size(), arrival);
            });
    Document manifest = new Document(image.manifest().mediaType(), bytes(image.manifestBlob()));
    List<String> moved = name(target, request.tags(), manifest);
    PushResult result =
        new PushResult(target.withDigest(image.digest()), arrived, request.tags(), moved);
    listener.on(new Event.StageFinished(STAGE, summary(result), Math.max(0, clock.millis() - start)));
    return result;
  }

  private static @Nullable String origin(PushRequest request, BlobSource blob) {
    ImageReference origin = request.origins().get(blob.digest());
    boolean other =
        origin != null
            && origin.registry().equals(request.target().registry())
            && !origin.repository().equals(request.target().repository());
    return other ? origin.repository() : null;
  }

  private List<String> name(ImageReference target, List<String> tags, Document manifest) {
    if (tags.isEmpty()) {
      registry.push(target, manifest);
      return List.of();
    }
    List<String> moved = new ArrayList<>();
    for (String tag : tags) {
      ImageReference named = target.withTag(tag);
      Optional<Descriptor> before = registry.resolve(named);
      if (before.map(Descriptor::digest).filter(manifest.digest()::equals).isEmpty()) {
        registry.push(named, manifest);
        before.ifPresent(one -> moved.add(tag));
      }
    }
    return moved;
  }

  private static byte[] bytes(BlobSource manifest) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      manifest.copyTo(out);
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot fail", e);
    }
    return out.toByteArray();
  }

  private static String summary(PushResult result) {
    return "Pushed "
        + result.count(Registry.Arrival.SENT)
        + " of "
        + Count.of(result.blobs().size(), "blob")
        + ", "
        + ByteText.of(result.sentBytes())
        + "; "
        + result.count(Registry.Arrival.MOUNTED)
        + " mounted, "
        + result.count(Registry.Arrival.PRESENT)
        + " were there";
  }
}
