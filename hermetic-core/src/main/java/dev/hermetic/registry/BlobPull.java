package dev.hermetic.registry;

import dev.hermetic.event.Listener;
import dev.hermetic.fetch.AttemptFailure;
import dev.hermetic.fetch.CachedFile;
import dev.hermetic.fetch.Credential;
import dev.hermetic.fetch.CredentialSource;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.fetch.Fetcher;
import dev.hermetic.fetch.Pin;
import dev.hermetic.fetch.PinnedRequest;
import dev.hermetic.fetch.WebAddress;
import dev.hermetic.oci.BlobSource;
import dev.hermetic.oci.Descriptor;
import dev.hermetic.oci.ImageReference;
import dev.hermetic.problem.HermeticException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Brings blobs into the shared cache, by the same way as packages: verified, gone on with where a
 * transfer broke off, and not fetched again. The cache is asked before the registry.
 */
final class BlobPull {
  private final HttpRegistry registry;
  private final RegistryCalls calls;
  private final FetchSettings settings;
  private final Listener listener;

  BlobPull(
      HttpRegistry registry, RegistryCalls calls, FetchSettings settings, Listener listener) {
    this.registry = registry;
    this.calls = calls;
    this.settings = settings;
    this.listener = listener;
  }

  BlobSource pull(ImageReference image, Descriptor blob) {
    String hex = blob.digest().hex();
    String name = image.registry() + "/" + image.repository() + " " + hex.substring(0, 12);
    try {
      Fetcher fetcher = new Fetcher(withToken(image, blob), listener);
      PinnedRequest request =
          new PinnedRequest(
              address(image, blob).text(),
              new Pin(hex, null, blob.size()),
              "pull:" + hex.substring(0, 12),
              name);
      CachedFile file =
          fetcher
              .fetch(request)
              .orElseThrow(() -> RegistryProblems.missing(image, "blob, " + blob.digest()));
      return BlobSource.verifiedFile(file.file(), blob.digest(), blob.size());
    } catch (HermeticException e) {
      throw denied(image, RegistryCalls.told(image, e));
    }
  }

  /** Offline no registry is asked which protocol it speaks: nothing is sent there. */
  private WebAddress address(ImageReference image, Descriptor blob) {
    String path = "blobs/" + blob.digest();
    return settings.offline()
        ? WebAddress.parse("https://" + image.host() + "/v2/" + image.repository() + "/" + path)
            .orElseThrow(() -> RegistryProblems.offline(image))
        : calls.run(image, () -> calls.address(image, path));
  }

  private HermeticException denied(ImageReference image, HermeticException failure) {
    return failure.problems().get(0).code().equals("HERM-NET-002")
        ? new HermeticException(
            RegistryProblems.denied(
                image,
                "the registry denies access to a blob",
                calls.auth().asked(),
                calls.auth().user(image).from()),
            failure)
        : failure;
  }

  private FetchSettings withToken(ImageReference image, Descriptor blob) {
    CredentialSource token =
        new CredentialSource() {
          @Override
          public Optional<Credential> find(URI uri) {
            return token(image, blob);
          }

          @Override
          public String describe() {
            return "the registry's token server";
          }
        };
    return settings.withCredentials(List.of(token));
  }

  /** Asked for when the blob is, and not before: one from the cache needs none. */
  private Optional<Credential> token(ImageReference image, Descriptor blob) {
    Optional<Credential> known = calls.auth().credential(Scope.pull(image));
    if (known.isPresent()) {
      return known;
    }
    // Makes the registry say what it asks for, and answers that.
    registry.has(image, blob.digest());
    return calls.auth().credential(Scope.pull(image));
  }
}
