package dev.hermetic.advisory;

import dev.hermetic.cache.CachedFiles;
import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.oci.Digest;
import dev.hermetic.problem.IoReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Files of advisories, and the index that is built of them once.
 *
 * @param place as the user named it, without credentials
 * @param files sorted by name
 */
record Snapshot(String place, List<Part> files) {
  /**
   * One file.
   *
   * @param name in messages, by which its form is told
   * @param sha256 64 hex digits
   */
  record Part(String name, Path file, String sha256) {}

  Snapshot {
    files = List.copyOf(files);
  }

  /** Of all names and bytes, and of nothing else. */
  String sha256() {
    if (files.size() == 1) {
      return files.get(0).sha256();
    }
    String all =
        files.stream()
            .map(part -> part.sha256() + "  " + part.name() + "\n")
            .collect(Collectors.joining());
    return Digest.of(all.getBytes(StandardCharsets.UTF_8)).hex();
  }

  /**
   * The index from the cache, or built now.
   *
   * @param listener told when it is built, which takes its time
   *
   * @throws dev.hermetic.problem.HermeticException HERM-ADVISORY-002 to 004
   */
  AdvisoryDatabase index(Path cacheDirectory, Listener listener) {
    String sha256 = sha256();
    // Names tell the form, and stand in the list of what is malformed.
    String all =
        files.stream()
            .map(Part::name)
            .collect(Collectors.joining("\n", sha256 + "\n" + AdvisoryIndex.MAGIC + "\n", "\n"));
    String key = Digest.of(all.getBytes(StandardCharsets.UTF_8)).hex();
    Path folder = cacheDirectory.resolve(AdvisoryPart.FOLDER);
    Path index = folder.resolve(key + AdvisoryPart.ENDING);
    if (CachedFiles.use(index, Instant.now())) {
      Optional<AdvisoryDatabase> known = AdvisoryIndex.open(index, place);
      if (known.isPresent()) {
        return known.get();
      }
    }
    try {
      Files.createDirectories(folder);
      Path temporary = folder.resolve(key + "." + UUID.randomUUID() + CachedFiles.TEMPORARY);
      try {
        String stage = "advisories:" + place;
        long start = System.nanoTime();
        listener.on(new Event.StageStarted(stage, "Reading advisories"));
        build(temporary, sha256);
        listener.on(
            new Event.StageFinished(
                stage,
                "Read the advisories of " + place + " for the first time",
                (System.nanoTime() - start) / 1_000_000));
        Files.move(
            temporary, index, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw AdvisoryProblems.unkept(folder.toString(), IoReason.of(e), e);
    }
    return AdvisoryIndex.open(index, place)
        .orElseThrow(() -> AdvisoryProblems.damaged(place, "the index is too large", null));
  }

  private void build(Path temporary, String sha256) throws IOException {
    try (IndexBuilder builder = new IndexBuilder(temporary)) {
      for (Part part : files) {
        read(part, builder);
      }
      builder.finish(place, sha256);
    }
  }

  /** Tells what cannot be read apart from what cannot be written. */
  private void read(Part part, IndexBuilder builder) throws IOException {
    IOException[] unwritten = new IOException[1];
    try {
      Entries.read(
          part.file(),
          part.name(),
          (json, length, where) -> {
            try {
              builder.add(json, length, where);
            } catch (IOException e) {
              unwritten[0] = e;
              throw e;
            }
          });
    } catch (IOException e) {
      if (unwritten[0] != null) {
        throw unwritten[0];
      }
      throw AdvisoryProblems.damaged(
          files.size() == 1 ? place : part.name(), String.valueOf(e.getMessage()), e);
    }
  }
}
