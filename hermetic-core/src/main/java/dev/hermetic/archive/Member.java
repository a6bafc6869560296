package dev.hermetic.archive;

import org.jspecify.annotations.Nullable;

/**
 * What an archive holds under one path.
 *
 * @param sha256 null unless a file
 * @param linkTarget null unless a symbolic link
 */
record Member(
    PackageEntry.Kind kind,
    int mode,
    long mtime,
    long size,
    @Nullable String sha256,
    @Nullable String linkTarget) {}
