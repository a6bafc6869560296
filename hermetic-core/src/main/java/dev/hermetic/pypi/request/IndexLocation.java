package dev.hermetic.pypi.request;

import dev.hermetic.problem.Location;

/**
 * An index, or a folder or page of links, and where it was written.
 *
 * @param url a URL, or a path for links; it may hold credentials
 */
public record IndexLocation(String url, Location location) {}
