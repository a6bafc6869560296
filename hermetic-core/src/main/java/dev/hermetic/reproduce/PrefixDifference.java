package dev.hermetic.reproduce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hermetic.archive.PackageEntry;
import dev.hermetic.prefix.ManifestEntry;
import dev.hermetic.prefix.PrefixManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The first path in which two installed environments differ, as their digests count it. */
final class PrefixDifference {
  private static final JsonMapper JSON = new JsonMapper();

  /** What a record of {@code conda-meta} says of where a package is from. */
  private static final List<String> ORIGIN = List.of("url", "channel", "sha256", "md5");

  private final Built one;
  private final Built other;
  private final Circumstances circumstances;

  /**
   * An environment.
   *
   * @param folder where it lies
   */
  record Built(Path folder, PrefixManifest manifest) {
    private Map<String, ManifestEntry> entries() {
      Map<String, ManifestEntry> entries = new HashMap<>();
      for (ManifestEntry entry : manifest.entries()) {
        if (entry.origin() != ManifestEntry.Origin.COMPILED) {
          entries.put(entry.path(), entry);
        }
      }
      return entries;
    }
  }

  private PrefixDifference(Built one, Built other, Circumstances circumstances) {
    this.one = one;
    this.other = other;
    this.circumstances = circumstances;
  }

  /** Empty when all that the digests count is equal. */
  static Optional<FirstDifference> find(Built one, Built other, Circumstances circumstances)
      throws IOException {
    return new PrefixDifference(one, other, circumstances).find();
  }

  private Optional<FirstDifference> find() throws IOException {
    Map<String, ManifestEntry> a = one.entries();
    Map<String, ManifestEntry> b = other.entries();
    SortedSet<String> paths = new TreeSet<>(PackageEntry::compareCodePoints);
    paths.addAll(a.keySet());
    paths.addAll(b.keySet());
    for (String path : paths) {
      FirstDifference found = compare(path, a.get(path), b.get(path));
      if (found != null) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  private @Nullable FirstDifference compare(
      String path, @Nullable ManifestEntry a, @Nullable ManifestEntry b) throws IOException {
    ManifestEntry there = a == null ? Objects.requireNonNull(b) : a;
    if (a != null && b != null && isEqual(a, b)) {
      return null;
    }
    String command =
        a == null || b == null
            ? ""
            : FirstDifference.diffoscope(one.folder().resolve(path), other.folder().resolve(path));
    String owner = there.owner();
    Optional<Finding> channel = channel(owner);
    if (a == null || b == null) {
      Finding alone = new Finding(Cause.OTHER, "only the " + (b == null ? "first" : "second") + " has it");
      return FirstDifference.of(path, owner, channel.orElse(alone), command);
    }
    if (a.kind() == ManifestEntry.Kind.FILE && b.kind() == ManifestEntry.Kind.FILE
        && !Objects.equals(a.targetSha256(), b.targetSha256())) {
      return content(path, owner, channel, command);
    }
    return FirstDifference.of(path, owner, channel.orElseGet(() -> form(a, b)), command);
  }

  private static boolean isEqual(ManifestEntry a, ManifestEntry b) {
    return a.kind() == b.kind()
        && a.mode() == b.mode()
        && Objects.equals(a.linkTarget(), b.linkTarget())
        && Objects.equals(a.targetSha256(), b.targetSha256());
  }

  private static Finding form(ManifestEntry a, ManifestEntry b) {
    if (a.kind() != b.kind()) {
      return new Finding(Cause.OTHER, "it is of another kind");
    }
    return a.mode() == b.mode()
        ? new Finding(Cause.OTHER, "the link leads elsewhere")
        : new Finding(
            Cause.PERMISSIONS, "its mode is " + octal(a.mode()) + " and " + octal(b.mode()));
  }

  static String octal(int mode) {
    return String.format(Locale.ROOT, "%04o", mode);
  }

  private FirstDifference content(
      String path, String owner, Optional<Finding> channel, String command) throws IOException {
    Path a = one.folder().resolve(path);
    Path b = other.folder().resolve(path);
    Contents contents = Contents.of(path, a, b);
    if (Contents.isWhole(a, b)) {
      contents =
          new Contents(path, relocated(one, contents.one()), relocated(other, contents.other()));
    }
    Finding finding =
        channel.isPresent() ? channel.get() : CauseFinder.find(contents, circumstances);
    return FirstDifference.of(contents, finding, owner, command);
  }

  private static byte[] relocated(Built built, byte[] bytes) {
    PrefixManifest manifest = built.manifest();
    return new Relocation(manifest.prefix(), manifest.targetPrefix()).apply(bytes);
  }

  /** Whether the two have the package from different places, or in different bytes. */
  private Optional<Finding> channel(String owner) throws IOException {
    if (owner.isEmpty()) {
      return Optional.empty();
    }
    JsonNode a = recorded(one, owner);
    JsonNode b = recorded(other, owner);
    if (a == null && b == null) {
      return Optional.empty();
    }
    if (a == null || b == null) {
      return Optional.of(
          new Finding(
              Cause.CHANNEL,
              "only the " + (b == null ? "first" : "second") + " has the package " + owner));
    }
    for (String field : ORIGIN) {
      String is = a.path(field).asText();
      String was = b.path(field).asText();
      if (!is.equals(was)) {
        return Optional.of(
            new Finding(
                Cause.CHANNEL,
                "the package " + owner + " has another " + field + ": " + is + " and " + was));
      }
    }
    return Optional.empty();
  }

  private static @Nullable JsonNode recorded(Built built, String owner) throws IOException {
    Path file = built.folder().resolve(PrefixManifest.FOLDER).resolve(owner + ".json");
    return Files.isRegularFile(file) ? JSON.readTree(Files.readAllBytes(file)) : null;
  }
}
