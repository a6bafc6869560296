package dev.hermetic.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.cache.CachedFiles;
import dev.hermetic.cache.EntryLock;
import dev.hermetic.prefix.LinkMode;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.testkit.ChannelServer;
import dev.hermetic.testkit.PackageFile;
import dev.hermetic.testkit.TestPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Disks that are full, truly: a small file system of a process of its own, where the machine lets
 * this user mount one. And folders that this user must not write to or read.
 */
@EnabledOnOs(OS.LINUX)
class InstallDiskTest {
  private static final TestPackage OLD = TestPackage.of("data", "1");

  @TempDir Path temp;
  private InstallProject project;

  /**
   * Installs what {@code old.lock} says, fails to install what {@code new.lock} says, gives the file
   * system room and installs that. Arguments: the project's folder, where the small file system is,
   * empty for none.
   */
  public static final class Process {
    private Process() {}

    public static void main(String[] arguments) throws Exception {
      InstallProject project = new InstallProject(Path.of(arguments[0]));
      project.linkMode = LinkMode.COPY;
      project.attempts = 2;
      Path lock = project.folder.resolve(project.lockfile);
      Files.copy(project.folder.resolve("old.lock"), lock);
      project.install();
      Files.delete(lock);
      Files.copy(project.folder.resolve("new.lock"), lock);
      try {
        project.install();
        System.out.println("installed");
      } catch (HermeticException e) {
        System.out.println(e.getMessage());
      }
      System.out.println("old " + project.read("share/data/NAME").strip());
      System.out.println("differences " + project.verify().differences());
      System.out.println("left " + left(project));
      // With type and source, since where they are looked up a user who is no root may not.
      String[] larger = {"mount", "-t", "tmpfs", "-o", "remount,size=64m", "tmpfs", arguments[1]};
      new ProcessBuilder(larger).inheritIO().start().waitFor();
      project.install();
      System.out.println("new " + project.read("share/data/NAME").strip());
    }

    private static List<String> left(InstallProject project) throws IOException {
      List<String> left = new ArrayList<>();
      for (Path place : List.of(project.cache.resolve("packages/unpacked"), project.prefix.getParent())) {
        try (Stream<Path> all = Files.walk(place, 2)) {
          all.map(path -> path.getFileName().toString())
              .filter(
                  name ->
                      name.endsWith(CachedFiles.TEMPORARY)
                          || name.equals("next")
                          || name.equals("previous"))
              .forEach(left::add);
        }
      }
      return left;
    }
  }

  /** Does what has nothing to write, then what has. Arguments: the project's folder. */
  public static final class Reading {
    private Reading() {}

    public static void main(String[] arguments) throws Exception {
      InstallProject project = new InstallProject(Path.of(arguments[0]));
      System.out.println("verified " + project.verify().problems());
      System.out.println("built " + project.install().built());
      project.lockfile = "new.lock";
      try {
        project.install();
      } catch (HermeticException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @BeforeEach
  void project() throws Exception {
    project = new InstallProject(temp.toRealPath().resolve("project"));
    project.lock(OLD);
    Files.move(project.folder.resolve(project.lockfile), project.folder.resolve("old.lock"));
  }

  private static List<String> namespace() {
    return isRoot() ? List.of("unshare", "-m") : List.of("unshare", "-r", "-m");
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static int exit(List<String> words) throws Exception {
    try {
      return new ProcessBuilder(words).redirectErrorStream(true).start().waitFor();
    } catch (IOException e) {
      return -1;
    }
  }

  /** What the process tells whose file system at a folder of the project has a size. */
  private List<String> onSmallDisk(Path place, String size) throws Exception {
    Files.createDirectories(place);
    String mount = "mount -t tmpfs -o size=" + size + " tmpfs '" + place + "'";
    List<String> probe = new ArrayList<>(namespace());
    probe.addAll(List.of("sh", "-c", mount));
    Assumptions.assumeTrue(exit(probe) == 0, "this user cannot mount a file system here");
    List<String> words = new ArrayList<>(namespace());
    words.addAll(List.of("sh", "-c", mount + " && exec \"$@\"", "sh"));
    return run(words, Process.class, place);
  }

  private List<String> run(List<String> words, Class<?> program, Path place) throws Exception {
    List<String> all = new ArrayList<>(words);
    all.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path")),
            program.getName(),
            project.folder.toString(),
            place.toString()));
    var process = new ProcessBuilder(all).redirectErrorStream(true).start();
    return InstallProcess.output(process).lines().toList();
  }

  private void assertOldThenNew(List<String> told, String... problem) {
    List<String> expected = new ArrayList<>(List.of(problem));
    expected.addAll(List.of("old data 1", "differences []", "left []", "new data 2"));
    assertThat(told)
        .extracting(line -> line.replaceAll("/.*/next/[^:]*", "NEXT"))
        .isEqualTo(expected);
  }

  private void newer(List<PackageFile> files) throws Exception {
    List<PackageFile> all = new ArrayList<>(files);
    all.add(PackageFile.text("share/data/NAME", "data 2\n"));
    project.lock(TestPackage.of("data", "2").withFiles(all));
    Files.move(project.folder.resolve(project.lockfile), project.folder.resolve("new.lock"));
  }

  private static List<PackageFile> zeros() {
    List<PackageFile> files = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      files.add(PackageFile.executable("lib/zeros/" + i, new byte[10_000]));
    }
    return files;
  }

