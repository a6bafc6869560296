package dev.hermetic.fetch;

/**
 * Some bytes of a file on a server.
 *
 * @param bytes not to be changed
 * @param from offset of the first
 * @param size of the whole file, in bytes
 * @param version what the server calls these bytes ({@code ETag}, else {@code Last-Modified}), empty
 *     where it says nothing: parts of two versions do not belong together
 */
public record FilePart(byte[] bytes, long from, long size, String version) {}
