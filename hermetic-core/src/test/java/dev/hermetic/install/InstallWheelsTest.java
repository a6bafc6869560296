package dev.hermetic.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.platform.Platform;
import dev.hermetic.testkit.PackageFile;
import dev.hermetic.testkit.TestPackage;
import dev.hermetic.testkit.TestWheel;
import dev.hermetic.text.TextStyle;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** PyPI packages of a lock. */
@EnabledOnOs(OS.LINUX)
class InstallWheelsTest {
  private static final String SITE = "lib/python3.11/site-packages/";

  /** Says which script it is to run. */
  private static final TestPackage PYTHON =
      TestPackage.of("python", "3.11.2")
          .withFile(
              PackageFile.executable(
                  "bin/python3.11",
                  "#!/bin/sh\necho \"$0 runs $*\"\n".getBytes(StandardCharsets.UTF_8)));

  private static final TestWheel TOOL =
      TestWheel.of("my_tool", "1.0", "lib>=2")
          .withInfo("entry_points.txt", "[console_scripts]\nmy-tool = my_tool:main\n");
  private static final TestWheel LIB = TestWheel.of("lib", "2.0");

  @TempDir Path temp;
  private InstallProject project;

  @BeforeEach
  void place() throws IOException {
    project = new InstallProject(temp.toRealPath().resolve("project"));
  }

  private String url(TestWheel wheel) throws Exception {
    Path file = project.folder.resolve("wheels").resolve(wheel.fileName());
    Files.createDirectories(file.getParent());
    Files.write(file, wheel.bytes());
    return url(file);
  }

  private static String url(Path file) {
    return file.toUri().toString().replaceFirst("^file:/(?!/)", "file:///");
  }

  private String sha256(TestWheel wheel) throws Exception {
    return InstallProject.sha256(project.folder.resolve("wheels").resolve(wheel.fileName()));
  }

  private void add(String line) throws IOException {
    Path lock = project.folder.resolve(project.lockfile);
    Files.writeString(lock, Files.readString(lock) + line + "\n");
  }

  private void addWheel(TestWheel wheel) throws Exception {
    add("# pip " + wheel.name() + " @ " + url(wheel) + "#sha256=" + sha256(wheel));
  }

  private String entry(TestWheel wheel, String dependencies, String source) throws Exception {
    return """
        - name: %s
          version: '%s'
          manager: pip
          platform: linux-64
          dependencies: {%s}
          url: %s
          hash: {sha256: %s}
        %s  category: main
          optional: false
        """
        .formatted(
            wheel.name().replace('_', '-'),
            wheel.version(),
            dependencies,
            url(wheel),
            sha256(wheel),
            source.isEmpty() ? "" : "  source: {type: url, url: '" + source + "'}\n");
  }

  /** The explicit lock of python turned into a conda-lock.yml with these entries. */
  private void lock(String... entries) throws Exception {
    project.lock(PYTHON);
    String line = Files.readString(project.folder.resolve(project.lockfile)).lines().toList().get(2);
    String[] python = line.split("#");
    project.lockfile = "conda-lock.yml";
    project.file(
        project.lockfile,
        """
        version: 1
        metadata:
          content_hash: {linux-64: '0000000000000000000000000000000000000000000000000000000000000000'}
          channels: []
          platforms: [linux-64]
          sources: [environment.yml]
        package:
        - name: python
          version: 3.11.2
          manager: conda
          platform: linux-64
          dependencies: {}
          url: %s
          hash: {md5: 00000000000000000000000000000000, sha256: %s}
          category: main
          optional: false
        """
                .formatted(python[0], python[1])
            + String.join("", entries));
  }

