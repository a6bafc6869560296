package dev.hermetic.prefix;

import java.nio.file.Path;

/**
 * A prefix to be built.
 *
 * @param folder where; missing, or a folder and no link. Files of the plan replace what is there,
 *     anything else stays
 * @param prefix the path that is patched in
 * @param target the path that the digest is for, equal to {@code prefix} or not
 * @param compile whether the Python of the prefix compiles the files of noarch packages and
 *     wheels: for the platform of this machine alone
 * @param threads at most that many at once
 */
public record PrefixRequest(
    PrefixPlan plan,
    PrefixNotes notes,
    Path folder,
    TargetPrefix prefix,
    TargetPrefix target,
    LinkMode linkMode,
    boolean compile,
    int threads) {
  public PrefixRequest {
    folder = folder.toAbsolutePath().normalize();
    if (!prefix.platform().equals(plan.platform()) || !target.platform().equals(plan.platform())) {
      throw new IllegalArgumentException("plan, prefix and target are for different platforms");
    }
  }
}
