package dev.hermetic.summary;

/**
 * A summary as Markdown.
 *
 * @param whole all of it, as long as a comment may be
 * @param brief without the differences of the lock, of which it says where they are told
 */
public record SummaryText(String whole, String brief) {}