  @Test
  void install_condaAndPip_isOneEnvironment() throws Exception {
    project.lock(PYTHON);
    addWheel(TOOL);
    addWheel(LIB);
    InstallResult result = project.install();
    assertThat(InstallText.lines(result, "env", TextStyle.ASCII).get(0))
        .startsWith("1 package, 2 wheels, ");
    assertThat(project.read(SITE + "my_tool/__init__.py")).isEqualTo("__version__ = \"1.0\"\n");
    assertThat(project.read(SITE + "my_tool-1.0.dist-info/INSTALLER")).isEqualTo("hermetic\n");
    assertThat(project.read("bin/my-tool")).contains("from my_tool import main");
    assertThat(project.prefix.resolve("conda-meta/my-tool-1.0-py3-none-any.json")).doesNotExist();
    assertThat(project.install().built()).isEmpty();
    assertThat(project.verify().differences()).isEmpty();
    Files.writeString(project.prefix.resolve("bin/my-tool"), "changed");
    Files.delete(project.prefix.resolve(SITE + "lib/__init__.py"));
    assertThat(project.verify().differences())
        .extracting(Difference::text)
        .anySatisfy(
            text -> assertThat(text).contains("bin/my-tool", "my-tool-1.0-py3-none-any"))
        .anySatisfy(text -> assertThat(text).contains("lib/__init__.py", "lib-2.0-py3-none-any"));
    assertThat(project.install().digest()).isEqualTo(result.digest());
  }

  @Test
  void digest_isTheSame_inAnotherFolder_withAnotherCache_fromAnyOrder() throws Exception {
    project.lock(PYTHON);
    addWheel(TOOL);
    addWheel(LIB);
    String digest = project.install().digest();
    project = new InstallProject(temp.toRealPath().resolve("other/place"));
    project.threads = 1;
    project.lock(PYTHON);
    addWheel(LIB);
    addWheel(TOOL);
    // conda-meta has the addresses of its packages, which are those of another folder here.
    project.install();
    assertThat(project.read(SITE + "my_tool-1.0.dist-info/RECORD"))
        .contains("my_tool-1.0.dist-info/RECORD,,\n");
    assertThat(digest).hasSize(64);
    Files.delete(project.folder.resolve(project.lockfile));
    project.lock(PYTHON);
    String first = project.install().digest();
    addWheel(TOOL);
    addWheel(LIB);
    String both = project.install().digest();
    assertThat(both).isNotEqualTo(first);
    Files.delete(project.folder.resolve(project.lockfile));
    project.lock(PYTHON);
    addWheel(LIB);
    addWheel(TOOL);
    assertThat(project.install().digest()).isEqualTo(both);
  }

  @Test
  void run_entryPointOfAWheel_startsThePythonOfTheEnvironment() throws Exception {
    project.lock(PYTHON);
    addWheel(TOOL);
    project.install();
    Path output = temp.resolve("out");
    int code =
        EnvironmentRun.run(
            new RunRequest(
                project.prefix,
                Optional.of(Platform.LINUX_64),
                List.of("my-tool", "now"),
                "hermetic.command",
                project.folder,
                temp.resolve("caches"),
                Map.of("PATH", "/usr/bin:/bin"),
                Redirect.from(Path.of("/dev/null").toFile()),
                Redirect.to(output.toFile()),
                Redirect.to(output.toFile())));
    assertThat(code).isZero();
    assertThat(Files.readString(output))
        .isEqualTo(
            project.prefix + "/bin/python3.11 runs " + project.prefix + "/bin/my-tool now\n");
  }

  @Test
  void condaLock_tellsRootsAndDirectAddresses() throws Exception {
    String token = "https://user:secret@a.example/" + LIB.fileName();
    lock(entry(TOOL, "lib: '>=2'", ""), entry(LIB, "", ""));
    project.install();
    assertThat(project.prefix.resolve(SITE + "my_tool-1.0.dist-info/REQUESTED"))
        .isEmptyFile();
    assertThat(project.prefix.resolve(SITE + "lib-2.0.dist-info/REQUESTED")).doesNotExist();
    assertThat(project.prefix.resolve(SITE + "lib-2.0.dist-info/direct_url.json")).doesNotExist();
    lock(entry(TOOL, "", url(TOOL)));
    project.install();
    assertThat(project.read(SITE + "my_tool-1.0.dist-info/direct_url.json"))
        .isEqualTo(
            "{\"archive_info\":{\"hash\":\"sha256=" + sha256(TOOL)
                + "\",\"hashes\":{\"sha256\":\"" + sha256(TOOL) + "\"}},\"url\":\"" + url(TOOL)
                + "\"}");
    assertThat(project.prefix.resolve(SITE + "lib")).doesNotExist();
    lock(entry(LIB, "", token));
    LockedContent content =
        LockedContent.of(
            Files.readString(project.folder.resolve("conda-lock.yml")),
            "conda-lock.yml",
            Platform.LINUX_64,
            false);
    assertThat(content.wheels().get(0).directUrl().orElseThrow())
        .contains("\"url\":\"https://a.example/lib-2.0-py3-none-any.whl\"");
    assertThat(content.wheels()).asString().doesNotContain("secret");
  }

