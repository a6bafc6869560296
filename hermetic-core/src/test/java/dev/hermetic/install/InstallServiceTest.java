package dev.hermetic.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.event.Event;
import dev.hermetic.install.Difference.Kind;
import dev.hermetic.platform.Platform;
import dev.hermetic.prefix.LinkMode;
import dev.hermetic.prefix.PrefixManifest;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.testkit.PackageFile;
import dev.hermetic.testkit.TestPackage;
import dev.hermetic.text.TextStyle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallServiceTest {
  private static final TestPackage TOOL =
      TestPackage.of("tool", "1.0")
          .withFile(
              PackageFile.executable(
                  "bin/tool", "#!/bin/sh\necho tool 1\n".getBytes(StandardCharsets.UTF_8)));
  private static final TestPackage LIB = TestPackage.of("lib", "2.0");

  @TempDir Path temp;
  private InstallProject project;

  @BeforeEach
  void project() throws IOException {
    project = new InstallProject(temp.toRealPath().resolve("project"));
  }

  @Test
  void install_explicitFile_isThereWithManifestAndDigest() throws Exception {
    InstallResult result = project.lock(LIB, TOOL).install();
    assertThat(project.read("share/lib/NAME")).isEqualTo("lib 2.0\n");
    assertThat(Files.isExecutable(project.prefix.resolve("bin/tool"))).isTrue();
    PrefixManifest manifest = PrefixPlace.manifest(project.prefix);
    assertThat(result.digest()).isEqualTo(manifest.digest()).hasSize(64);
    assertThat(result.targetPrefix()).isEqualTo(InstallProject.TARGET);
    assertThat(manifest.prefix()).isEqualTo(project.prefix.toString());
    assertThat(result.built().orElseThrow().changes()).isEmpty();
    try (var left = Files.list(project.prefix.resolveSibling(".env.hermetic"))) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("fingerprint", "lock");
    }
  }

  @Test
  void install_again_doesNothing() throws Exception {
    InstallResult first = project.lock(LIB, TOOL).install();
    project.events.clear();
    InstallResult second = project.install();
    assertThat(second.built()).isEmpty();
    assertThat(second.digest()).isEqualTo(first.digest());
    assertThat(project.events).isEmpty();
  }

  @Test
  void install_otherPlaceThreadsLinksAndCache_giveTheSameDigest() throws Exception {
    InstallResult first = project.lock(LIB, TOOL).install();
    InstallProject other = new InstallProject(temp.toRealPath().resolve("elsewhere"));
    other.lock(LIB, TOOL).file(other.lockfile, Files.readString(project.folder.resolve(project.lockfile)));
    other.threads = 1;
    other.linkMode = LinkMode.COPY;
    assertThat(other.install().digest()).isEqualTo(first.digest());
  }

  @Test
  void install_lockWithOtherBytesButTheSamePackages_keepsThePrefix() throws Exception {
    project.lock(LIB, TOOL).install();
    Path lock = project.folder.resolve(project.lockfile);
    Files.writeString(lock, "# a comment\n" + Files.readString(lock));
    assertThat(project.install().built()).isEmpty();
    assertThat(project.install().built()).isEmpty();
  }

  @Test
  void install_touchedFile_isMendedAndSaidSo() throws Exception {
    project.lock(LIB, TOOL).install();
    Files.writeString(project.prefix.resolve("share/lib/NAME"), "touched");
    assertThat(InstallText.lines(project.install(), "env", TextStyle.ASCII))
        .contains("The same packages and files as before; what was touched is as locked again");
    assertThat(project.read("share/lib/NAME")).isEqualTo("lib 2.0\n");
  }

  @Test
  void install_changedLock_tellsWhatChanged() throws Exception {
    project.lock(LIB, TOOL).install();
    FileTime before = Files.getLastModifiedTime(project.prefix.resolve("bin/tool"));
    TestPackage newer = TestPackage.of("lib", "2.1");
    InstallResult result = project.lock(newer, TOOL).install();
    InstallResult.Changes changes = result.built().orElseThrow().changes().orElseThrow();
    assertThat(changes.added()).containsExactly("lib-2.1-0");
    assertThat(changes.removed()).containsExactly("lib-2.0-0");
    // The file and the record of lib, twice, and the history.
    assertThat(changes.files()).isEqualTo(4);
    assertThat(project.read("share/lib/NAME")).isEqualTo("lib 2.1\n");
    assertThat(project.prefix.resolve("conda-meta/lib-2.0-0.json")).doesNotExist();
    assertThat(Files.getLastModifiedTime(project.prefix.resolve("bin/tool"))).isEqualTo(before);
  }

  @Test
  void install_changedFile_isMended() throws Exception {
    project.linkMode = LinkMode.COPY;
    project.lock(LIB, TOOL).install();
    Files.writeString(project.prefix.resolve("share/lib/NAME"), "lib 2.X\n");
    Files.delete(project.prefix.resolve("bin/tool"));
    Files.writeString(project.prefix.resolve("share/new"), "");
    VerifyResult found = project.verify();
    assertThat(found.differences())
        .extracting(Difference::text)
        .containsExactly(
            "lost: bin/tool (tool-1.0-0)",
            "changed: share/lib/NAME (lib-2.0-0) has other bytes",
            "added: share/new");
    assertThat(found.problems())
        .extracting(problem -> problem.render().replace(project.prefix.toString(), "ENV"))
        .containsExactly(
            "HERM-INST-012 ENV: is not as installed: 1 changed, 1 added, 1 lost\n"
                + "  Fix: run `mvn hermetic:install`, which mends it");
    assertThat(project.install().built()).isPresent();
    assertThat(project.verify().differences()).isEmpty();
  }

  @Test
  void install_changedThroughAHardLink_doesNotPoisonTheCache() throws Exception {
    project.lock(LIB, TOOL).install();
    Files.writeString(project.prefix.resolve("share/lib/NAME"), "lib 2.X\n");
    assertThat(project.install().built()).isPresent();
    assertThat(project.read("share/lib/NAME")).isEqualTo("lib 2.0\n");
    assertThat(project.verify().problems()).isEmpty();
  }

  @Test
  void install_changedModeOrMissingFileInTheCache_isUnpackedAnew() throws Exception {
    InstallResult first = project.lock(LIB, TOOL).install();
    Path tool = project.prefix.resolve("bin/tool");
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rw-rw-rw-"));
    assertThat(project.install().digest()).isEqualTo(first.digest());
    assertThat(Files.isExecutable(tool)).isTrue();
    try (var files = Files.walk(project.cache)) {
      for (Path file : files.filter(one -> one.endsWith("bin/tool")).toList()) {
        Files.delete(file);
      }
    }
    Files.delete(tool);
    assertThat(project.install().digest()).isEqualTo(first.digest());
    assertThat(project.verify().problems()).isEmpty();
  }

  @Test
  void verify_cachesOfPython_areAClassOfTheirOwn() throws Exception {
    project.lock(LIB, TOOL).install();
    Path cache = Files.createDirectory(project.prefix.resolve("share/lib/__pycache__"));
    Files.writeString(cache.resolve("a.cpython-311.pyc"), "x");
    VerifyResult found = project.verify();
    assertThat(found.count(Kind.CACHE)).isEqualTo(2);
    assertThat(found.problems()).isEmpty();
    assertThat(project.install().built()).isEmpty();
    Files.writeString(cache.resolve("a.sh"), "x");
    assertThat(project.verify().count(Kind.ADDED)).isEqualTo(1);
  }

  @Test
  void verify_modesTimesAndTypes_areTold() throws Exception {
    project.linkMode = LinkMode.COPY;
    project.lock(LIB, TOOL.withFile(PackageFile.link("bin/other", "tool"))).install();
    Files.setLastModifiedTime(project.prefix.resolve("share/lib/NAME"), FileTime.fromMillis(0));
    project.prefix.resolve("bin/tool").toFile().setReadOnly();
    Files.delete(project.prefix.resolve("bin/other"));
    Files.createSymbolicLink(project.prefix.resolve("bin/other"), Path.of("/etc/passwd"));
    assertThat(project.verify().differences())
        .extracting(Difference::text)
        .containsExactly(
            "changed: bin/other (tool-1.0-0) leads elsewhere",
            "changed: bin/tool (tool-1.0-0) has mode 0555 in place of 0755",
            "changed: share/lib/NAME (lib-2.0-0) has another time");
  }

  @Test
  void verify_otherLock_isTold() throws Exception {
    project.lock(LIB, TOOL).install();
    project.lock(TOOL);
    assertThat(project.verify().problems())
        .extracting(problem -> problem.render().replace(project.prefix.toString(), "ENV"))
        .containsExactly(
            "HERM-INST-013 ENV: is not what conda-linux-64.lock locks now\n"
                + "  Fix: run `mvn hermetic:install`");
  }

  @Test
  void verify_nothingInstalled_isTold() throws Exception {
    project.lock(LIB);
    assertThatThrownBy(() -> project.verify())
        .isInstanceOf(HermeticException.class)
        .hasMessageContaining("HERM-INST-011")
        .hasMessageContaining("there is no installed environment");
  }

  @Test
  void install_failure_leavesTheOldPrefix() throws Exception {
    InstallResult first = project.lock(LIB, TOOL).install();
    project.lock(TestPackage.of("lib", "3.0"), TOOL);
    Path archive = project.folder.resolve("channel/linux-64/lib-3.0-0.conda");
    byte[] bytes = Files.readAllBytes(archive);
    bytes[bytes.length / 2] ^= 1;
    Files.write(archive, bytes);
    assertThat(project.failure()).contains("lib-3.0-0.conda");
    assertThat(project.read("share/lib/NAME")).isEqualTo("lib 2.0\n");
    assertThat(PrefixPlace.manifest(project.prefix).digest()).isEqualTo(first.digest());
  }

  @Test
  void install_killedWhileBuilding_startsAnew() throws Exception {
    project.lock(LIB, TOOL);
    Path side = project.prefix.resolveSibling(".env.hermetic");
    Files.createDirectories(side.resolve("next/share/old"));
    assertThat(project.install().built()).isPresent();
    assertThat(side.resolve("next")).doesNotExist();
    assertThat(project.prefix.resolve("share/old")).doesNotExist();
  }

  @Test
  void install_killedBetweenTheMoves_rollsBack() throws Exception {
    InstallResult first = project.lock(LIB, TOOL).install();
    Path side = project.prefix.resolveSibling(".env.hermetic");
    Files.move(project.prefix, side.resolve("previous"));
    Files.createDirectories(side.resolve("next/conda-meta"));
    InstallResult second = project.install();
    assertThat(second.digest()).isEqualTo(first.digest());
    assertThat(project.verify().differences()).isEmpty();
    assertThat(side.resolve("previous")).doesNotExist();
  }

  @Test
  void install_withoutManifest_isNotTakenForWhole() throws Exception {
    project.lock(LIB, TOOL).install();
    Files.delete(project.prefix.resolve(PrefixManifest.PATH));
    assertThatThrownBy(() -> project.verify()).hasMessageContaining("HERM-INST-011");
    assertThat(project.install().built()).isPresent();
    assertThat(project.verify().problems()).isEmpty();
  }

  @Test
  void install_foreignFolder_isLeftAlone() throws Exception {
    project.lock(LIB).file("target/hermetic/env/precious", "x");
    assertThat(project.failure().replace(project.prefix.toString(), "ENV"))
        .isEqualTo(
            "HERM-INST-002 ENV: is no prefix that Hermetic may replace: there are files in it that"
                + " Hermetic did not install\n  Fix: name a folder that is empty or missing with"
                + " hermetic.prefix, or delete this one");
    assertThat(project.read("precious")).isEqualTo("x");
  }

  @Test
  void install_twoAtOnce_waitAndDoItOnce() throws Exception {
    project.lock(LIB, TOOL);
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    PrefixPlace place = new PrefixPlace(project.prefix);
    List<Event> heard = new ArrayList<>();
    var first =
        CompletableFuture.runAsync(
            () ->
                place.alone(
                    heard::add,
                    () -> {
                      inside.countDown();
                      try {
                        return leave.await(20, TimeUnit.SECONDS);
                      } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                      }
                    }));
    assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();
    var second = CompletableFuture.supplyAsync(project::install);
    assertThat(second.isDone()).isFalse();
    assertThat(project.prefix).doesNotExist();
    leave.countDown();
    first.get(20, TimeUnit.SECONDS);
    assertThat(second.get(20, TimeUnit.SECONDS).built()).isPresent();
  }

  @Test
  void install_linkScripts_areReportedAndNeverRun() throws Exception {
    Path trap = project.folder.resolve("trap");
    TestPackage scripted =
        TOOL.withFile(
                PackageFile.executable(
                    "bin/.tool-post-link.sh",
                    ("#!/bin/sh\ntouch " + trap + "\n").getBytes(StandardCharsets.UTF_8)))
            .withFile(PackageFile.text("etc/conda/activate.d/tool.sh", "A=$(date)\n"));
    project.lock(scripted).install();
    assertThat(trap).doesNotExist();
    assertThat(project.warnings())
        .containsExactly(
            "HERM-INST-009 tool-1.0-0: has scripts that other installers run:"
                + " bin/.tool-post-link.sh; they are installed, but not run\n"
                + "  Fix: see whether the package works without; then name it in"
                + " hermetic.allowScripts",
            "HERM-INST-010 tool-1.0-0: etc/conda/activate.d/tool.sh is not run on activation,"
                + " because it does more than set variables: line 1 has an expansion that needs a"
                + " shell\n  Fix: see whether the package works without; then name it in"
                + " hermetic.allowScripts");
    InstallProject allowing = new InstallProject(temp.toRealPath().resolve("allowing"));
    allowing.allowed.put("tool", "fills a cache");
    InstallResult result = allowing.lock(scripted).install();
    assertThat(allowing.warnings()).isEmpty();
    assertThat(result.built().orElseThrow().allowed())
        .contains(
            "tool-1.0-0: bin/.tool-post-link.sh not run, allowed, declared: fills a cache");
  }

  @Test
  void install_allowedNameThatNoPackageHas_isToldWheneverListOrLockIsNew() throws Exception {
    project.allowed.put("tol", "");
    project.allowed.put("elsewhere", "");
    project.allowed.put("lib", "");
    project.lock(LIB, TOOL).install();
    String warning =
        "HERM-INST-026 hermetic.allowScripts: conda-linux-64.lock locks no package elsewhere, tol"
            + " (did you mean tool?)\n"
            + "  Fix: correct the names or take them out; only a list that several locks share may"
            + " name more than one of them has";
    assertThat(project.warnings()).containsExactly(warning);
    assertThat(project.install().built()).isEmpty();
    assertThat(project.warnings()).containsExactly(warning);
    project.allowed.remove("elsewhere");
    assertThat(project.install().built()).isEmpty();
    assertThat(project.warnings())
        .hasSize(2)
        .last()
        .isEqualTo(warning.replace("elsewhere, ", ""));
    project.allowed.remove("tol");
    assertThat(project.install().built()).isEmpty();
    assertThat(project.warnings()).hasSize(2);
  }

  @Test
  void install_variables_areInTheState() throws Exception {
    project.lock(LIB).file("environment.yml", "name: x\ndependencies: [lib]\nvariables:\n  A: b\n");
    project.install();
    assertThat(project.read("conda-meta/state")).contains("\"A\": \"b\"");
  }

  @Test
  void install_prefix_isFrozenForOtherTools() throws Exception {
    project.lock(LIB).install();
    assertThat(project.read("conda-meta/frozen"))
        .isEqualTo(
            "{\"message\": \"This environment was installed by Hermetic from a lock and is checked"
                + " against it. To change it, edit the environment file, run `mvn hermetic:lock`,"
                + " then `mvn hermetic:install`.\"}\n");
  }

  @Test
  void install_badLocks_areTold() throws Exception {
    assertThat(project.failure())
        .isEqualTo(
            "HERM-INST-001 conda-linux-64.lock: there is no lock to install\n"
                + "  Fix: run `mvn hermetic:lock` and commit conda-linux-64.lock");
    project.file(project.lockfile, "@EXPLICIT\nhttps://a.example/c/linux-64/lib-1-0.conda\n");
    assertThat(project.failure())
        .startsWith(
            "HERM-INST-005 conda-linux-64.lock:2: has no checksum of"
                + " https://a.example/c/linux-64/lib-1-0.conda");
    String md5 = "#0123456789abcdef0123456789abcdef\n";
    project.file(project.lockfile, "@EXPLICIT\nhttps://a.example/c/linux-64/lib.conda" + md5);
    assertThat(project.failure()).startsWith("HERM-INST-006 conda-linux-64.lock:2: https://a.exam");
    project.file(project.lockfile, "@EXPLICIT\nhttps://a.example/c/osx-64/lib-1-0.conda" + md5);
    assertThat(project.failure())
        .isEqualTo(
            "HERM-INST-003 conda-linux-64.lock: holds nothing for linux-64\n  Fix: lock it with"
                + " -Dhermetic.platforms=…,linux-64, or take another with -Dhermetic.platform=…"
                + " (osx-64)");
  }

  @Test
  void install_unwritablePlace_isTold() throws Exception {
    project.lock(LIB).file("target/hermetic", "a file in the way");
    assertThat(project.failure())
        .startsWith("HERM-INST-007 ")
        .contains("the environment that was there is as it was");
  }

  @Test
  void install_foreignPlatform_isLaidOutWithoutRunning() throws Exception {
    TestPackage mac = LIB.withSubdir("osx-64");
    project.platform = new Platform("osx-64");
    project.compile = true;
    project.lock(mac).file(
        project.lockfile,
        Files.readString(project.folder.resolve(project.lockfile)).replace("# platform: linux-64\n", ""));
    assertThat(project.install().digest()).hasSize(64);
    assertThat(PrefixPlace.manifest(project.prefix).platform()).isEqualTo(project.platform);
  }
}