  @Test
  void download_fullDisk_isOneProblemAndOldPrefixStays() throws Exception {
    byte[] noise = new byte[2 << 20];
    new Random(1).nextBytes(noise);
    newer(List.of(PackageFile.executable("lib/noise", noise)));
    Path lock = project.folder.resolve("new.lock");
    try (ChannelServer server = ChannelServer.serving(project.folder.resolve("channel"))) {
      Files.writeString(
          lock,
          Files.readString(lock).replaceAll("file:///.*/linux-64", server.url() + "/linux-64"));
      Path cache = project.folder.resolve("cache");
      assertOldThenNew(
          onSmallDisk(cache, "600k"),
          "HERM-NET-012 " + cache + ": the cache cannot be used: No space left on device",
          "  Fix: make the directory writable and see that the disk has room, or name another with"
              + " -Dhermetic.cacheDirectory=…");
    }
  }

  @Test
  void unpack_fullDisk_isOneProblemAndOldPrefixStays() throws Exception {
    newer(zeros());
    Path cache = project.folder.resolve("cache");
    assertOldThenNew(
        onSmallDisk(cache, "600k"),
        "HERM-PKG-007 " + cache + ": the cache cannot take packages: No space left on device",
        "  Fix: make the directory writable and see that the disk has room, or name another with"
            + " -Dhermetic.cacheDirectory=…");
  }

  @Test
  void link_fullDisk_isOneProblemAndOldPrefixStays() throws Exception {
    newer(zeros());
    Path target = project.folder.resolve("target");
    assertOldThenNew(
        onSmallDisk(target, "600k"),
        "HERM-PREFIX-013 NEXT: the file cannot be written: No space left on device",
        "  Fix: make the folder writable and give it free space, then run the goal again");
  }

  /** Installs what new.lock says as a user who may not do everything. */
  private String denied() throws Exception {
    Path lock = project.folder.resolve(project.lockfile);
    Files.copy(project.folder.resolve("new.lock"), lock, StandardCopyOption.REPLACE_EXISTING);
    InstallProcess process = new InstallProcess();
    if (isRoot()) {
      String rights = "-dac_override,-dac_read_search,-fowner";
      List<String> words =
          List.of("setpriv", "--bounding-set=" + rights, "--inh-caps=" + rights);
      List<String> probe = new ArrayList<>(words);
      probe.add("true");
      Assumptions.assumeTrue(exit(probe) == 0, "root cannot give up its rights here");
      process.below(words.toArray(String[]::new));
    }
    return process.run(project);
  }

  private void assertDenied(Path place, String mode, String problem) throws Exception {
    Set<PosixFilePermission> before = Files.getPosixFilePermissions(place);
    Files.setPosixFilePermissions(place, PosixFilePermissions.fromString(mode));
    String told;
    try {
      told = denied();
    } finally {
      Files.setPosixFilePermissions(place, before);
    }
    assertThat(told.lines()).as(told).hasSize(2);
    assertThat(told).startsWith(problem).contains("no permission");
    assertThat(project.read("share/data/NAME")).isEqualTo("data 1\n");
  }

