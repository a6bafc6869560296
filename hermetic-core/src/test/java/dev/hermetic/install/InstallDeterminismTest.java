package dev.hermetic.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.prefix.LinkMode;
import dev.hermetic.prefix.PrefixManifest;
import dev.hermetic.testkit.ChannelServer;
import dev.hermetic.testkit.Fault;
import dev.hermetic.testkit.PackageFile;
import dev.hermetic.testkit.TestPackage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The same lock gives the same digest, and the same files, whatever the surroundings. */
@DisabledOnOs(OS.WINDOWS)
class InstallDeterminismTest {
  private static final int PACKAGES = 12;

  @TempDir Path temp;
  private InstallProject usual;
  private String lock;
  private String digest;

  /** All that could depend on order or surroundings: modes, links, clobbers, names with İ and ı. */
  private static TestPackage[] packages() {
    List<TestPackage> packages = new ArrayList<>();
    for (int i = 0; i < PACKAGES; i++) {
      String script = "#!/bin/sh\necho " + i + "\n";
      packages.add(
          TestPackage.of("INFI" + i, "1." + i)
              .withFormat(i % 3 == 0 ? TestPackage.Format.TAR_BZ2 : TestPackage.Format.CONDA)
              .withFile(
                  PackageFile.executable("bin/i" + i, script.getBytes(StandardCharsets.UTF_8)))
              .withFile(PackageFile.text("share/size/" + i, "x".repeat(1 << i)))
              .withFile(PackageFile.text("share/clobbered", "by " + i))
              .withFile(PackageFile.link("lib/i" + i, "../bin/i" + i)));
    }
    return packages.toArray(TestPackage[]::new);
  }

  @BeforeEach
  void install() throws Exception {
    usual = new InstallProject(temp.toRealPath().resolve("usual")).lock(packages());
    usual.file("environment.yml", "dependencies: []\nvariables:\n  TITLE: I\n");
    lock = Files.readString(usual.folder.resolve(usual.lockfile));
    digest = usual.install().digest();
  }

  /** With the same lock, in another folder, and a cache of its own. */
  private InstallProject other(String name) throws IOException {
    return new InstallProject(temp.toRealPath().resolve(name))
        .file(usual.lockfile, lock)
        .file(
            "environment.yml", Files.readString(usual.folder.resolve("environment.yml")));
  }

  /** Modes, times and bytes, but of the prefix's own folder, and the manifest, which tells where. */
  private void assertSame(InstallProject other) throws Exception {
    assertThat(state(other.prefix)).isEqualTo(state(usual.prefix));
    assertThat(other.verify().problems()).isEmpty();
  }

  private static Map<String, String> state(Path prefix) throws Exception {
    Map<String, String> state = new TreeMap<>();
    try (Stream<Path> all = Files.walk(prefix)) {
      for (Path path : all.toList()) {
        String name = prefix.relativize(path).toString();
        if (Files.isSymbolicLink(path)) {
          state.put(name, Files.readSymbolicLink(path).toString());
        } else if (!name.isEmpty() && !name.equals(PrefixManifest.PATH)) {
          state.put(
              name,
              Files.getPosixFilePermissions(path) + " "
                  + Files.getLastModifiedTime(path)
                  + (Files.isDirectory(path) ? "" : " " + InstallProject.sha256(path)));
        }
      }
    }
    return state;
  }

  @Test
  void digest_umaskZoneLocaleAndThreads_changeNothing() throws Exception {
    InstallProject other = other("umask");
    other.threads = 4;
    other.linkMode = LinkMode.COPY;
    InstallProcess process =
        new InstallProcess()
            .after("umask 077")
            .options("-Duser.language=tr", "-Duser.country=TR", "-Dfile.encoding=ISO-8859-9")
            .variables(Map.of("TZ", "Asia/Kathmandu", "LC_ALL", "tr_TR.UTF-8"));
    assertThat(process.run(other)).isEqualTo(digest);
    assertSame(other);
  }

