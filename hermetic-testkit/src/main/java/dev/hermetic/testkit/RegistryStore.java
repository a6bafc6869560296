package dev.hermetic.testkit;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** What a {@link LoopbackRegistry} holds, in memory; digests are written {@code sha256:HEX}. */
final class RegistryStore {
  /**
   * A manifest or index as it was pushed.
   *
   * @param mediaType its Content-Type
   */
  record Manifest(String mediaType, byte[] bytes) {
    String digest() {
      return digestOf(bytes);
    }
  }

  private final Map<String, Map<String, byte[]>> blobs = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Manifest>> manifests = new ConcurrentHashMap<>();
  private final Map<String, Map<String, String>> tags = new ConcurrentHashMap<>();

  static String digestOf(byte[] bytes) {
    return "sha256:" + Digests.sha256(bytes);
  }

  Optional<byte[]> blob(String repository, String digest) {
    return Optional.ofNullable(blobs.getOrDefault(repository, Map.of()).get(digest));
  }

  String addBlob(String repository, byte[] bytes) {
    String digest = digestOf(bytes);
    blobs.computeIfAbsent(repository, name -> new ConcurrentHashMap<>()).put(digest, bytes);
    return digest;
  }

  /** Whether the other repository had it. */
  boolean mount(String repository, String digest, String from) {
    Optional<byte[]> there = blob(from, digest);
    there.ifPresent(bytes -> addBlob(repository, bytes));
    return there.isPresent();
  }

  /** Any repository's blob, for a host that serves them all. */
  Optional<byte[]> anyBlob(String digest) {
    return blobs.values().stream()
        .filter(some -> some.containsKey(digest))
        .findFirst()
        .map(some -> some.get(digest));
  }

  /** By tag or digest. */
  Optional<Manifest> manifest(String repository, String reference) {
    String digest = tags.getOrDefault(repository, Map.of()).getOrDefault(reference, reference);
    return Optional.ofNullable(manifests.getOrDefault(repository, Map.of()).get(digest));
  }

  String addManifest(String repository, String reference, Manifest manifest) {
    String digest = manifest.digest();
    manifests
        .computeIfAbsent(repository, name -> new ConcurrentHashMap<>())
        .put(digest, manifest);
    if (!reference.contains(":")) {
      tags.computeIfAbsent(repository, name -> new ConcurrentHashMap<>()).put(reference, digest);
    }
    return digest;
  }

  /** Tag to digest, sorted. */
  Map<String, String> tags(String repository) {
    return new TreeMap<>(tags.getOrDefault(repository, Map.of()));
  }

  /** Digest to manifest, sorted. */
  Map<String, Manifest> manifests(String repository) {
    return new TreeMap<>(manifests.getOrDefault(repository, Map.of()));
  }
}
