package dev.hermetic.oci;

import dev.hermetic.platform.Platform;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What an image runs on, in Go's words (image-spec, image-index.md, "platform").
 *
 * @param os for example {@code linux}
 * @param architecture for example {@code amd64}
 * @param variant of the architecture, for example {@code v7}; empty for none
 */
public record ImagePlatform(String os, String architecture, String variant) {
  private static final Map<String, ImagePlatform> LINUX =
      Map.of(
          "linux-64", linux("amd64", ""),
          "linux-32", linux("386", ""),
          "linux-aarch64", linux("arm64", ""),
          "linux-armv7l", linux("arm", "v7"),
          "linux-armv6l", linux("arm", "v6"),
          "linux-ppc64le", linux("ppc64le", ""),
          "linux-ppc64", linux("ppc64", ""),
          "linux-s390x", linux("s390x", ""),
          "linux-riscv64", linux("riscv64", ""));

  public ImagePlatform {
    Objects.requireNonNull(os, "os");
    Objects.requireNonNull(architecture, "architecture");
    Objects.requireNonNull(variant, "variant");
  }

  private static ImagePlatform linux(String architecture, String variant) {
    return new ImagePlatform("linux", architecture, variant);
  }

  /** Of conda's platform; empty where it is none of Linux, on which containers run. */
  public static Optional<ImagePlatform> of(Platform platform) {
    return Optional.ofNullable(LINUX.get(platform.toString()));
  }

  /** Whether what is made for the other runs here; no variant stands for any. */
  public boolean fits(ImagePlatform other) {
    return os.equals(other.os)
        && architecture.equals(other.architecture)
        && (variant.isEmpty() || other.variant.isEmpty() || variant().equals(other.variant));
  }

  /** {@code os/architecture}, with {@code /variant} where there is one. */
  @Override
  public String toString() {
    return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
  }
}
