package dev.hermetic.base;

import static dev.hermetic.base.BaseKit.base;
import static dev.hermetic.base.BaseKit.libc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.base.BaseKit.Layer;
import dev.hermetic.oci.ImageFile;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.testkit.SharedData;
import dev.hermetic.version.Version;
import org.junit.jupiter.api.Test;

class RootScanTest {
  @Test
  void files_laterLayer_counts() {
    BaseFiles files =
        base(
                new Layer().folder("a").link("a/x", "y").file("a/gone", "1").link("b", "c"),
                new Layer().folder("b").file("a/.wh.gone", "").file("a/new", "2"))
            .files();

    assertThat(files.links()).containsOnlyKeys("a/x");
    assertThat(files.has("a/gone")).isFalse();
    assertThat(files.has("a/new")).isTrue();
    assertThat(files.has("b")).isTrue();
  }

  @Test
  void files_opaqueFolder_hidesWhatIsBelowInLowerLayersAlone() {
    BaseFiles files =
        base(
                new Layer().folder("a").file("a/old", "1").file("ab", "1"),
                new Layer().file("a/new", "2").file("a/.wh..wh..opq", ""))
            .files();

    assertThat(files.has("a/old")).isFalse();
    assertThat(files.has("a/new")).isTrue();
    assertThat(files.has("ab")).isTrue();
  }

  @Test
  void files_folderReplacedByFile_isGoneWithAllInIt() {
    BaseFiles files =
        base(new Layer().folder("a").file("a/x", "1"), new Layer().file("a", "2")).files();

    assertThat(files.has("a")).isTrue();
    assertThat(files.has("a/x")).isFalse();
  }

  @Test
  void has_throughLinks_isFollowed() {
    BaseFiles files =
        base(
                new Layer()
                    .link("bin", "usr/bin")
                    .file("usr/bin/dash", "1")
                    .link("usr/bin/sh", "/bin/dash")
                    .link("loop", "loop"))
            .files();

    assertThat(files.has("/bin/sh")).isTrue();
    assertThat(files.real("bin/sh")).isEqualTo("usr/bin/dash");
    assertThat(files.has("bin/bash")).isFalse();
    assertThat(files.has("bin")).as("a folder that is no member").isTrue();
    assertThat(files.has("usr/b")).isFalse();
    assertThat(files.real("loop/x")).isNotNull();
    assertThat(files.real("bin/../../../etc")).isEqualTo("etc");
  }

  @Test
  void glibc_inLibrary_isWhatTheLibrarySays() {
    BaseFiles files =
        base(
                new Layer()
                    .file("var/lib/dpkg/status", "Package: libc6\nStatus: x\nVersion: 2.99-1\n")
                    .file("lib/x86_64-linux-gnu/libc.so.6", libc("2.36")))
            .files();

    assertThat(files.glibc()).contains(Version.parse("2.36"));
    assertThat(files.glibcFrom()).isEqualTo("lib/x86_64-linux-gnu/libc.so.6");
  }

  @Test
  void glibc_linkToNumberedLibrary_isFound() {
    BaseFiles files =
        base(
                new Layer()
                    .file("lib/x86_64-linux-gnu/libc-2.31.so", libc("2.31"))
                    .link("lib/x86_64-linux-gnu/libc.so.6", "libc-2.31.so"))
            .files();

    assertThat(files.glibc()).contains(Version.parse("2.31"));
  }

  @Test
  void glibc_hardLink_isFound() {
    BaseFiles files =
        base(
                new Layer()
                    .file("lib64/libc-2.28.so", libc("2.28"))
                    .hardLink("lib64/libc.so.6", "lib64/libc-2.28.so"))
            .files();

    assertThat(files.glibc()).contains(Version.parse("2.28"));
  }

  @Test
  void glibc_ofOtherMachine_doesNotCount() {
    BaseFiles files =
        base(
                new Layer()
                    .file("lib/i386-linux-gnu/libc.so.6", libc("2.17", 3))
                    .file("lib/x86_64-linux-gnu/libc.so.6", libc("2.36")))
            .files();

    assertThat(files.glibc()).contains(Version.parse("2.36"));
  }

  @Test
  void glibc_replacedByLaterLayer_isTheLaterOne() {
    BaseFiles files =
        base(
                new Layer().file("lib64/libc.so.6", libc("2.36")),
                new Layer().file("lib64/libc.so.6", libc("2.28")))
            .files();

    assertThat(files.glibc()).contains(Version.parse("2.28"));
  }

  @Test
  void glibc_takenAway_isNone() {
    BaseFiles files =
        base(
                new Layer().file("lib64/libc.so.6", libc("2.36")),
                new Layer().file("lib64/.wh.libc.so.6", ""))
            .files();

    assertThat(files.glibc()).isEmpty();
  }

  @Test
  void glibc_libraryWithoutWords_isReadFromTheListOfPackages() {
    assertThat(
            base(
                    new Layer()
                        .file("lib64/libc.so.6", "stripped")
                        .file(
                            "var/lib/dpkg/status",
                            "Package: libc-bin\nVersion: 2.35-1\n\nPackage: libc6\nStatus: install"
                                + " ok installed\nVersion: 2.36-9+deb12u7\n\n"))
                .files()
                .glibc())
        .contains(Version.parse("2.36"));
    assertThat(
            base(new Layer().file("lib/apk/db/installed", "C:Q1\nP:glibc\nV:2.38-r0\nA:x86_64\n"))
                .files()
                .glibc())
        .contains(Version.parse("2.38"));
    assertThat(
            base(
                    new Layer()
                        .file("var/lib/dpkg/status.d/libc6", "Package: libc6\nVersion: 2.36-9\n"))
                .files()
                .glibc())
        .contains(Version.parse("2.36"));
  }

  @Test
  void musl_isSeen() {
    BaseFiles files = base(new Layer().file("lib/ld-musl-x86_64.so.1", "x")).files();

    assertThat(files.musl()).isTrue();
    assertThat(files.glibc()).isEmpty();
  }

  @Test
  void layer_entryLeadsOut_isTold() {
    assertThatThrownBy(() -> base(new Layer().file("a/../../etc/passwd", "x")))
        .isInstanceOf(HermeticException.class)
        .hasMessage(
            "HERM-BASE-007 base:1: a file in it leads out: a/../../etc/passwd\n"
                + "  Fix: get the image again from where it came from, or take another one");
  }

  @Test
  void files_ofDebianBase_areFound() {
    for (String name : new String[] {"oci", "docker"}) {
      BaseFiles files =
          LibcFinder.of(
              ImageFile.read(
                  SharedData.data("images/debian12-minimal." + name + ".tar"), BaseKit.AMD64, null),
              name);

      assertThat(files.glibc()).contains(Version.parse("2.36"));
      assertThat(files.musl()).isFalse();
      assertThat(files.has("bin/sh")).isTrue();
      assertThat(files.has("bin/bash")).isTrue();
      assertThat(files.has("usr/bin/python3")).isFalse();
    }
  }
}
