package dev.hermetic.lock;

import dev.hermetic.platform.VirtualPackage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says why a CPU or a CUDA build was taken, from the virtual packages, and no more than they tell. */
final class VariantReason {
  private VariantReason() {}

  /**
   * @param given virtual packages of the platform, null when not known
   * @return a sentence without full stop
   */
  static String of(BuildVariant variant, @Nullable List<VirtualPackage> given) {
    if (given == null) {
      return "the virtual packages it was solved with are not known here";
    }
    Optional<VirtualPackage> driver =
        given.stream().filter(p -> p.name().equals(BuildVariant.DRIVER)).findFirst();
    return switch (variant.kind()) {
      case CUDA -> cuda(variant, driver);
      case CPU ->
          driver.isPresent()
              ? driver.get()
                  + " is among the virtual packages; the lock does not record why no CUDA build"
                  + " was taken"
              : "no __cuda is among the virtual packages, so no build that needs it can be taken";
    };
  }

  private static String cuda(BuildVariant variant, Optional<VirtualPackage> driver) {
    if (driver.isPresent()) {
      return variant.needsDriver()
          ? "it needs __cuda, and " + driver.get() + " is among the virtual packages"
          : driver.get() + " is among the virtual packages";
    }
    return variant.needsDriver()
        ? "it needs __cuda, which is not among the virtual packages: the lock does not fit them"
        : "no __cuda is among the virtual packages, and the lock does not record that it needs one";
  }
}
