package dev.hermetic.distro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.hermetic.base.BaseKit.Layer;
import dev.hermetic.distro.DistroPackage.Manager;
import dev.hermetic.oci.ImageFile;
import dev.hermetic.oci.ImageLayer;
import dev.hermetic.oci.ImagePlatform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.testkit.SharedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistrosTest {
  private static final String DEBIAN =
      "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nNAME=\"Debian GNU/Linux\"\nVERSION_ID=\"12\"\n"
          + "VERSION=\"12 (bookworm)\"\nVERSION_CODENAME=bookworm\nID=debian\n";

  private static final String STATUS =
      """
      Package: libssl3
      Status: install ok installed
      Maintainer: Debian OpenSSL Team <pkg@example.org>
      Architecture: amd64
      Source: openssl
      Version: 3.0.11-1~deb12u2
      Depends: libc6 (>= 2.34), debconf (>= 0.5) | debconf-2.0
      Description: Secure Sockets Layer
       Package: not-a-field
       .
       More.
      Homepage: https://www.openssl.org/

      Package: libc6
      Status: install ok installed
      Architecture: amd64
      Source: glibc (2.36-9)
      Version: 2.36-9+b1

      Package: gone
      Status: deinstall ok config-files
      Version: 1.0

      Package: cdebconf
      Status: install ok installed
      Architecture: amd64
      Version: 0.270
      Provides: debconf-2.0
      """;

  @TempDir private Path cache;

  private static Distro read(Layer... layers) {
    return Distros.of(layers(layers), "base:1");
  }

  private static List<ImageLayer> layers(Layer... layers) {
    return Arrays.stream(layers).map(Layer::done).toList();
  }

  @Test
  void dpkg_installedPackages_areFound() {
    Distro distro =
        read(
            new Layer()
                .file("usr/lib/os-release", DEBIAN)
                .link("etc/os-release", "../usr/lib/os-release")
                .file("var/lib/dpkg/status", STATUS)
                .file(
                    "usr/share/doc/libssl3/copyright",
                    "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\n"
                        + "Files: *\nLicense: Apache-2.0\n\nFiles: x\nLicense: Artistic or GPL-1+\n\n"
                        + "License: Apache-2.0\n text\n")
                .file(
                    "usr/share/doc/libc6/copyright",
                    "On Debian systems see `/usr/share/common-licenses/LGPL-2.1'.")
                .link("usr/share/doc/cdebconf", "libc6"));

    assertThat(distro.ecosystem()).contains("Debian:12");
    assertThat(distro.gaps()).isEmpty();
    assertThat(distro.packages())
        .containsExactly(
            new DistroPackage(
                Manager.DPKG, "cdebconf", "0.270", "cdebconf", "0.270", "amd64", "", "",
                List.of("LGPL-2.1"), List.of()),
            new DistroPackage(
                Manager.DPKG, "libc6", "2.36-9+b1", "glibc", "2.36-9", "amd64", "", "",
                List.of("LGPL-2.1"), List.of()),
            new DistroPackage(
                Manager.DPKG, "libssl3", "3.0.11-1~deb12u2", "openssl", "3.0.11-1~deb12u2",
                "amd64", "Debian OpenSSL Team <pkg@example.org>", "https://www.openssl.org/",
                List.of("Apache-2.0", "Artistic or GPL-1+"), List.of("cdebconf", "libc6")));
  }

  @Test
  void dpkg_distrolessLists_areFound() {
    Distro distro =
        read(
            new Layer()
                .file("etc/os-release", DEBIAN)
                .file("var/lib/dpkg/status.d/libc6", "Package: libc6\nVersion: 2.36-9\n")
                .file("var/lib/dpkg/status.d/libc6.md5sums", "0123 lib/x\n"));

    assertThat(distro.packages()).extracting(DistroPackage::name).containsExactly("libc6");
  }

  @Test
  void apk_installedPackages_areFound() {
    Distro distro =
        read(
            new Layer()
                .file("etc/os-release", "ID=alpine\nVERSION_ID=3.19.1\nPRETTY_NAME=\"Alpine Linux v3.19\"\n")
                .file(
                    "lib/apk/db/installed",
                    """
                    C:Q1abc=
                    P:libcrypto3
                    V:3.1.4-r5
                    A:x86_64
                    L:Apache-2.0
                    o:openssl
                    D:so:libc.musl-x86_64.so.1 !conflict
                    p:so:libcrypto.so.3=3
                    F:lib
                    R:libcrypto.so.3

                    P:musl
                    V:1.2.4_git20230717-r4
                    A:x86_64
                    L:MIT
                    U:https://musl.libc.org/
                    p:so:libc.musl-x86_64.so.1=1

                    P:.build-deps
                    V:20240101.120000
                    """));

    assertThat(distro.ecosystem()).contains("Alpine:v3.19");
    assertThat(distro.packages())
        .extracting(
            DistroPackage::name, DistroPackage::source, one -> String.join(" ", one.dependencies()))
        .containsExactly(
            tuple(".build-deps", ".build-deps", ""),
            tuple("libcrypto3", "openssl", "musl"),
            tuple("musl", "musl", ""));
    assertThat(distro.packages().get(1).licenses()).containsExactly("Apache-2.0");
    assertThat(distro.packages().get(2).homepage()).isEqualTo("https://musl.libc.org/");
  }

  @Test
  void layers_laterList_counts() {
    Distro distro =
        read(
            new Layer().file("etc/os-release", DEBIAN).file("var/lib/dpkg/status", STATUS),
            new Layer().file("var/lib/dpkg/status", "Package: only\nVersion: 1\n"));

    assertThat(distro.packages()).extracting(DistroPackage::name).containsExactly("only");
  }

  @Test
  void layers_listTakenAway_isAGap() {
    Distro distro =
        read(
            new Layer().file("etc/os-release", DEBIAN).file("var/lib/dpkg/status", STATUS),
            new Layer().file("var/lib/dpkg/.wh.status", ""));

    assertThat(distro.packages()).isEmpty();
    assertThat(distro.gaps())
        .containsExactly("no list of its packages is there, so what is in it cannot be told");
  }

  @Test
  void gaps_ofAnotherManagerAndAnUnknownDistribution_areTold() {
    Distro distro =
        read(
            new Layer()
                .file("etc/os-release", "ID=rhel\nVERSION_ID=9.3\nPRETTY_NAME='Red Hat Enterprise Linux 9.3'\n")
                .file("var/lib/rpm/rpmdb.sqlite", "x"));

    assertThat(distro.ecosystem()).isEmpty();
    assertThat(distro.gaps())
        .containsExactly(
            "packages of rpm are there, and its list is not read",
            "there are no advisories for Red Hat Enterprise Linux 9.3");
  }

  @ParameterizedTest
  @CsvSource({
    "'ID=ubuntu\nVERSION_ID=\"22.04\"\nVERSION=\"22.04.3 LTS (Jammy Jellyfish)\"', Ubuntu:22.04:LTS",
    "'ID=ubuntu\nVERSION_ID=\"23.10\"\nVERSION=\"23.10 (Mantic Minotaur)\"', Ubuntu:23.10",
    "'ID=\"wolfi\"\nVERSION_ID=\"20230201\"', Wolfi",
    "'# a comment\nID=alpine\nVERSION_ID=3.20_alpha20231219', ",
    "'ID=debian', ",
    "'ID=debian\nVERSION_ID=11', Debian:11",
    "'ID=kali\nVERSION_ID=2024.1', "
  })
  void ecosystem_isOsvsWord(String text, String ecosystem) {
    assertThat(OsRelease.parse(text).ecosystem().orElse(null)).isEqualTo(ecosystem);
  }

  @ParameterizedTest
  @CsvSource({
    "'Package: a\nVersion: 1\n\nno field\n', 4, it is no field and its value",
    "'Package: a\n', 1, the package has no version that dpkg would take",
    "'Package: a\nVersion: 1\n\nPackage: b\nVersion: 1\nSource: c (?)\n', 4, the package has no version that dpkg would take",
    "'Version: 1\n', 1, 'the package has no name, or a wrong one'",
    "'Package: ../x\nVersion: 1\n', 1, 'the package has no name, or a wrong one'"
  })
  void list_damaged_isTold(String status, int line, String fact) {
    assertThatThrownBy(() -> read(new Layer().file("var/lib/dpkg/status", status)))
        .isInstanceOf(HermeticException.class)
        .hasMessage(
            "HERM-DISTRO-001 base:1: its list of packages /var/lib/dpkg/status cannot be read, line "
                + line
                + ": "
                + fact
                + "\n  Fix: get the image again from where it came from, or take another one");
  }

  @Test
  void of_again_comesFromTheCache() throws IOException {
    List<ImageLayer> layers =
        layers(new Layer().file("etc/os-release", DEBIAN).file("var/lib/dpkg/status", STATUS));
    Distro first = Distros.of(layers, "base:1", cache);

    assertThat(Distros.of(layers, "base:1", cache)).isEqualTo(first);
    assertThat(new Distros().items(cache, Instant.now())).hasSize(1);
    try (Stream<Path> files = Files.list(cache.resolve("images/distros"))) {
      Path file = files.findFirst().orElseThrow();
      String text = Files.readString(file);
      Files.writeString(file, text.replace("openssl", "openxxl"));
      assertThat(Distros.of(layers, "base:1", cache)).as("damaged").isEqualTo(first);
    }
  }

  @Test
  void of_debianBase_saysThatItHasNoList() {
    List<ImageLayer> layers =
        ImageFile.read(
                SharedData.data("images/debian12-minimal.oci.tar"),
                new ImagePlatform("linux", "amd64", ""),
                null)
            .layers();

    Distro distro = Distros.of(layers, "debian12");

    assertThat(distro.ecosystem()).contains("Debian:12");
    assertThat(distro.packages()).isEmpty();
    assertThat(distro.gaps())
        .containsExactly("no list of its packages is there, so what is in it cannot be told");
  }

  /** The list of the machine itself, where it has one, against what dpkg-query says. */
  @Test
  void dpkg_ofThisMachine_agreesWithDpkgQuery() throws Exception {
    Path status = Path.of("/var/lib/dpkg/status");
    Assumptions.assumeTrue(
        Files.isRegularFile(status) && Files.isExecutable(Path.of("/usr/bin/dpkg-query")),
        "there is no dpkg");
    Process query =
        new ProcessBuilder(
                "dpkg-query",
                "-f",
                "${db:Status-Status} ${Package} ${Version} ${source:Package} ${source:Version}\\n",
                "-W")
            .start();
    String expected =
        new String(query.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    Distro distro = read(new Layer().file("var/lib/dpkg/status", Files.readAllBytes(status)));

    assertThat(distro.packages())
        .extracting(
            one ->
                "installed " + one.name() + " " + one.version() + " " + one.source() + " "
                    + one.sourceVersion())
        .containsExactlyInAnyOrderElementsOf(
            expected.lines().filter(line -> line.startsWith("installed ")).toList());
  }
}
