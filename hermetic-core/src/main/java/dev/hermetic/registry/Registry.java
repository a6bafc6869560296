package dev.hermetic.registry;

import dev.hermetic.event.Listener;
import dev.hermetic.oci.BlobSource;
import dev.hermetic.oci.Descriptor;
import dev.hermetic.oci.Digest;
import dev.hermetic.oci.ImageReference;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Registries of images (OCI distribution specification 1.1): whichever one a reference names. Safe
 * for use by several threads.
 *
 * <p>All that is received is held against its digest. What may pass later (429, 5xx, a connection
 * that breaks) is tried again, after the time that the registry asks for. Credentials go to the
 * registry and to the token server that it names, to no other host, and into no text.
 *
 * <p>All methods throw {@link dev.hermetic.problem.HermeticException} with one problem:
 * HERM-REGISTRY-nnn, or HERM-NET-nnn where cache or proxy are at fault.
 */
public interface Registry {
  /** How a blob came to be in a repository. */
  enum Arrival {
    /** It was there before. */
    PRESENT,
    /** The registry took it from another repository of its own. */
    MOUNTED,
    /** Its bytes were sent. */
    SENT
  }

  /** Hears how many bytes of a blob were sent; less than before where it is sent again. */
  @FunctionalInterface
  interface Sent {
    void at(long bytes);
  }

  /** Registries as reached over the network. */
  static Registry over(RegistrySettings settings, Listener listener) {
    return new HttpRegistry(settings, listener);
  }

  /**
   * What a tag or digest names, without its content.
   *
   * @return empty when the registry has none
   */
  Optional<Descriptor> resolve(ImageReference reference);

  /**
   * The manifest or index that a tag or digest names. One named by its digest comes from the cache
   * where it is there.
   *
   * @return empty when the registry has none
   */
  Optional<Document> document(ImageReference reference);

  /**
   * A blob, which is then in the cache.
   *
   * @param repository in which it is
   */
  BlobSource pull(ImageReference repository, Descriptor blob);

  /** Whether a repository has a blob. */
  boolean has(ImageReference repository, Digest blob);

  /**
   * Sees to it that a repository has a blob, with as few bytes as can be.
   *
   * @param from another repository of the same registry that may have it; null for none
   */
  Arrival push(ImageReference repository, BlobSource blob, @Nullable String from, Sent sent);

  /**
   * Puts a manifest or index under the reference's tag or, without one, its digest. What it names has
   * to be there.
   */
  void push(ImageReference reference, Document document);

  /**
   * The manifests that are about another one (distribution specification, "Listing Referrers"), all
   * pages of them. {@link Referrers} is what to use: it also knows registries without this.
   *
   * @param subject has a digest
   * @return empty when the registry has no such list
   */
  Optional<List<Descriptor>> referrers(ImageReference subject);

  /** The tags of a repository, sorted; none when there is no such repository. */
  List<String> tags(ImageReference repository);
}
