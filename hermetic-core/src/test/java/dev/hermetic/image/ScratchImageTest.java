package dev.hermetic.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.testkit.PackageFile;
import dev.hermetic.testkit.TestPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** An image without a base, run: the C library of this machine, made a package, and a program of it. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class ScratchImageTest {
  private static final String ROOT = "x86_64-conda-linux-gnu/sysroot";

  @TempDir Path temp;

  @Test
  void run_programOfPackages_findsLoaderLibrariesAndUser() throws Exception {
    Container.require();
    Path program = Path.of("/usr/bin/getent");
    Assumptions.assumeTrue(
        Files.exists(Path.of("/var/lib/dpkg/info/libc6:amd64.list")) && Files.exists(program),
        "the C library is no package of Debian here");
    ImageProject project = new ImageProject(temp.toRealPath().resolve("image"));
    project.from = "scratch";
    TestPackage tool =
        TestPackage.of("getent", "1", "__glibc >=2.17")
            .withFile(PackageFile.executable("bin/getent", Files.readAllBytes(program)));
    project.lock(tool, sysroot());
    project.build();

    Container container = Container.of(project.image(), temp.resolve("root"));
    Files.createDirectories(temp.resolve("root/proc"));
    String getent = ImageProject.PREFIX + "/bin/getent";
    assertThat(container.run(List.of(getent, "passwd", "65532")))
        .isEqualTo("nonroot:x:65532:65532:nonroot:/:/sbin/nologin\n");
    assertThat(container.run(List.of(getent, "group", "nonroot"))).isEqualTo("nonroot:x:65532:\n");
    assertThat(Files.getPosixFilePermissions(temp.resolve("root/tmp"))).hasSize(9);
  }

  /** Files of Debian's libc6 where conda-forge's sysroot has its own. */
  private static TestPackage sysroot() throws IOException {
    TestPackage made =
        TestPackage.of("sysroot_linux-64", "2.36")
            .withFile(
                PackageFile.link(
                    ROOT + "/usr/share/zoneinfo", "../../../../share/zoneinfo"));
    for (String line : Files.readAllLines(Path.of("/var/lib/dpkg/info/libc6:amd64.list"))) {
      Path file = Path.of(line);
      if (!line.matches("/(usr/)?lib(64)?/(x86_64-linux-gnu/)?[^/]+\\.so[^/]*")) {
        continue;
      }
      // Links as conda-build makes them: to where they lead within the prefix.
      made =
          made.withFile(
              Files.isSymbolicLink(file)
                  ? PackageFile.link(
                      ROOT + line,
                      file.getParent()
                          .relativize(file.resolveSibling(Files.readSymbolicLink(file)))
                          .toString())
                  : PackageFile.executable(ROOT + line, Files.readAllBytes(file)));
    }
    return made;
  }
}
