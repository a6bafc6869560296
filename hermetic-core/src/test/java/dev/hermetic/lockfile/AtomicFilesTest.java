package dev.hermetic.lockfile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.problem.HermeticException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
  private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

  @TempDir Path folder;

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void write_newFiles_createsFoldersAndLeavesNothingElse() throws IOException {
    Path one = folder.resolve("one.lock");
    Path two = folder.resolve("sub/two.lock");
    Map<Path, byte[]> contents = new LinkedHashMap<>();
    contents.put(one, bytes("1"));
    contents.put(two, bytes("2"));
    assertThat(AtomicFiles.write(contents)).containsExactly(one, two);
    assertThat(one).hasContent("1");
    assertThat(two).hasContent("2");
    assertThat(names()).containsExactly("one.lock", "sub");
  }

  @Test
  void write_sameBytes_leavesTheFileAlone() throws IOException {
    Path same = Files.writeString(folder.resolve("same"), "as before");
    Path changed = Files.writeString(folder.resolve("changed"), "as before");
    Files.setLastModifiedTime(same, LONG_AGO);
    Files.setLastModifiedTime(changed, LONG_AGO);
    Map<Path, byte[]> contents = new LinkedHashMap<>();
    contents.put(same, bytes("as before"));
    contents.put(changed, bytes("as bef0re"));
    assertThat(AtomicFiles.write(contents)).containsExactly(changed);
    assertThat(Files.getLastModifiedTime(same)).isEqualTo(LONG_AGO);
    assertThat(Files.getLastModifiedTime(changed)).isNotEqualTo(LONG_AGO);
    assertThat(changed).hasContent("as bef0re");
  }

  @Test
  void write_oneTargetIsFolder_changesNothingAndSaysWhich() throws IOException {
    Path first = Files.writeString(folder.resolve("first"), "old");
    Path taken = Files.createDirectory(folder.resolve("taken"));
    Map<Path, byte[]> contents = new LinkedHashMap<>();
    contents.put(first, bytes("new"));
    contents.put(taken, bytes("new"));
    assertThatThrownBy(() -> AtomicFiles.write(contents))
        .isInstanceOf(HermeticException.class)
        .hasMessage(
            "HERM-LOCK-030 "
                + taken
                + ": the file cannot be written: there is a folder of that name\n"
                + "  Fix: make the folder writable and give it free space, then run the goal"
                + " again");
    assertThat(first).hasContent("old");
    assertThat(names()).containsExactly("first", "taken");
  }

  @Test
  void write_folderIsFile_isOneProblem() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");
    Map<Path, byte[]> contents = new LinkedHashMap<>();
    contents.put(folder.resolve("first"), bytes("new"));
    contents.put(file.resolve("below"), bytes("new"));
    assertThatThrownBy(() -> AtomicFiles.write(contents))
        .isInstanceOfSatisfying(
            HermeticException.class,
            e -> assertThat(e.problems()).singleElement().extracting("code").isEqualTo(
                AtomicFiles.CODE));
    assertThat(names()).containsExactly("file");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void write_newFile_hasTheModeOfAnyNewFile() throws IOException {
    Path plain = Files.createFile(folder.resolve("plain"));
    Path target = folder.resolve("target");
    AtomicFiles.write(Map.of(target, bytes("x")));
    assertThat(Files.getPosixFilePermissions(target))
        .isEqualTo(Files.getPosixFilePermissions(plain));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void write_replacedFile_keepsItsModeAndLinksStayLinks() throws IOException {
    Path target = Files.writeString(folder.resolve("target"), "old");
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-rw-r--"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("target"));
    assertThat(AtomicFiles.write(Map.of(link, bytes("new")))).containsExactly(link);
    assertThat(link).isSymbolicLink();
    assertThat(target).hasContent("new");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
        .isEqualTo("rw-rw-r--");
    assertThat(names()).containsExactly("link", "target");
  }

  @Test
  void write_leftoverOfKilledProcess_isNoObstacle() throws IOException {
    Path target = folder.resolve("target");
    Path leftover = folder.resolve(".target." + ProcessHandle.current().pid() + "-0");
    Files.writeString(leftover, "half");
    AtomicFiles.write(Map.of(target, bytes("whole")));
    assertThat(target).hasContent("whole");
    assertThat(leftover).hasContent("half");
  }

  @Test
  void write_leftoversOfDeadProcesses_areRemoved() throws Exception {
    Process dead =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
            .start();
    dead.waitFor();
    Path target = folder.resolve("target");
    Files.writeString(folder.resolve(".target." + dead.pid() + "-0"), "half");
    Files.writeString(folder.resolve(".target." + dead.pid() + "-0.note"), "the user's");
    Files.writeString(folder.resolve(".other." + dead.pid() + "-0"), "another's");
    AtomicFiles.write(Map.of(target, bytes("whole")));
    assertThat(names())
        .containsExactlyInAnyOrder(
            "target", ".target." + dead.pid() + "-0.note", ".other." + dead.pid() + "-0");
  }
}
