package dev.hermetic.explain;

import dev.hermetic.solve.RootSpec;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Reason} without its details: builds that are out by the same cause are told together.
 *
 * @param root the user's own spec
 * @param by a package whose builds all ask for something else
 * @param asks what the builds ask for themselves and cannot have
 */
record Cause(@Nullable RootSpec root, @Nullable Domain by, @Nullable Domain asks) {
  static Cause of(@Nullable Reason reason) {
    if (reason instanceof Reason.Root root) {
      return new Cause(root.root(), null, null);
    }
    if (reason instanceof Reason.Forced forced) {
      return new Cause(null, forced.by(), null);
    }
    if (reason instanceof Reason.Own own) {
      return new Cause(null, null, own.demand().target);
    }
    return new Cause(null, null, null);
  }

  /** The builds by what took them out. */
  static Map<Cause, BitSet> of(Domain domain, BitSet builds) {
    Map<Cause, BitSet> causes = new LinkedHashMap<>();
    builds.stream()
        .forEach(
            i ->
                causes
                    .computeIfAbsent(
                        of(Objects.requireNonNull(domain.out[i])), any -> new BitSet())
                    .set(i));
    return causes;
  }

  /** The same for causes that are told in the same words. */
  String key() {
    return root != null
        ? "root " + root.spec()
        : by != null ? "by " + by.name : asks != null ? "asks " + asks.name : "";
  }
}
