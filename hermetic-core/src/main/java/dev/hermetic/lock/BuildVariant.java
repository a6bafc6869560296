package dev.hermetic.lock;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a package was built for the CPU or for CUDA, and what in the lock says so.
 *
 * @param kind which of the two
 * @param evidence what says so, at least one short phrase each
 * @param needsDriver whether the package itself depends on {@code __cuda}
 */
public record BuildVariant(Kind kind, List<String> evidence, boolean needsDriver) {
  /** The builds that people have to tell apart. */
  public enum Kind {
    CPU,
    CUDA;

    /** {@code cpu} or {@code cuda}, for machines. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Name of the virtual package that stands for the CUDA driver (CEP-30). */
  static final String DRIVER = "__cuda";

  /** Only packages built against CUDA depend on these. */
  private static final List<String> CUDA_DEPENDENCIES =
      List.of(DRIVER, "cuda-version", "cudatoolkit", "pytorch-cuda");

  private static final Pattern CUDA_TOKEN = Pattern.compile("cuda[0-9.]*");

  public BuildVariant {
    evidence = List.copyOf(evidence);
  }

  /**
   * Reads the variant off a build string and the names that the package depends on. Empty when
   * neither says anything, and when they contradict each other.
   *
   * @param build build string, null when unknown
   */
  public static Optional<BuildVariant> of(
      @Nullable String build, Collection<String> dependencyNames) {
    List<String> cuda = new ArrayList<>();
    List<String> cpu = new ArrayList<>();
    if (build != null) {
      for (String token : build.split("_", -1)) {
        if (token.equals("cpu")) {
          cpu.add("build string says cpu");
        } else if (token.startsWith("cuda") && CUDA_TOKEN.matcher(token).matches()) {
          cuda.add("build string says " + token);
        }
      }
    }
    for (String name : CUDA_DEPENDENCIES) {
      if (dependencyNames.contains(name)) {
        cuda.add("depends on " + name);
      }
    }
    if (cuda.isEmpty() == cpu.isEmpty()) {
      return Optional.empty();
    }
    boolean isCuda = !cuda.isEmpty();
    return Optional.of(
        new BuildVariant(
            isCuda ? Kind.CUDA : Kind.CPU,
            (isCuda ? cuda : cpu).stream().distinct().toList(),
            dependencyNames.contains(DRIVER)));
  }
}