  @Test
  void condaLock_thatSaysWhatWasAskedFor_isBelieved() throws Exception {
    lock(entry(TOOL, "lib: '>=2'", ""), entry(LIB, "", ""));
    String text = Files.readString(project.folder.resolve("conda-lock.yml"));
    assertThat(requested(text)).containsExactlyInAnyOrder("my-tool true", "lib false");
    assertThat(requested(text, "lib>=2; python_version > '3.9' --hash=sha256:00 (dev)"))
        .containsExactlyInAnyOrder("my-tool false", "lib true");
    assertThat(
            requested(
                text, "--pre | -c my-tool | lib; sys_platform == 'win32' | My.Tool on osx-64"))
        .containsExactlyInAnyOrder("my-tool false", "lib false");
    assertThat(requested(text, "lib[x]; (os_name == 'posix') | My.Tool>=1 on linux-64 osx-64"))
        .containsExactlyInAnyOrder("my-tool true", "lib true");
  }

  private static List<String> requested(String lock, String... specs) {
    String custom =
        specs.length == 0
            ? ""
            : "  custom_metadata:\n    hermetic_pip_specs: \"" + specs[0] + "\"\n";
    return LockedContent.of(
            lock.replace("package:\n", custom + "package:\n"),
            "conda-lock.yml",
            Platform.LINUX_64,
            false)
        .wheels()
        .stream()
        .map(wheel -> wheel.name() + " " + wheel.requested())
        .toList();
  }

  @Test
  void pip_ignored_isLeftOut() throws Exception {
    project.lock(PYTHON);
    add("# pip a @ git+https://a.example/a.git@0123");
    project.ignorePip = true;
    project.install();
    assertThat(project.prefix.resolve(SITE)).doesNotExist();
  }

  @Test
  void whatWouldHaveToBeBuilt_isRefused_withTheWaysOut() throws Exception {
    project.lock(PYTHON);
    add("# pip a @ https://u:secret@a.example/a-1.0.tar.gz#sha256=" + "0".repeat(64));
    add("# pip b @ git+https://a.example/b.git@0123456789012345678901234567890123456789");
    add("# pip c @ ../c");
    add("# pip d == 1.0");
    assertThat(project.failure())
        .isEqualTo(
            """
            HERM-INST-004 conda-linux-64.lock:4: a (https://***@a.example/a-1.0.tar.gz) is no wheel, but source code or a local project, which would have to be built: that runs code nobody has looked at, and gives other bytes each time
              Fix: lock a version that has a wheel, take the conda package, or build a wheel once and name its address in the pip section; -Dhermetic.pip=ignore leaves pip packages out
            HERM-INST-004 conda-linux-64.lock:5: b (git+https://a.example/b.git@0123456789012345678901234567890123456789) is source code of a repository, which would have to be built: that runs code nobody has looked at, and gives other bytes each time
              Fix: lock a version that has a wheel, take the conda package, or build a wheel once and name its address in the pip section; -Dhermetic.pip=ignore leaves pip packages out
            HERM-INST-004 conda-linux-64.lock:6: c (../c) is no wheel, but source code or a local project, which would have to be built: that runs code nobody has looked at, and gives other bytes each time
              Fix: lock a version that has a wheel, take the conda package, or build a wheel once and name its address in the pip section; -Dhermetic.pip=ignore leaves pip packages out
            HERM-INST-021 conda-linux-64.lock:7: the pip requirement 'd == 1.0' does not say where the file is
              Fix: write `# pip NAME @ URL#sha256=DIGEST`, or run `mvn hermetic:lock`""");
  }

