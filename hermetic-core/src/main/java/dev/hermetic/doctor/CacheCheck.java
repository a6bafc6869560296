package dev.hermetic.doctor;

import dev.hermetic.text.ByteText;
import static dev.hermetic.doctor.Finding.Level.RED;
import static dev.hermetic.doctor.Finding.Level.YELLOW;
import static dev.hermetic.doctor.Finding.Section.CACHE;

import dev.hermetic.clean.CacheSize;
import dev.hermetic.fetch.CacheInspection;
import dev.hermetic.problem.IoReason;
import dev.hermetic.repodata.IndexInspection;
import dev.hermetic.text.Count;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether the cache can be written, is whole, and has room; and the folder for temporary files. */
final class CacheCheck {
  private static final String OTHER_CACHE = "name another with -Dhermetic.cacheDirectory=…";
  private static final String CLEAN = "run `mvn hermetic:clean-cache`, or ";
  private static final String OTHER_TEMP =
      "name another with -Djava.io.tmpdir=… in MAVEN_OPTS";

  /** A file that nobody wrote to for so long belongs to nobody any more. */
  private static final Duration ABANDONED = Duration.ofHours(1);

  private final Clock clock;
  private final ToLongFunction<Path> freeBytes;
  private final boolean offline;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * @param freeBytes room on the disk of a folder, -1 when unknown
   */
  CacheCheck(Clock clock, ToLongFunction<Path> freeBytes, boolean offline) {
    this.clock = clock;
    this.freeBytes = freeBytes;
    this.offline = offline;
  }

  List<Finding> check(Path cache, Path temporary) {
    if (writable(cache, "cache", OTHER_CACHE)) {
      space(cache, "cache", 100_000_000L, 2_000_000_000L, CLEAN + OTHER_CACHE);
    }
    content(cache);
    if (writable(temporary, "temporary files", OTHER_TEMP)) {
      space(temporary, "temporary files", 10_000_000L, 100_000_000L, OTHER_TEMP);
    }
    return findings;
  }

  private boolean writable(Path folder, String subject, String other) {
    try {
      Path existing = existing(folder);
      Files.delete(Files.createTempFile(existing, "doctor-", ".tmp"));
      String note = existing.equals(folder) ? " can be written" : " is not there and can be made";
      findings.add(Finding.green(CACHE, subject, folder + note));
      return true;
    } catch (IOException | SecurityException e) {
      findings.add(
          Finding.of(
              RED, CACHE, DoctorProblems.notWritable(folder.toString(), reason(e), other)));
      return false;
    }
  }

  /** The folder, or the nearest one above it that exists: a check-up makes none. */
  private static Path existing(Path folder) {
    Path existing = folder.toAbsolutePath();
    while (Files.notExists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    return existing;
  }

  private void space(Path folder, String subject, long red, long yellow, String other) {
    long free = freeBytes.applyAsLong(existing(folder));
    if (free < 0) {
      findings.add(Finding.green(CACHE, subject, "how much room is left is not known"));
    } else if (free >= yellow) {
      findings.add(
          Finding.green(CACHE, subject, ByteText.of(free) + " left on the disk"));
    } else {
      findings.add(
          Finding.of(
              free < red ? RED : YELLOW,
              CACHE,
              DoctorProblems.littleSpace(folder.toString(), free, other)));
    }
  }

  /** All that lies there, of which fetched files and indexes are looked through. */
  private void size(Path cache) throws IOException {
    CacheSize size = CacheSize.of(cache);
    String parts =
        size.parts().stream()
            .map(part -> part.name() + " " + ByteText.of(part.bytes()))
            .collect(Collectors.joining(", "));
    findings.add(
        Finding.green(
            CACHE, "size", ByteText.of(size.bytes()) + (parts.isEmpty() ? "" : ": " + parts)));
  }

  private void content(Path cache) {
    try {
      size(cache);
      CacheInspection files = CacheInspection.of(cache);
      IndexInspection indexes = IndexInspection.of(cache);
      List<String> damaged = new ArrayList<>(files.damaged());
      files.unreadable().forEach(folder -> damaged.add(folder.toString()));
      boolean fetched = !damaged.isEmpty();
      indexes.unusable().forEach(file -> damaged.add(file.toString()));
      if (damaged.isEmpty()) {
        findings.add(
            Finding.green(
                CACHE,
                "content",
                Count.of(files.bodies(), "file")
                    + ", "
                    + ByteText.of(files.bytes())
                    + ", and "
                    + Count.of(indexes.files(), "index")
                    + ", "
                    + ByteText.of(indexes.bytes())
                    + ", all whole; "
                    + Count.of(files.entries(), "address")));
      } else {
        findings.add(
            Finding.of(
                // An index is built anew from what is cached, also offline.
                offline && !files.damaged().isEmpty() ? RED : YELLOW,
                CACHE,
                "content",
                DoctorProblems.damaged(cache.toString(), damaged, fetched)));
      }
      int leftovers = leftovers(cache);
      if (leftovers > 0) {
        findings.add(
            Finding.of(
                YELLOW, CACHE, "content", DoctorProblems.leftovers(cache.toString(), leftovers)));
      }
    } catch (IOException | UncheckedIOException e) {
      findings.add(
          Finding.of(
              RED,
              CACHE,
              "content",
              DoctorProblems.unreadable(cache.toString(), reason(e))));
    }
  }

  private static String reason(Exception failure) {
    Throwable cause = failure instanceof UncheckedIOException io ? io.getCause() : failure;
    return cause instanceof IOException io ? IoReason.of(io) : "no permission";
  }

  private int leftovers(Path cache) throws IOException {
    Instant limit = clock.instant().minus(ABANDONED);
    int count = 0;
    try (Stream<Path> files =
        Files.find(cache, 3, (file, is) -> file.getFileName().toString().endsWith(".tmp"))) {
      for (Path file : files.toList()) {
        count += Files.getLastModifiedTime(file).toInstant().isBefore(limit) ? 1 : 0;
      }
    } catch (NoSuchFileException e) {
      // The cache is not there, or somebody finished just now.
      return count;
    }
    return count;
  }
}
