package dev.hermetic.lockfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.lockfile.Lockfile.LockedChannel;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CondaLockReaderTest {
  private static final String MD5 = "0123456789abcdef0123456789abcdef";
  private static final String SHA256 = MD5 + MD5;

  static final String FULL =
      """
      version: 1
      metadata:
        content_hash:
          linux-64: SHA
        channels:
        - url: https://example.org/t/$MY_TOKEN/chan
          used_env_vars:
          - MY_TOKEN
        platforms:
        - linux-64
        sources:
        - environment.yml
        time_metadata:
          created_at: '2026-01-02T03:04:05Z'
        git_metadata:
          git_user_name: A. U. Thor
          git_sha: 1234567-dirty
        inputs_metadata:
          environment.yml:
            md5: MD5
            sha256: SHA
        custom_metadata:
          on: 'yes'
          request: python=3.10 pytorch=2.1 transformers=4.36 spacy=3.7 numpy>=1.24 pandas
            scikit-learn and more
      package:
      - name: ca-certificates
        version: '2026.7'
        manager: conda
        platform: linux-64
        dependencies:
          __unix: ''
        url: https://example.org/t/$MY_TOKEN/chan/noarch/ca-certificates-2026.7-h_0.conda
        hash:
          md5: MD5
          sha256: SHA
        build: h_0
        category: dev
        optional: true
      - name: ca-certificates
        version: '2026.7'
        manager: conda
        platform: linux-64
        dependencies:
          __unix: ''
        url: https://example.org/t/$MY_TOKEN/chan/noarch/ca-certificates-2026.7-h_0.conda
        hash:
          md5: MD5
          sha256: SHA
        build: h_0
        category: docs
        optional: true
      - name: requests
        version: 2.32.3
        manager: pip
        platform: linux-64
        dependencies: {}
        url: git+https://example.org/requests.git@main
        hash: {}
        source:
          type: url
          url: git+https://example.org/requests.git@main
        category: main
        optional: false
      """
          .replace("MD5", MD5)
          .replace("SHA", SHA256);

  private static String lock(String packages) {
    return """
        version: 1
        metadata:
          content_hash:
            linux-64: %s
          channels: []
          platforms: [linux-64]
          sources: []
        package:
        """
            .formatted(SHA256)
        + packages;
  }

  private static void assertProblems(String text, String... rendered) {
    assertThatThrownBy(() -> CondaLockReader.parse(text, "conda-lock.yml"))
        .isInstanceOf(HermeticException.class)
        .hasMessage(String.join("\n", rendered));
  }

  @Test
  void parse_everySection_isKeptAndWrittenAgain() {
    Lockfile lockfile = CondaLockReader.parse(FULL, "conda-lock.yml");
    Lockfile.Metadata metadata = lockfile.metadata();
    assertThat(metadata.contentHash()).isEqualTo(Map.of(Platform.LINUX_64, SHA256));
    assertThat(metadata.channels())
        .containsExactly(
            new LockedChannel("https://example.org/t/$MY_TOKEN/chan", List.of("MY_TOKEN")));
    assertThat(metadata.sources()).containsExactly("environment.yml");
    assertThat(metadata.custom()).containsEntry("on", "yes").hasSize(2);
    assertThat(metadata.other())
        .containsEntry("time_metadata", Map.of("created_at", "2026-01-02T03:04:05Z"))
        .containsOnlyKeys("git_metadata", "inputs_metadata", "time_metadata");
    assertThat(lockfile.packages())
        .extracting(LockedPackage::category)
        .containsExactly("dev", "docs", "main");
    assertThat(lockfile.packages().get(2))
        .isEqualTo(
            new LockedPackage(
                "requests",
                "2.32.3",
                Manager.PIP,
                Platform.LINUX_64,
                new TreeMap<>(),
                "git+https://example.org/requests.git@main",
                null,
                null,
                "git+https://example.org/requests.git@main",
                null,
                "main"));
    // YAML 1.1 takes a bare on for true, so PyYAML quotes the key.
    assertThat(LockFiles.body(CondaLockWriter.write(lockfile)))
        .isEqualTo(FULL.replace("    on: 'yes'", "    'on': 'yes'"));
  }

  @Test
  void parse_oldAndForeignForms_areRead() {
    Lockfile lockfile =
        CondaLockReader.parse(
            """
            metadata:
              channels: [conda-forge]
              content_hash: {}
              platforms: [linux-64]
              sources: [/tmp/environment.yml]
              time_metadata: null
            package:
              - manager: conda
                name: libgomp
                platform: linux-64
                version: 11.2
                url: https://example.org/linux-64/libgomp-11.2-h_13.tar.bz2
                hash: {md5: MD5}
              - name: __linux
                version: "5.10"
                manager: conda
                platform: linux-64
                dependencies: {}
                url: file:///tmp/linux-64/__linux-5.10-0.tar.bz2
                hash: {md5: ''}
                optional: false
            """
                .replace("MD5", MD5),
            "old.yml");
    assertThat(lockfile.metadata().channels())
        .containsExactly(new LockedChannel("conda-forge", List.of()));
    assertThat(lockfile.packages()).hasSize(2);
    assertThat(lockfile.packages().get(0).version()).isEqualTo("11.2");
    assertThat(lockfile.packages().get(0).category()).isEqualTo("main");
    assertThat(lockfile.canonical().packages()).hasSize(1);
  }

  @Test
  void parse_noMapping_saysWhatItIs() {
    assertProblems(
        "- a\n",
        "HERM-LOCK-001 conda-lock.yml:1:1: is a list, but a conda-lock.yml is a mapping with"
            + " metadata and package",
        "  Fix: name the lock file, or run `mvn hermetic:lock` to write the file anew");
  }

  @Test
  void parse_pixiLock_saysSo() {
    assertProblems(
        "version: 6\nenvironments: {}\npackages: []\n",
        "HERM-LOCK-002 conda-lock.yml:1:10: is a pixi.lock of version 6, but only conda-lock.yml of"
            + " version 1 is read",
        "  Fix: name a conda-lock.yml with hermetic.lockfile; `mvn hermetic:init"
            + " -Dhermetic.from=pixi.lock` makes one from a pixi.lock");
  }

  @Test
  void parse_newerVersion_namesVersion() {
    assertProblems(
        "version: 2\n",
        "HERM-LOCK-002 conda-lock.yml:1:10: has lock format version 2, but only version 1 (CEP-37)"
            + " is read",
        "  Fix: use a tool that reads it, or delete the file and run `mvn hermetic:lock` to solve"
            + " afresh");
  }

  @Test
  void parse_mergeConflict_saysSo() {
    assertProblems(
        "version: 1\n<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> theirs\n",
        "HERM-LOCK-003 conda-lock.yml:2:1: the lock file holds a merge conflict",
        "  Fix: take one side (`git checkout --ours conda-lock.yml`, or --theirs), then run"
            + " `mvn hermetic:lock`, which moves no more than the merged environment file demands,"
            + " and commit; or solve all afresh with -Dhermetic.relock=true");
  }

  @Test
  void parse_unknownKey_isReportedOnceASection() {
    String item =
        """
        - name: NAME
          version: '1'
          manager: conda
          platform: linux-64
          dependencies: {}
          url: https://example.org/linux-64/NAME-1-0.conda
          hash: {md5: MD5}
          size: 12
          category: main
          optional: false
        """
            .replace("MD5", MD5);
    assertProblems(
        lock(item.replace("NAME", "a") + item.replace("NAME", "b")),
        "HERM-LOCK-004 conda-lock.yml:16:3: the key size is not one of CEP-37 in an item of"
            + " package",
        "  Fix: remove it or run `mvn hermetic:lock` to write the file anew; allowed are name,"
            + " version, manager, platform, dependencies, url, hash, source, build, category,"
            + " optional");
  }

  @Test
  void parse_missingKeys_areAllReported() {
    assertProblems(
        "version: 1\nmetadata: {platforms: []}\n",
        "HERM-LOCK-005 conda-lock.yml:2:11: the key content_hash is missing in metadata",
        "  Fix: run `mvn hermetic:lock` to write the file anew",
        "HERM-LOCK-005 conda-lock.yml:2:11: the key channels is missing in metadata",
        "  Fix: run `mvn hermetic:lock` to write the file anew",
        "HERM-LOCK-005 conda-lock.yml:2:11: the key sources is missing in metadata",
        "  Fix: run `mvn hermetic:lock` to write the file anew",
        "HERM-LOCK-005 conda-lock.yml:1:1: the key package is missing in the lock file",
        "  Fix: run `mvn hermetic:lock` to write the file anew");
  }

  @Test
  void parse_wrongTypesAndValues_areAllReported() {
    assertProblems(
        lock(
            """
            - name: a
              version: [1]
              manager: npm
              platform: win-64
              dependencies: x
              url: https://user:secret@example.org/a.conda
              hash: {md5: XYZ}
            """),
        "HERM-LOCK-006 conda-lock.yml:10:12: version is a list, but a string was expected",
        "  Fix: correct the value, or run `mvn hermetic:lock` to write the file anew",
        "HERM-LOCK-007 conda-lock.yml:11:12: manager is 'npm', but conda or pip was expected",
        "  Fix: correct the value, or run `mvn hermetic:lock` to write the file anew",
        "HERM-LOCK-007 conda-lock.yml:12:13: platform is 'win-64', but one of metadata.platforms"
            + " was expected",
        "  Fix: correct the value, or run `mvn hermetic:lock` to write the file anew",
        "HERM-LOCK-006 conda-lock.yml:13:17: dependencies is a string, but a mapping was expected",
        "  Fix: correct the value, or run `mvn hermetic:lock` to write the file anew");
  }

  @Test
  void parse_samePackageTwice_namesTheFirst() {
    String item =
        """
        - name: a
          version: '1'
          manager: conda
          platform: linux-64
          url: https://example.org/linux-64/a-1-0.conda
          hash: {md5: MD5}
        """
            .replace("MD5", MD5);
    assertProblems(
        lock(item + item),
        "HERM-LOCK-008 conda-lock.yml:15:3: a (conda, linux-64, main) is already locked at line 9",
        "  Fix: remove one of the two, or run `mvn hermetic:lock` to write the file anew");
  }

  @Test
  void parse_condaPackageWithoutMd5_isProblem() {
    assertProblems(
        lock(
            """
            - name: a
              version: '1'
              manager: conda
              platform: linux-64
              url: https://example.org/linux-64/a-1-0.conda
              hash: {sha256: SHA}
            """
                .replace("SHA", SHA256)),
        "HERM-LOCK-009 conda-lock.yml:14:9: the conda package a has no md5, which CEP-37 requires",
        "  Fix: run `mvn hermetic:lock` to write the file anew");
  }

  @Test
  void readMetadata_isTheMetadataOfTheWholeLock_inAnyOrderOfSections(@TempDir Path folder)
      throws IOException {
    String text = FULL.replace("MD5", MD5).replace("SHA", SHA256);
    int metadata = text.indexOf("metadata:");
    int packages = text.indexOf("package:");
    String swapped =
        text.substring(0, metadata)
            + text.substring(packages)
            + text.substring(metadata, packages);
    Lockfile.Metadata whole = CondaLockReader.parse(text, "conda-lock.yml").metadata();
    for (String form : List.of(text, swapped)) {
      Path file = Files.writeString(folder.resolve("conda-lock.yml"), form);
      assertThat(CondaLockReader.readMetadata(file, "conda-lock.yml").lockfile().metadata())
          .isEqualTo(whole);
    }
  }

  @Test
  void readMetadata_ofALockWithConflict_fails(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("conda-lock.yml");
    Files.writeString(file, FULL + "<<<<<<< HEAD\n=======\n>>>>>>> other\n");
    assertThatThrownBy(() -> CondaLockReader.readMetadata(file, "conda-lock.yml"))
        .hasMessageContaining("HERM-LOCK-003");
  }
}
