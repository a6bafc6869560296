package dev.hermetic.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigestNotesTest {
  private static final String ONE =
      "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed";
  private static final String TWO =
      "3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3";

  /** Files that were written just now are old enough for it. */
  private static final InstantSource LATER = () -> Instant.now().plusSeconds(60);

  @TempDir Path folder;

  private Path cache;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    cache = folder.resolve("cache");
    file = Files.writeString(folder.resolve("file"), "one");
    assumeTrue(file.getFileSystem().supportedFileAttributeViews().contains("unix"));
  }

  @Test
  void sha256_readBefore_isThatOfTheNote() throws IOException {
    assertThat(notes().sha256(file)).isEqualTo(ONE);
    Path note = note();
    // Nobody does so but this test, to see where the answer comes from.
    Files.writeString(note, Files.readString(note).replace(ONE, TWO));
    assertThat(notes().sha256(file)).isEqualTo(TWO);
  }

  @Test
  void sha256_sameSizeAndTimePutBack_readsTheBytes() throws IOException {
    FileTime time = Files.getLastModifiedTime(file);
    notes().sha256(file);
    awaitTick();
    Files.writeString(file, "two");
    Files.setLastModifiedTime(file, time);
    assertThat(notes().sha256(file)).isEqualTo(TWO);
    assertThat(notes().sha256(file)).isEqualTo(TWO);
  }

  @Test
  void sha256_otherFileInItsPlace_readsTheBytes() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "two");
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
    notes().sha256(file);
    Files.delete(file);
    Files.move(other, file);
    assertThat(notes().sha256(file)).isEqualTo(TWO);
  }

  @Test
  void sha256_changedJustNow_isNotNoted() throws IOException {
    Instant written = ((FileTime) Files.getAttribute(file, "unix:ctime")).toInstant();
    InstantSource justNow = InstantSource.fixed(written.plusMillis(1500));
    assertThat(new DigestNotes(cache, justNow).sha256(file)).isEqualTo(ONE);
    assertThat(cache).doesNotExist();
    InstantSource later = InstantSource.fixed(written.plusMillis(2500));
    assertThat(new DigestNotes(cache, later).sha256(file)).isEqualTo(ONE);
    assertThat(note()).exists();
  }

  @Test
  void sha256_damagedNote_readsTheBytes() throws IOException {
    notes().sha256(file);
    Path note = note();
    String whole = Files.readString(note);
    for (String damaged :
        List.of("", whole.substring(0, whole.length() - 2), whole + "x", "\0" + whole)) {
      Files.writeString(note, damaged);
      assertThat(notes().sha256(file)).isEqualTo(ONE);
      assertThat(Files.readString(note)).isEqualTo(whole);
    }
  }

  @Test
  void sha256_cacheCannotBeWritten_readsTheBytes() throws IOException {
    Files.writeString(cache, "a file in the place of the folder");
    assertThat(notes().sha256(file)).isEqualTo(ONE);
    assertThat(notes().sha256(file)).isEqualTo(ONE);
  }

  private DigestNotes notes() {
    return new DigestNotes(cache, LATER);
  }

  private Path note() throws IOException {
    try (Stream<Path> notes = Files.list(cache.resolve(DigestNotes.FOLDER))) {
      return notes.reduce((a, b) -> { throw new AssertionError("two notes"); }).orElseThrow();
    }
  }

  /** Until the clock of the file system shows another time. */
  private void awaitTick() throws IOException {
    FileTime now = Files.getLastModifiedTime(Files.writeString(folder.resolve("tick"), ""));
    while (Files.getLastModifiedTime(Files.writeString(folder.resolve("tick"), ""))
        .equals(now)) {
      Thread.onSpinWait();
    }
  }
}
