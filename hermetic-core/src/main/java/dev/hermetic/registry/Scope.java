package dev.hermetic.registry;

import dev.hermetic.oci.ImageReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a token has to allow (distribution, token scopes).
 *
 * @param image whose registry and repository are meant
 * @param parts for example {@code repository:team/name:pull,push}
 */
record Scope(ImageReference image, List<String> parts) {
  static Scope pull(ImageReference image) {
    return new Scope(image, List.of(part(image.repository(), "pull")));
  }

  /** @param from a repository that blobs are taken from; null for none */
  static Scope push(ImageReference image, @Nullable String from) {
    String own = part(image.repository(), "pull,push");
    return new Scope(image, from == null ? List.of(own) : List.of(own, part(from, "pull")));
  }

  private static String part(String repository, String actions) {
    return "repository:" + repository + ":" + actions;
  }

  /** The same for the same token. */
  String key() {
    return image.registry() + " " + String.join(" ", parts);
  }
}
