package dev.hermetic.pypi.request;

import dev.hermetic.problem.Location;

/**
 * A project that lies in a folder, an archive or a repository and whose name is not told.
 *
 * @param reference a path as written, relative to the file of the location, or the URL of a
 *     repository such as {@code git+https://…@REVISION}; it may hold credentials
 * @param editable whether it is asked for with {@code -e}
 * @param category {@code main} unless the environment says otherwise
 */
public record LocalSource(String reference, boolean editable, String category, Location location) {}
