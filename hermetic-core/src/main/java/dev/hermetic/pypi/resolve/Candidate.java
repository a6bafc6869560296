package dev.hermetic.pypi.resolve;

import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.version.PypiVersion;
import org.jspecify.annotations.Nullable;

/**
 * A version of a project that could be taken.
 *
 * @param key the source's own name for it, which tells it from others of the same version; sorts
 *     those of one version
 * @param unusable why it cannot be used for the target, in a few words after the version ({@code has
 *     no wheel for linux-64}); null where it can
 * @param yanked whether it is to be used only where it is asked for exactly (PEP 592)
 */
public record Candidate(
    ProjectName name, PypiVersion version, String key, @Nullable String unusable, boolean yanked) {
  /** One that can be used. */
  public Candidate(ProjectName name, PypiVersion version, String key) {
    this(name, version, key, null, false);
  }
}
