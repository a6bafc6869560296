package dev.hermetic.prefix;

/**
 * A symbolic link whose target is not in the prefix, as real packages have them ({@code
 * /etc/localtime}). It is made as it is, and nothing is ever written behind it; but what it leads to
 * is the machine's.
 *
 * @param path relative to the prefix
 * @param target as the package says
 * @param owner distribution of the package
 */
public record OutwardLink(String path, String target, String owner) {}
