package dev.hermetic.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.advisory.AdvisoryDatabase;
import dev.hermetic.advisory.AdvisorySource;
import dev.hermetic.advisory.Osv;
import dev.hermetic.distro.Distro;
import dev.hermetic.distro.DistroPackage;
import dev.hermetic.distro.DistroPackage.Manager;
import dev.hermetic.distro.OsRelease;
import dev.hermetic.event.Listener;
import dev.hermetic.image.FactsFile;
import dev.hermetic.image.ImageFacts;
import dev.hermetic.testkit.SharedData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BasePackagesTest {
  @TempDir Path folder;

  private final List<String> notes = new ArrayList<>();

  private static Distro distro(OsRelease release, DistroPackage... packages) {
    return new Distro(Optional.of(release), List.of(packages), List.of());
  }

  private static DistroPackage installed(
      Manager manager, String name, String version, String source, String sourceVersion) {
    return new DistroPackage(
        manager, name, version, source, sourceVersion, "amd64", "", "", List.of(), List.of());
  }

  private List<String> told(Distro distro, Osv... advisories) {
    ScanProject project = new ScanProject(folder);
    String[] lines = new String[advisories.length];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = advisories[i].toString();
    }
    project.file("advisories.jsonl", lines);
    AdvisoryDatabase database =
        AdvisorySource.of("advisories.jsonl", folder, project.settings(), Listener.SILENT)
            .ask(new TreeSet<>());
    Matching matching = new Matching(database, subject -> List.of());
    BasePackages.of(distro, "base:1", notes::add).forEach(matching::add);
    List<String> told = new ArrayList<>();
    matching.findings().stream()
        .sorted()
        .forEach(one -> told.add(one.subject() + " " + one.id() + " fixed in " + one.fixedIn()));
    matching.covered().stream()
        .filter(one -> one.coverage().kind() == Coverage.Kind.NONE)
        .forEach(one -> told.add(one.subject() + " none: " + one.coverage().reason()));
    return told;
  }

  @Test
  void scan_debian_goesBySourcePackageReleaseAndOrderOfDpkg() {
    Distro debian =
        distro(
            new OsRelease("debian", "12", "bookworm", "Debian GNU/Linux 12 (bookworm)", false),
            installed(Manager.DPKG, "libssl3", "3.0.11-1~deb12u2", "openssl", "3.0.11-1~deb12u2"),
            installed(Manager.DPKG, "libc6", "2.36-9+b1", "glibc", "2.36-9"),
            installed(Manager.DPKG, "zlib1g", "1:1.2.13.dfsg-1", "zlib", "1:1.2.13.dfsg-1"));
    assertThat(
            told(
                debian,
                Osv.of("DSA-1").affects("Debian:12", "openssl", "introduced 0", "fixed 3.0.11-1~deb12u3"),
                Osv.of("DSA-2").affects("Debian:11", "openssl", "introduced 0"),
                Osv.of("DSA-3").affects("Debian:12", "glibc", "introduced 0", "fixed 2.36-9"),
                Osv.of("DSA-4").affects("Debian:12", "zlib", "introduced 0", "fixed 1.3")))
        .as("an epoch comes after all without")
        .containsExactly("libssl3 3.0.11-1~deb12u2 DSA-1 fixed in 3.0.11-1~deb12u3");
    assertThat(notes).isEmpty();
  }

  @Test
  void scan_alpine_goesByItsOwnOrder() {
    Distro alpine =
        distro(
            new OsRelease("alpine", "3.19.1", "", "Alpine Linux v3.19", false),
            installed(Manager.APK, "busybox-binsh", "1.36.1-r5", "busybox", "1.36.1-r5"));
    assertThat(
            told(
                alpine,
                Osv.of("CVE-1").affects("Alpine:v3.19", "busybox", "introduced 0", "fixed 1.36.1-r15"),
                Osv.of("CVE-2").affects("Alpine:v3.19", "busybox", "introduced 0", "fixed 1.36.1_alpha2")))
        .containsExactly("busybox-binsh 1.36.1-r5 CVE-1 fixed in 1.36.1-r15");
  }

  @Test
  void scan_distributionThatOsvHasNot_isOfClassNone() {
    Distro other =
        distro(
            new OsRelease("slackware", "15.0", "", "Slackware 15.0", false),
            installed(Manager.DPKG, "a", "1", "a", "1"));
    assertThat(told(other, Osv.of("DSA-1").affects("Debian:12", "a", "introduced 0")))
        .containsExactly("a 1 none: OSV has nothing of Slackware 15.0");
  }

  @Test
  void of_noImage_saysSo() {
    assertThat(BasePackages.of(folder, folder.resolve("cache"), notes::add)).isEmpty();
    assertThat(notes).containsExactly("No image was made yet, so no base was looked at.");
  }

  /** The base of the shared data has no list of its packages: nothing of it may pass for clean. */
  @Test
  void of_realBaseWithoutList_saysSo() throws IOException {
    Path layout = Files.createDirectories(folder.resolve("image/layout"));
    try (InputStream file = Files.newInputStream(SharedData.data("images/debian12-minimal.oci.tar"));
        TarArchiveInputStream tar = new TarArchiveInputStream(file)) {
      for (TarArchiveEntry one = tar.getNextEntry(); one != null; one = tar.getNextEntry()) {
        Path to = layout.resolve(one.getName()).normalize();
        if (one.isDirectory()) {
          Files.createDirectories(to);
        } else {
          Files.createDirectories(to.getParent());
          Files.copy(tar, to);
        }
      }
    }
    String digest = "sha256:" + "0".repeat(64);
    ImageFacts facts =
        new ImageFacts(
            1,
            digest,
            "application/vnd.oci.image.manifest.v1+json",
            "linux-64",
            List.of(),
            new ImageFacts.Base("debian12-minimal", digest, false),
            new ImageFacts.Lock("conda-lock.yml", "0".repeat(64)),
            new ImageFacts.Prefix("/opt/conda", "0".repeat(64)),
            "zstd",
            List.of(new ImageFacts.Layer("base", digest, digest, 1, 1, true)),
            List.of(),
            "none",
            new TreeMap<>(),
            new TreeMap<>());
    FactsFile.write(folder.resolve("image").resolve(FactsFile.NAME), facts);
    assertThat(BasePackages.of(folder.resolve("image"), folder.resolve("cache"), notes::add))
        .isEmpty();
    assertThat(notes)
        .containsExactly(
            "Base debian12-minimal: no list of its packages is there, so what is in it cannot be"
                + " told.");
  }
}
