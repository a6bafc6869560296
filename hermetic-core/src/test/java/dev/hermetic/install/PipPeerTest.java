package dev.hermetic.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hermetic.platform.Platform;
import dev.hermetic.prefix.ManifestEntry;
import dev.hermetic.prefix.PrefixManifest;
import dev.hermetic.testkit.SharedData;
import dev.hermetic.testkit.TestChannel;
import dev.hermetic.testkit.TestWheel;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Debian's pip installs wheels into a prefix, and then we into the same place: file by file the same
 * but for what docs/design.md names.
 */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class PipPeerTest {
  private static final String ENVIRONMENT =
      """
      name: peer
      channels: [CHANNEL]
      platforms: [linux-64]
      dependencies:
        - python=3.11
        - pip
      """;

  /** pip, told the scheme of every other Python: Debian's own would put files below {@code local}. */
  private static final String PIP =
      "import runpy, sysconfig; sysconfig.get_preferred_scheme = lambda key: 'posix_prefix';"
          + " runpy.run_module('pip', run_name='__main__', alter_sys=True)";

  private static final Path DEBIAN = Path.of("/usr/share/python-wheels");
  private static final String SITE = "lib/python3.11/site-packages/";

  private static final TestWheel TOOL =
      TestWheel.of("peer_tool", "1.0")
          .withFile("peer_tool/cli.py", "import sys\ndef main():\n    print('ran', sys.argv[1:])\n")
          .withFile("peer_tool/ä b.txt", "a name that is not ASCII\n")
          .withFile("peer_tool-1.0.data/scripts/peer-script", "#!python -E\nprint('script')\n")
          .withFile("peer_tool-1.0.data/scripts/peer-sh", "#!/bin/sh\necho shell\n")
          .withFile("peer_tool-1.0.data/scripts/peer", "a wrapper of setuptools\n")
          .withFile("peer_tool-1.0.data/headers/peer.h", "int peer;\n")
          .withFile("peer_tool-1.0.data/data/share/peer/data.txt", "data\n")
          .withFile("peer_tool-1.0.data/purelib/peer_tool/pure.py", "PURE = 1\n")
          .withFile("peer_tool-1.0.data/platlib/peer_tool/plat.py", "PLAT = 1\n")
          .withInfo(
              "entry_points.txt",
              "[console_scripts]\npeer = peer_tool.cli:main [extra]\n"
                  + "[gui_scripts]\npeer-gui = peer_tool.cli:main\n");

  @TempDir Path temp;
  private Training training;
  private InstallProject project;
  private final List<Path> wheels = new ArrayList<>();

  /**
   * A file as it was installed.
   *
   * @param bytes one character each
   */
  private record Found(String mode, String bytes) {}

  private void environment() throws Exception {
    Path channel = SharedData.data("channels/debian12");
    assumeTrue(Files.exists(Path.of("/lib64/ld-linux-x86-64.so.2")), "no glibc here");
    // In scripts pip writes the path as it is, which then starts nothing.
    assumeTrue(temp.toString().indexOf(' ') < 0, "there is a space in the path");
    training = new Training(temp.toRealPath(), TestChannel.url(channel), ENVIRONMENT);
    project = training.project(1).file("conda-lock.yml", training.lock());
    project.compile = false;
    project.install();
  }

  private int run(String... command) throws Exception {
    Path output = project.folder.resolve("output");
    return EnvironmentRun.run(
        new RunRequest(
            project.prefix,
            Optional.of(Platform.LINUX_64),
            List.of(command),
            "hermetic.command",
            project.folder,
            project.folder.resolve("target/pycache"),
            Map.of("PATH", "/usr/bin:/bin", "LC_ALL", "C.UTF-8"),
            Redirect.from(Path.of("/dev/null").toFile()),
            Redirect.to(output.toFile()),
            Redirect.appendTo(output.toFile())));
  }

  private String output() throws IOException {
    return Files.readString(project.folder.resolve("output"));
  }

  private void installWithPip() throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                // Modes by pip are those of this umask, by Hermetic those of any.
                "sh", "-c", "umask 022; exec \"$@\"", "sh",
                "python3.11", "-c", PIP, "install", "--no-deps", "--no-compile", "--no-index",
                "--ignore-installed", "--no-cache-dir", "--disable-pip-version-check",
                "--root-user-action=ignore", "--break-system-packages"));
    wheels.forEach(one -> command.add(one.toString()));
    assertThat(run(command.toArray(String[]::new))).withFailMessage(this::shown).isZero();
  }

  private String shown() {
    try {
      return output();
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** The same wheels through the lock, in the place of what is there. */
  private void installOurselves() throws Exception {
    StringBuilder lock = new StringBuilder(training.lock());
    for (Path wheel : wheels) {
      String[] name = wheel.getFileName().toString().split("-");
      lock.append(
          """
          - name: %s
            version: '%s'
            manager: pip
            platform: linux-64
            dependencies: {}
            url: file://%s
            hash:
              sha256: %s
            category: main
            optional: false
          """
              .formatted(name[0], name[1], wheel, InstallProject.sha256(wheel)));
    }
    project.file("conda-lock.yml", lock.toString());
    project.install();
  }

  /** What RECORD lists of a wheel, by the path in the prefix. */
  private SortedMap<String, Found> installed(Path wheel) throws IOException {
    String[] name = wheel.getFileName().toString().split("-");
    Path site = project.prefix.resolve(SITE);
    SortedMap<String, Found> files = new TreeMap<>();
    for (String line : Files.readAllLines(site.resolve(info(name) + "/RECORD"))) {
      String path = line.startsWith("\"") ? line.split("\"")[1] : line.split(",")[0];
      Path file = site.resolve(path).normalize();
      if (!Files.exists(file)) {
        // pip lists scripts that it has left out; we must not.
        assertThat(path).contains(".data/scripts/");
        assertThat(project.prefix.resolve(SITE + info(name) + "/INSTALLER")).hasContent("pip");
        continue;
      }
      files.put(
          project.prefix.relativize(file).toString(),
          new Found(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
              new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)));
    }
    return files;
  }

  private static String info(String[] name) {
    return name[0] + "-" + name[1] + ".dist-info";
  }

  private static List<String> rows(Found record) {
    return record.bytes().lines().filter(line -> !line.contains("/INSTALLER,")).sorted().toList();
  }

  /** Takes out what is told to differ, after a look at it. */
  private void compare(Path wheel, SortedMap<String, Found> pip) throws IOException {
    SortedMap<String, Found> ours = installed(wheel);
    String info = SITE + info(wheel.getFileName().toString().split("-")) + "/";
    assertThat(pip.remove(info + "INSTALLER").bytes()).isEqualTo("pip\n");
    assertThat(ours.remove(info + "INSTALLER").bytes()).isEqualTo("hermetic\n");
    assertThat(pip.remove(info + "direct_url.json").bytes()).contains("file://");
    Found theirs = pip.remove(info + "RECORD");
    Found record = ours.remove(info + "RECORD");
    assertThat(record.mode()).isEqualTo(theirs.mode());
    List<String> commands = new ArrayList<>(List.of("bin/pip3.11", "bin/pip3.9"));
    assertThat(rows(record).stream().filter(row -> commands.stream().noneMatch(row::contains)))
        .containsExactlyElementsOf(
            rows(theirs).stream()
                .filter(row -> !row.contains("direct_url.json") && !row.contains(".data/scripts/"))
                .filter(row -> commands.stream().noneMatch(row::contains))
                .toList());
    commands.forEach(pip::remove);
    commands.forEach(ours::remove);
    assertThat(ours.keySet()).isEqualTo(pip.keySet());
    ours.forEach(
        (path, one) -> assertThat(one.bytes()).as(path).isEqualTo(pip.get(path).bytes()));
    ours.forEach(
        (path, one) -> {
          // Scripts are always programs here; the archive of these says of none that it is one.
          boolean script = path.equals("bin/peer-script") || path.equals("bin/peer-sh");
          assertThat(one.mode()).as(path).isEqualTo(script ? "rwxr-xr-x" : pip.get(path).mode());
        });
  }

  private void compareAll() throws Exception {
    installWithPip();
    List<SortedMap<String, Found>> pip = new ArrayList<>();
    for (Path wheel : wheels) {
      pip.add(installed(wheel));
    }
    installOurselves();
    for (int i = 0; i < wheels.size(); i++) {
      assertThat(pip.get(i)).hasSizeGreaterThan(5);
      compare(wheels.get(i), pip.get(i));
    }
    ownersAreThoseOfRecord();
  }

  /** Nothing is a wheel's but what its RECORD lists, and compiled files. */
  private void ownersAreThoseOfRecord() throws IOException {
    PrefixManifest manifest =
        PrefixManifest.parse(
            Files.readAllBytes(project.prefix.resolve(PrefixManifest.PATH)), "manifest");
    for (Path wheel : wheels) {
      String owner = wheel.getFileName().toString().replaceFirst("\\.whl$", "").replace('_', '-');
      List<String> owned =
          manifest.entries().stream()
              .filter(one -> one.owner().replace('_', '-').equals(owner))
              .filter(one -> one.origin() != ManifestEntry.Origin.COMPILED)
              .map(ManifestEntry::path)
              .toList();
      assertThat(owned).containsExactlyInAnyOrderElementsOf(installed(wheel).keySet());
    }
  }

  @Test
  void wheelWithAllSchemes_isInstalledAsByPip_andRuns() throws Exception {
    environment();
    Path wheel = temp.toRealPath().resolve(TOOL.fileName());
    wheels.add(Files.write(wheel, TOOL.bytes()));
    compareAll();
    project.compile = true;
    project.install();
    assertThat(project.prefix.resolve(SITE + "peer_tool/__pycache__/pure.cpython-311.pyc"))
        .isRegularFile();
    String check =
        "import peer_tool, peer_tool.pure, peer_tool.plat, importlib.metadata as m;"
            + "print(peer_tool.__version__, m.version('peer-tool'),"
            + " [f for f in m.files('peer-tool') if not f.locate().exists()])";
    assertThat(run("python", "-c", check)).withFailMessage(this::shown).isZero();
    assertThat(output()).isEqualTo("1.0 1.0 []\n");
    assertThat(run("peer", "now")).withFailMessage(this::shown).isZero();
    assertThat(output()).isEqualTo("ran ['now']\n");
    assertThat(run("peer-script")).withFailMessage(this::shown).isZero();
    assertThat(output()).isEqualTo("script\n");
    assertThat(run("python", "-m", "pip", "check", "--disable-pip-version-check"))
        .withFailMessage(this::shown)
        .isZero();
    assertThat(project.verify().differences().stream().map(Difference::text).toList()).isEmpty();
  }

  @Test
  void wheelsOfDebian_areInstalledAsByPip_andRun() throws Exception {
    assumeTrue(Files.isDirectory(DEBIAN), "no python3-pip-whl here: " + DEBIAN);
    try (Stream<Path> files = Files.list(DEBIAN)) {
      files
          .filter(one -> one.toString().endsWith(".whl"))
          .sorted(Comparator.comparing(Path::toString))
          .forEach(wheels::add);
    }
    assumeTrue(!wheels.isEmpty(), "no wheels in " + DEBIAN);
    environment();
    compareAll();
    assertThat(run("python", "-c", "import setuptools; print(setuptools.__version__)"))
        .withFailMessage(this::shown)
        .isZero();
    assertThat(output().strip())
        .isEqualTo(
            wheels.stream()
                .map(one -> one.getFileName().toString().split("-"))
                .filter(name -> name[0].equals("setuptools"))
                .map(name -> name[1])
                .findFirst()
                .orElseThrow());
    assertThat(run("pip", "--version")).withFailMessage(this::shown).isZero();
    assertThat(output()).contains(project.prefix.resolve(SITE + "pip").toString());
  }
}
