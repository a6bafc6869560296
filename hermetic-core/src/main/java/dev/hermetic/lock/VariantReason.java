package dev.hermetic.lock;

import dev.hermetic.platform.VirtualPackage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says why a CPU or a CUDA build was taken, from the virtual packages, and no more than they tell.
 */
final class VariantReason {
  private VariantReason() {}

  /**
   * @param given virtual packages of the platform, null when not known
   * @param asked {@code hermetic.cuda} as the lock records it, null when it was not set
   * @param withoutCuda why no CUDA build was taken, null when not known
   * @return a sentence without full stop
   */
  static String of(
      BuildVariant variant,
      @Nullable List<VirtualPackage> given,
      @Nullable String asked,
      @Nullable String withoutCuda) {
    if (given == null) {
      return "the virtual packages it was solved with are not known here";
    }
    Optional<VirtualPackage> driver =
        given.stream().filter(p -> p.name().equals(BuildVariant.DRIVER)).findFirst();
    String present = driver.map(one -> one + origin(one.version().equals(asked))).orElse("");
    String absent = "no __cuda is among the virtual packages" + origin("none".equals(asked));
    return switch (variant.kind()) {
      case CUDA -> cuda(variant, present, absent);
      case CPU ->
          driver.isPresent()
              ? present
                  + " is among the virtual packages; "
                  + (withoutCuda == null
                      ? "the lock does not record why no CUDA build was taken"
                      : withoutCuda)
              : absent + ", so no build that needs it can be taken";
    };
  }

  private static String cuda(BuildVariant variant, String present, String absent) {
    if (!present.isEmpty()) {
      return (variant.needsDriver() ? "it needs __cuda, and " : "")
          + present
          + " is among the virtual packages";
    }
    return variant.needsDriver()
        ? "it needs __cuda, yet " + absent + ": the lock does not fit them"
        : absent + ", and the lock does not record that it needs one";
  }

  private static String origin(boolean asked) {
    return asked ? " (set with hermetic.cuda)" : "";
  }
}