  @Test
  void install_noPermission_isOneProblemAndOldPrefixStays() throws Exception {
    newer(List.of(PackageFile.text("lib/x", "x")));
    Path lock = project.folder.resolve(project.lockfile);
    Files.copy(project.folder.resolve("old.lock"), lock);
    project.install();
    Path cache = project.cache.resolve("packages/unpacked");
    assertDenied(cache, "r-xr-xr-x", "HERM-PKG-007 " + project.cache + ": ");
    Path side = project.prefix.resolveSibling(".env.hermetic");
    assertDenied(side, "r-xr-xr-x", "HERM-PREFIX-013 " + side.resolve("next") + ": ");
    assertDenied(side.getParent(), "r-xr-xr-x", "HERM-INST-007 " + project.prefix + ": ");
    assertThat(project.install().digest()).hasSize(64);
    assertThat(project.read("share/data/NAME")).isEqualTo("data 2\n");
    assertThat(project.verify().problems()).isEmpty();
  }

  @Test
  void verifyAndInstall_readOnlyFileSystem_writeNothing() throws Exception {
    newer(List.of());
    Files.copy(project.folder.resolve("old.lock"), project.folder.resolve(project.lockfile));
    project.install();
    String folder = "'" + project.folder + "'";
    String mount =
        "mount --bind " + folder + " " + folder + " && mount -o remount,bind,ro " + folder;
    List<String> probe = new ArrayList<>(namespace());
    probe.addAll(List.of("sh", "-c", mount));
    Assumptions.assumeTrue(exit(probe) == 0, "this user cannot mount a file system here");
    List<String> words = new ArrayList<>(namespace());
    words.addAll(List.of("sh", "-c", mount + " && exec \"$@\"", "sh"));
    String[] expected = {
      "verified []",
      "built Optional.empty",
      "HERM-INST-027 " + project.prefix + ": is not there as locked, and this user may only read here",
      "  Fix: run `mvn hermetic:install` where the folder can be written, or name another with"
          + " hermetic.prefix"
    };
    assertThat(run(words, Reading.class, project.folder)).containsExactly(expected);
    // The same bytes under other numbers of the file system, as in a copy, are compared.
    Path file = project.prefix.resolve("share/data/NAME");
    Files.setPosixFilePermissions(file, Files.getPosixFilePermissions(file));
    assertThat(run(words, Reading.class, project.folder)).containsExactly(expected);
    // Nobody has to have installed here with a lock file.
    Files.delete(project.prefix.resolveSibling(".env.hermetic").resolve("lock"));
    assertThat(run(words, Reading.class, project.folder)).containsExactly(expected);
  }

  @Test
  void verifyAndInstall_whereOnlyPermissionsForbidToWrite_readUnderTheLock() throws Exception {
    newer(List.of());
    Files.copy(project.folder.resolve("old.lock"), project.folder.resolve(project.lockfile));
    project.install();
    Path lock = project.prefix.resolveSibling(".env.hermetic").resolve("lock");
    List<String> words =
        isRoot()
            ? List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search")
            : List.of("env");
    List<String> probe = new ArrayList<>(words);
    probe.add("true");
    Assumptions.assumeTrue(exit(probe) == 0, "root's privileges cannot be left out here");
    CompletableFuture<List<String>> reading =
        EntryLock.holding(
            lock,
            () -> {
              Files.setPosixFilePermissions(lock, PosixFilePermissions.fromString("r--r--r--"));
              CompletableFuture<List<String>> begun =
                  CompletableFuture.supplyAsync(() -> told(words));
              assertThatThrownBy(() -> begun.get(3, TimeUnit.SECONDS))
                  .as("somebody may write")
                  .isInstanceOf(TimeoutException.class);
              return begun;
            });
    assertThat(reading.get())
        .startsWith("verified []", "built Optional.empty")
        .anyMatch(line -> line.startsWith("HERM-INST-027 " + project.prefix));
    Files.setPosixFilePermissions(lock, PosixFilePermissions.fromString("---------"));
    assertThat(told(words))
        .anyMatch(line -> line.contains("HERM-INST-020 " + lock + ": cannot be read"));
  }

  private List<String> told(List<String> words) {
    try {
      return run(words, Reading.class, project.folder);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
