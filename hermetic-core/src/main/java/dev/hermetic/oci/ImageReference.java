package dev.hermetic.oci;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where an image is in a registry: {@code registry/repository:tag@digest}, as Docker and the other
 * tools read it (github.com/distribution/reference). Without a registry it is Docker Hub's, and
 * there without an owner that of {@code library}.
 *
 * @param registry host, and port where one is given, lower case; {@code docker.io} for Docker Hub
 * @param repository path in it
 * @param tag null for none
 * @param digest of the manifest or index; null for none. Where there is one it counts, and not the
 *     tag
 */
public record ImageReference(
    String registry, String repository, @Nullable String tag, @Nullable Digest digest) {
  private static final String HUB = "docker.io";
  private static final String LATEST = "latest";
  private static final int MOST_OF_NAME = 255;

  private static final String LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?";
  private static final Pattern REGISTRY =
      Pattern.compile("(?:" + LABEL + "(?:\\." + LABEL + ")*|\\[[0-9a-fA-F:]+\\])(?::[0-9]{1,5})?");
  private static final String PART = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
  private static final Pattern REPOSITORY = Pattern.compile(PART + "(?:/" + PART + ")*");
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
  private static final Pattern ONLY_HEX = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern WHOLE =
      Pattern.compile("(?<name>[^@]*?)(?::(?<tag>[^:/@]*))?(?:@(?<digest>.*))?", Pattern.DOTALL);

  public ImageReference {
    Objects.requireNonNull(registry, "registry");
    Objects.requireNonNull(repository, "repository");
  }

  /**
   * Reads a reference.
   *
   * @throws dev.hermetic.problem.HermeticException HERM-OCI-001 when it is none
   */
  public static ImageReference parse(String text) {
    Matcher matcher = WHOLE.matcher(text);
    if (!matcher.matches()) {
      throw OciProblems.reference(text, "it cannot be read");
    }
    String name = matcher.group("name");
    int slash = name.indexOf('/');
    String first = slash < 0 ? "" : name.substring(0, slash);
    boolean host = isRegistry(first);
    String registry = host ? first.toLowerCase(Locale.ROOT) : HUB;
    if (registry.equals("index.docker.io") || registry.equals("registry-1.docker.io")) {
      registry = HUB;
    }
    String repository = host ? name.substring(slash + 1) : name;
    if (registry.equals(HUB) && repository.indexOf('/') < 0) {
      repository = "library/" + repository;
    }
    check(text, name, registry, repository);
    return new ImageReference(
        registry, repository, tag(text, matcher.group("tag")), digest(text, matcher.group("digest")));
  }

  /** The first part is a registry when it looks like one, else a part of the path. */
  private static boolean isRegistry(String first) {
    return first.indexOf('.') >= 0
        || first.indexOf(':') >= 0
        || first.equals("localhost")
        || !first.equals(first.toLowerCase(Locale.ROOT));
  }

  private static void check(String text, String name, String registry, String repository) {
    if (name.isEmpty()) {
      throw OciProblems.reference(text, "it has no name");
    }
    if (text.contains("://")) {
      throw OciProblems.reference(text, "it begins with a protocol");
    }
    if (!REGISTRY.matcher(registry).matches()) {
      throw OciProblems.reference(
          text, "`" + OciProblems.shown(registry) + "` is no host of a registry");
    }
    if (ONLY_HEX.matcher(name).matches()) {
      throw OciProblems.reference(text, "64 hex digits are the number of an image");
    }
    if (!REPOSITORY.matcher(repository).matches()) {
      boolean lower = repository.equals(repository.toLowerCase(Locale.ROOT));
      throw OciProblems.reference(
          text,
          "`"
              + OciProblems.shown(repository)
              + (lower
                  ? "` has something other than letters, digits and single `.`, `_`, `-` between them"
                  : "` has an upper-case letter"));
    }
    if (registry.length() + 1 + repository.length() > MOST_OF_NAME) {
      throw OciProblems.reference(text, "it has more than " + MOST_OF_NAME + " characters");
    }
  }

  private static @Nullable String tag(String text, @Nullable String tag) {
    if (tag != null && !TAG.matcher(tag).matches()) {
      throw OciProblems.reference(
          text,
          "the tag `"
              + OciProblems.shown(tag)
              + "` is not 1 to 128 letters, digits, `_`, `.` and `-`");
    }
    return tag;
  }

  private static @Nullable Digest digest(String text, @Nullable String digest) {
    if (digest == null) {
      return null;
    }
    if (!Digest.isDigest(digest)) {
      throw OciProblems.reference(text, "what follows `@` is not `sha256:` and 64 hex digits");
    }
    return Digest.parse(digest);
  }

  /** The host to connect to, with its port where one is given: Docker Hub's is another. */
  public String host() {
    return registry.equals(HUB) ? "registry-1.docker.io" : registry;
  }

  /** What to ask the registry for: the digest, else the tag, else {@code latest}. */
  public String identifier() {
    return digest != null ? digest.toString() : tag != null ? tag : LATEST;
  }

  public ImageReference withTag(@Nullable String other) {
    return new ImageReference(registry, repository, other == null ? null : tag(other, other), digest);
  }

  public ImageReference withDigest(@Nullable Digest other) {
    return new ImageReference(registry, repository, tag, other);
  }

  /** The whole reference, which reads as an equal one. */
  @Override
  public String toString() {
    return registry
        + "/"
        + repository
        + (tag == null ? "" : ":" + tag)
        + (digest == null ? "" : "@" + digest);
  }
}