  @Test
  void whatWouldHaveToBeBuilt_inACondaLock_isToldWithItsLine() throws Exception {
    String wheel = entry(LIB, "", "");
    lock(wheel, wheel.replace("lib-2.0-py3-none-any.whl", "lib-2.0.tar.gz").replace("lib\n", "src\n"));
    int last = Files.readString(project.folder.resolve(project.lockfile)).lines().toList().size();
    assertThat(project.failure())
        .startsWith("HERM-INST-004 conda-lock.yml:" + (last - 3) + ": src (")
        .contains("lib-2.0.tar.gz) is no wheel, but source code");
  }

  @Test
  void wheels_thatAreNotWhatIsLocked_areRefused() throws Exception {
    project.lock(PYTHON);
    add("# pip other @ " + url(LIB) + "#sha256=" + sha256(LIB));
    addWheel(LIB);
    addWheel(LIB);
    add("# pip x @ https://a.example/x-1-py3-none-any.whl");
    assertThat(project.failure())
        .isEqualTo(
            """
            HERM-INST-022 conda-linux-64.lock:4: locks other, but lib-2.0-py3-none-any.whl is no wheel of that
              Fix: run `mvn hermetic:lock`; nothing but a change by hand makes such a lock
            HERM-INST-023 conda-linux-64.lock:5: locks lib twice: lib-2.0-py3-none-any.whl and lib-2.0-py3-none-any.whl
              Fix: run `mvn hermetic:lock`
            HERM-INST-023 conda-linux-64.lock:6: locks lib twice: lib-2.0-py3-none-any.whl and lib-2.0-py3-none-any.whl
              Fix: run `mvn hermetic:lock`
            HERM-INST-005 conda-linux-64.lock:7: has no checksum of https://a.example/x-1-py3-none-any.whl, so nobody can tell what would be installed
              Fix: run `mvn hermetic:lock`, or add the #SHA256 of the file to its line""");
  }

  @Test
  void wheels_forOtherPythonsAndMachines_areRefused() throws Exception {
    project.lock(PYTHON);
    addWheel(LIB.withTag("cp39-cp39-manylinux_2_17_x86_64"));
    addWheel(TOOL.withTag("cp311-cp311-win_amd64"));
    assertThat(project.failure())
        .isEqualTo(
            """
            HERM-INST-024 conda-linux-64.lock:4: lib-2.0-cp39-cp39-manylinux_2_17_x86_64.whl is for cp39-cp39, not for Python 3.11
              Fix: run `mvn hermetic:lock`, which takes the wheel that fits
            HERM-INST-024 conda-linux-64.lock:5: my_tool-1.0-cp311-cp311-win_amd64.whl is for win_amd64, not for linux-64
              Fix: run `mvn hermetic:lock`, which takes the wheel that fits""");
  }

  @Test
  void wrongBytes_leaveWhatWasThere() throws Exception {
    project.lock(PYTHON);
    addWheel(LIB);
    String digest = project.install().digest();
    add("# pip my_tool @ " + url(TOOL) + "#sha256=" + "0".repeat(64));
    assertThat(project.failure()).startsWith("HERM-NET-").contains(TOOL.fileName());
    project.lock(PYTHON);
    addWheel(LIB);
    addWheel(TOOL.withInfo("RECORD", "my_tool/__init__.py,sha256=lie,1\n"));
    assertThat(project.failure())
        .startsWith("HERM-WHEEL-002 my_tool-1.0-py3-none-any.whl: its RECORD lies: ");
    project.lock(PYTHON);
    addWheel(LIB);
    assertThat(project.install().digest()).isEqualTo(digest);
  }

  @Test
  void bytesThatAreKnownByAnotherName_areRefusedAllTheSame() throws Exception {
    project.lock(PYTHON);
    addWheel(LIB);
    project.install();
    Path renamed = project.folder.resolve("wheels/lib-2.0-1-py3-none-any.whl");
    Files.write(renamed, LIB.bytes());
    project.lock(PYTHON);
    add("# pip lib @ " + url(renamed) + "#sha256=" + sha256(LIB));
    assertThat(project.failure())
        .startsWith(
            "HERM-INST-022 conda-linux-64.lock:4: locks lib-2.0-py3-none-any, but"
                + " lib-2.0-1-py3-none-any.whl is no wheel of that\n");
  }
}
