package dev.hermetic.fetch;

import java.nio.file.Path;

/**
 * Bytes that were fetched and verified.
 *
 * @param file where they are; not to be written to. A file of the cache stays in place for at least
 *     an hour after another process has replaced it
 * @param sha256 64 lower-case hex digits
 * @param size in bytes
 * @param url without credentials and query
 * @param source where the server sent the request at last, without credentials and query: what
 *     relative addresses in the file are relative to
 * @param changed false when these are the bytes that the cache already had; always true for {@code
 *     file:} URLs, of which nothing is remembered
 */
public record CachedFile(
    Path file, String sha256, long size, String url, String source, boolean changed) {}