  @Test
  void digest_orderOfDownloads_changesNothing() throws Exception {
    try (ChannelServer server = ChannelServer.serving(usual.folder.resolve("channel"))) {
      String files = usual.folder.resolve("channel").toUri().toString();
      lock = lock.replace(files.replaceFirst("^file:/+", "file:///").replaceFirst("/$", ""),
          server.url());
      List<String> names = Stream.of(packages()).map(TestPackage::fileName).toList();
      List<String> digests = new ArrayList<>();
      for (int threads : List.of(1, 4)) {
        List<String> late = new ArrayList<>(names);
        Collections.shuffle(late, new Random(threads));
        // Those come after all others: they are asked for once more.
        late.subList(0, PACKAGES / 2)
            .forEach(name -> server.fail("/linux-64/" + name, Fault.truncate(100).times(1)));
        InstallProject other = other("order-" + threads);
        other.threads = threads;
        other.attempts = 2;
        digests.add(other.install().digest());
      }
      assertThat(digests.get(1)).isEqualTo(digests.get(0));
      assertThat(server.requests()).hasSizeGreaterThanOrEqualTo(3 * PACKAGES);
    }
  }

  @Test
  void digest_packagesInTheCacheBefore_changeNothing() throws Exception {
    InstallProject other = other("warm");
    List<String> lines = new ArrayList<>(lock.lines().filter(line -> line.contains("#")).toList());
    lines.remove(0);
    Collections.shuffle(lines, new Random(7));
    for (String line : lines.subList(0, 5)) {
      other.file(other.lockfile, "@EXPLICIT\n" + line + "\n").install();
    }
    assertThat(other.file(other.lockfile, lock).install().digest()).isEqualTo(digest);
    assertSame(other);
  }

  /** Needs root, who can become another; may read what root may, because tests and classes are root's. */
  @Test
  void digest_otherUser_changesNothing() throws Exception {
    String[] nobody = {
      "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups",
      "--inh-caps=-all,+dac_read_search", "--ambient-caps=-all,+dac_read_search"
    };
    Assumptions.assumeTrue(System.getProperty("user.name").equals("root"), "root alone can");
    Assumptions.assumeTrue(runs(nobody), "root cannot become another user here");
    InstallProject other = other("nobody");
    // access(2) asks without the right to read everything.
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwx--x--x"));
    for (Path writable : List.of(other.folder, Files.createDirectories(other.cache))) {
      Files.setPosixFilePermissions(writable, PosixFilePermissions.fromString("rwxrwxrwx"));
    }
    Files.createDirectories(other.prefix.getParent());
    for (Path one = other.prefix.getParent(); !one.equals(other.folder); one = one.getParent()) {
      Files.setPosixFilePermissions(one, PosixFilePermissions.fromString("rwxrwxrwx"));
    }
    assertThat(new InstallProcess().below(nobody).run(other)).isEqualTo(digest);
    assertThat(Files.getOwner(other.prefix)).isNotEqualTo(Files.getOwner(usual.prefix));
    assertSame(other);
  }

  private static boolean runs(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of(words));
    command.add("true");
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void digest_otherJdk_changesNothing() throws Exception {
    List<Path> others = otherJdks();
    Assumptions.assumeFalse(others.isEmpty(), "no other JDK in /usr/lib/jvm");
    for (Path jdk : others) {
      InstallProject other = other(jdk.getFileName().toString());
      assertThat(jdk(jdk).run(other))
          .as("%s", jdk)
          .isEqualTo(digest);
      assertSame(other);
    }
  }

  /** Later ones warn of native code otherwise. */
  private static InstallProcess jdk(Path jdk) {
    return new InstallProcess()
        .java(jdk.resolve("bin/java"))
        .options("--enable-native-access=ALL-UNNAMED");
  }

  /** By the version that they tell, 17 and later. */
  private static List<Path> otherJdks() throws IOException {
    Path all = Path.of("/usr/lib/jvm");
    if (!Files.isDirectory(all)) {
      return List.of();
    }
    Map<Integer, Path> found = new TreeMap<>();
    try (Stream<Path> jdks = Files.list(all)) {
      for (Path jdk : jdks.filter(one -> Files.isExecutable(one.resolve("bin/java"))).toList()) {
        Path release = jdk.resolve("release");
        if (Files.exists(release)) {
          Files.readString(release)
              .lines()
              .filter(line -> line.matches("JAVA_VERSION=\"\\d+.*"))
              .map(line -> Integer.valueOf(line.replaceAll("JAVA_VERSION=\"(\\d+).*", "$1")))
              .forEach(version -> found.put(version, jdk));
        }
      }
    }
    found.keySet().removeIf(version -> version < 17 || version == Runtime.version().feature());
    return List.copyOf(found.values());
  }
}
