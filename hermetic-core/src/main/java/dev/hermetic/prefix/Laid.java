package dev.hermetic.prefix;

/**
 * A path of the plan that was written.
 *
 * @param linked whether it is a hard link to the cache
 */
record Laid(PlannedPath path, ManifestEntry entry, boolean linked) {
  /** Of a file, as it was written or as it is where the prefix is used. */
  String sha256(boolean there) {
    String sha256 = there ? entry.targetSha256() : entry.sha256();
    if (sha256 == null) {
      throw new IllegalArgumentException(path.path());
    }
    return sha256;
  }
}
