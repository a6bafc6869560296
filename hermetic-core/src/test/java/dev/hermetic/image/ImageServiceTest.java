package dev.hermetic.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.hermetic.minimize.MinimizePolicy;
import dev.hermetic.oci.Compression;
import dev.hermetic.oci.Image;
import dev.hermetic.oci.ImageFile;
import dev.hermetic.oci.ImageFormat;
import dev.hermetic.oci.OciLayout;
import dev.hermetic.oci.RuntimeConfig;
import dev.hermetic.platform.Platform;
import dev.hermetic.testkit.PackageFile;
import dev.hermetic.testkit.TestPackage;
import dev.hermetic.text.TextStyle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(OS.WINDOWS)
class ImageServiceTest {
  private static final TestPackage TOOL =
      TestPackage.of("tool", "1.2", "__glibc >=2.17,<3.0.a0")
          .withFile(
              PackageFile.executable(
                  "bin/tool", "#!/bin/sh\necho tool\n".getBytes(StandardCharsets.UTF_8)))
          .withFile(PackageFile.link("bin/alias", "tool"))
          .withFile(PackageFile.text("include/tool.h", "int tool();\n"));
  private static final TestPackage DATA =
      TestPackage.of("data", "3").withFile(PackageFile.text("share/data/İ.txt", "data\n"));

  @TempDir Path temp;
  private ImageProject project;

  @BeforeEach
  void makeProject() throws Exception {
    project = project("usual");
  }

  private ImageProject project(String name) throws Exception {
    return new ImageProject(temp.toRealPath().resolve(name)).base("bin/sh").lock(TOOL, DATA);
  }

  @Test
  void build_lockAndApplication_areInTheImage() throws Exception {
    project.file("src/main/python/train.py", "print()\n");
    project.files = List.of("src/main/python");

    ImageResult result = project.build();

    Image image = project.image();
    assertThat(image.digest()).hasToString(result.facts().digest());
    assertThat(image.layers().get(0).descriptor().digest())
        .isEqualTo(
            OciLayout.open(project.folder.resolve("base"))
                .image(ImageProject.AMD64, null)
                .layers()
                .get(0)
                .descriptor()
                .digest());
    assertThat(project.paths())
        .contains(
            "opt/conda/envs/test/bin/tool",
            "opt/conda/envs/test/bin/alias > tool",
            "opt/conda/envs/test/include/tool.h",
            "opt/conda/envs/test/share/data/İ.txt",
            "opt/conda/envs/test/conda-meta/tool-1.2-0.json",
            "app/train.py");
    RuntimeConfig runtime = image.config().runtime();
    assertThat(runtime.env())
        .containsEntry("PATH", ImageProject.PREFIX + "/bin:/usr/bin:/bin")
        .containsEntry("CONDA_PREFIX", ImageProject.PREFIX);
    assertThat(runtime.user()).isEqualTo("65532:65532");
    assertThat(runtime.entrypoint()).isEmpty();
    assertThat(runtime.cmd()).containsExactly("sh");
    assertThat(image.config().created()).hasToString("2026-11-01T12:00:00Z");
    assertThat(image.manifest().annotations())
        .containsEntry("title", "test")
        .containsEntry("dev.hermetic.lock.digest", "sha256:" + result.facts().lock().sha256())
        .containsKey("org.opencontainers.image.base.digest");
    assertThat(runtime.labels()).isEqualTo(image.manifest().annotations());
    assertThat(result.facts().packages())
        .extracting(ImageFacts.Package::distribution, ImageFacts.Package::bytes)
        .containsExactly(
            tuple("data-3-0", 12L),
            tuple("tool-1.2-0", 41L));
    assertThat(FactsFile.read(project.work().resolve(FactsFile.NAME))).isEqualTo(result.facts());
  }

  @Test
  void build_surroundings_doNotChangeTheDigest() throws Exception {
    project.file("app/run.py", "print()\n").files = List.of("app");
    String digest = project.build().facts().digest();
    String lock = Files.readString(project.folder.resolve(project.lockfile));
    byte[] bytes = Files.readAllBytes(project.work().resolve(FactsFile.NAME));

    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    Path root = temp.toRealPath().resolve("another place");
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Apia"));
      ImageProject other = new ImageProject(root).base("bin/sh").file("app/run.py", "print()\n");
      Files.setPosixFilePermissions(
          root.resolve("app/run.py"),
          PosixFilePermissions.fromString("rw-------"));
      other.files = List.of("app");
      other.threads = 1;
      other.file(other.lockfile, lock);
      assertThat(other.build().facts().digest()).isEqualTo(digest);
      assertThat(Files.readAllBytes(other.work().resolve(FactsFile.NAME)))
          .asString(StandardCharsets.UTF_8)
          .isEqualTo(
              new String(bytes, StandardCharsets.UTF_8)
                  .replace(project.folder.toString(), root.toString()));
      // Warm, with more workers.
      other.threads = 4;
      assertThat(other.build().comparison().orElseThrow().same()).isTrue();
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void build_applicationChanged_movesOneLayer() throws Exception {
    project.file("app/run.py", "print()\n").files = List.of("app");
    project.build();
    project.file("app/run.py", "print(1)\n");

    ImageResult result = project.build();

    Comparison comparison = result.comparison().orElseThrow();
    assertThat(comparison.same()).isFalse();
    assertThat(comparison.changedLayers()).containsExactly("application");
    assertThat(comparison.came()).isEmpty();
    assertThat(result.install().built()).isEmpty();
    ImageFacts.Layer top = result.facts().layers().get(result.facts().layers().size() - 1);
    String digests = top.digest().substring(7, 15) + "  " + top.diffId().substring(7, 15);
    assertThat(ImageText.lines(result, "target/layout", TextStyle.ASCII))
        .anyMatch(line -> line.startsWith("application ") && line.contains(digests))
        .anyMatch(line -> line.matches(".*the build before; new layers: application \\(.*\\)"));
  }

  @Test
  void build_untouchedEnvironment_isTakenFromItsNote() throws Exception {
    project.file("app/run.py", "print()\n").files = List.of("app");
    String digest = project.build().facts().digest();
    Path note = project.work().resolve("environment.json");
    String text = Files.readString(note);
    Files.writeString(note, text.replace("\"hasPython\" : false", "\"hasPython\" : true"));
    project.build();
    assertThat(project.image().config().runtime().cmd()).containsExactly("python");

    for (String damaged : List.of("{", text.replace("\"key\" : \"", "\"key\" : \"0"))) {
      Files.writeString(note, damaged);
      assertThat(project.build().facts().digest()).isEqualTo(digest);
      assertThat(Files.readString(note)).isEqualTo(text);
    }
    Files.delete(project.work().resolve("removed.tsv"));
    assertThat(project.build().facts().digest()).isEqualTo(digest);
    assertThat(project.work().resolve("removed.tsv")).exists();
    try (var layers = Files.list(project.work().resolve("layers"))) {
      for (Path layer : layers.filter(one -> one.toString().endsWith(".layer")).toList()) {
        Files.delete(layer);
      }
    }
    assertThat(project.build().facts().digest()).isEqualTo(digest);
    assertThat(project.build().reused()).hasSize(3);
    // Anything that decides on it makes it another one.
    project.policy = MinimizePolicy.builtIn("safe");
    assertThat(project.build().facts().removed()).containsKey("headers");
    Files.delete(project.work().resolve("env/include/tool.h"));
    project.policy = MinimizePolicy.builtIn("none");
    assertThat(project.build().facts().digest()).isEqualTo(digest);
    assertThat(project.paths()).contains("opt/conda/envs/test/include/tool.h");
  }

  @Test
  void build_packageChanged_tellsWhatCameAndWent() throws Exception {
    project.build();
    project.lock(TOOL, TestPackage.of("data", "4"));

    Comparison comparison = project.build().comparison().orElseThrow();

    assertThat(comparison.changedLayers()).containsExactly("other packages");
    assertThat(comparison.came()).containsExactly("data-4-0");
    assertThat(comparison.went()).containsExactly("data-3-0");
  }

  @Test
  void build_minimized_listsWhatWasLeftOut() throws Exception {
    project.policy = MinimizePolicy.builtIn("safe");

    ImageResult result = project.build();

    assertThat(project.paths()).noneMatch(path -> path.contains("include"));
    assertThat(result.facts().removed())
        .containsExactly(Map.entry("headers", new ImageFacts.Amount(1, 12)));
    assertThat(Files.readString(project.work().resolve("removed.tsv")))
        .isEqualTo(
            "path\tkind\tbytes\tpackage\n"
                + "include\theaders\t0\t\n"
                + "include/tool.h\theaders\t12\ttool-1.2-0\n");
  }

  @Test
  void build_eachFormatAndTar_isReadBack() throws Exception {
    project.format = ImageFormat.DOCKER;
    project.compression = Compression.GZIP;
    project.tar = project.folder.resolve("image.tar");
    ImageResult result = project.build();
    Image tar = ImageFile.read(project.tar, ImageProject.AMD64, null);
    assertThat(tar.config().json()).isEqualTo(project.image().config().json());
    assertThat(project.image().manifest().annotations()).isEmpty();
    assertThat(result.tar()).contains(project.tar);

    project.format = ImageFormat.OCI;
    project.compression = Compression.NONE;
    project.tarFormat = ImageFormat.OCI;
    String digest = project.build().facts().digest();
    assertThat(ImageFile.read(project.tar, ImageProject.AMD64, null).digest()).hasToString(digest);
  }

  @Test
  void build_dockerWithZstd_isAProblem() {
    project.format = ImageFormat.DOCKER;

    assertThat(project.failure())
        .contains("HERM-OCI-008")
        .contains("Docker's format has no layers in zstd");
    assertThat(project.work().resolve("layout")).doesNotExist();
  }

  @Test
  void build_scratch_hasTheEnvironmentAlone() throws Exception {
    project.from = "scratch";
    project.lock(DATA);

    ImageResult result = project.build();

    assertThat(result.facts().layers()).noneMatch(ImageFacts.Layer::ofBase);
    assertThat(result.facts().base()).isEqualTo(new ImageFacts.Base("scratch", "", false));
  }

  /** As sysroot_linux-64 has it, with a library that is no more than its words. */
  private static TestPackage sysroot(String version) {
    String root = "x86_64-conda-linux-gnu/sysroot/";
    byte[] library = ImageProject.glibc(version);
    return TestPackage.of("sysroot_linux-64", version, "__glibc >=2.17")
        .withFile(PackageFile.executable(root + "lib64/ld-linux-x86-64.so.2", new byte[] {1}))
        .withFile(PackageFile.executable(root + "lib64/libc.so.6", library))
        .withFile(PackageFile.text(root + "usr/lib64/libc.a", "static\n"))
        .withFile(PackageFile.text(root + "usr/lib64/crt1.o", "start\n"))
        .withFile(PackageFile.text(root + "usr/include/stdio.h", "int puts();\n"))
        .withFile(PackageFile.link(root + "lib", "lib64"))
        .withFile(PackageFile.link(root + "usr/lib", "lib64"))
        .withFile(PackageFile.text("share/zoneinfo/UTC", "TZif2"))
        .withFile(PackageFile.link(root + "usr/share/zoneinfo", "../../../../share/zoneinfo"));
  }

  @Test
  void build_scratchWithLockedGlibc_hasLinksToItAtItsRoot() throws Exception {
    project.from = "scratch";
    project.policy = MinimizePolicy.builtIn("safe");
    project.file("app/run.py", "print()\n").files = List.of("app");
    project.lock(TOOL, sysroot("2.28"));

    final String digest = project.build().facts().digest();

    String place = "opt/conda/envs/test/x86_64-conda-linux-gnu/sysroot/";
    assertThat(project.paths())
        .contains("lib > " + place + "lib", "lib64 > " + place + "lib64")
        .contains("usr/lib > ../" + place + "usr/lib", "usr/lib64 > ../" + place + "usr/lib64")
        .contains("usr/share/zoneinfo > ../../" + place + "usr/share/zoneinfo")
        .contains("etc/passwd", "etc/group", "etc/nsswitch.conf", "tmp/")
        .contains(place + "lib64/ld-linux-x86-64.so.2")
        .doesNotContain(place + "usr/lib64/libc.a", place + "usr/include/stdio.h");
    // From the note of the build before, and with files of the application at its places.
    assertThat(project.build().facts().digest()).isEqualTo(digest);
    project.files = List.of("app", "app/run.py=/tmp/run.py", "app/run.py=/etc/passwd");
    String again = project.build().facts().digest();
    assertThat(again).isNotEqualTo(digest);
    assertThat(project.paths().stream().filter("etc/passwd"::equals)).hasSize(1);
    assertThat(project.build().facts().digest()).isEqualTo(again);
    project.files = List.of("app/run.py=/lib64/run.py");
    assertThat(project.failure()).contains("HERM-LAYER-002", "lib64/run.py");
    // With a base it is one package among others.
    project.from = "./base";
    project.files = List.of("app");
    project.build();
    assertThat(project.paths())
        .contains(place + "lib > lib64")
        .noneMatch(path -> path.startsWith("lib"));
  }

  @Test
  void build_scratchWithOlderGlibcOrNone_isAProblem() throws Exception {
    project.from = "scratch";
    assertThat(project.failure())
        .contains(
            "HERM-BASE-002 scratch: it has no glibc, and without it nothing of this runs: tool 1.2 "
                + "(`__glibc >=2.17,<3.0.a0`)",
            "Fix: lock a package that brings glibc (sysroot_linux-64 of conda-forge), or take a base"
                + " that has it (hermetic.image.from), for example debian:12-slim");

    project.lock(TOOL, sysroot("2.12"));
    assertThat(project.failure())
        .contains(
            "HERM-BASE-001 scratch: it has glibc 2.12"
                + " (opt/conda/envs/test/x86_64-conda-linux-gnu/sysroot/lib64/libc.so.6)",
            "tool 1.2 (`__glibc >=2.17,<3.0.a0`)");
  }

  @Test
  void build_olderGlibcOrPrefixBehindALink_isAProblem() throws Exception {
    OciLayout.write(
        project.folder.resolve("base"), ImageProject.baseImage("2.12", "opt"), List.of());

    assertThat(project.failure())
        .contains("HERM-BASE-001", "glibc 2.12", "tool 1.2 (`__glibc >=2.17,<3.0.a0`)")
        .contains("HERM-BASE-004", "/opt is a file there");
  }

  @Test
  void build_scriptNeedsAShell_hasAnEntrypoint() throws Exception {
    TestPackage script =
        TestPackage.of("script", "1")
            .withFile(PackageFile.text("etc/conda/activate.d/s.sh", "eval $(echo A=1)\n"));
    project.lock(script);
    project.build();
    assertThat(project.image().config().runtime().entrypoint())
        .containsExactly(
            "/bin/sh", ImageProject.PREFIX + "/etc/conda/hermetic-entrypoint.sh");
    assertThat(project.paths())
        .contains("opt/conda/envs/test/etc/conda/hermetic-entrypoint.sh");

    project.allowed.put("script", "sets A");
    project.build();
    assertThat(project.image().config().runtime().entrypoint()).isEmpty();

    project.allowed.clear();
    project.base();
    assertThat(project.failure())
        .contains("HERM-IMAGE-009 ")
        .contains(
            "the base has no /bin/sh, and the activation script etc/conda/activate.d/s.sh needs a"
                + " shell: it ")
        .contains(
            "Fix: take a base with a shell, or name the package in hermetic.allowScripts and set its"
                + " variables in hermetic.image.env");
  }

  @Test
  void build_applicationOverEnvironment_isAProblem() throws Exception {
    project.file("tool", "mine\n").files =
        List.of("tool=" + ImageProject.PREFIX + "/bin/tool");

    assertThat(project.failure())
        .contains("HERM-LAYER-001 /opt/conda/envs/test/bin/tool")
        .contains("it would come into the image twice");
    assertThat(project.work().resolve("image.json")).doesNotExist();
  }

  @Test
  void build_otherPlatform_isAProblem() {
    project.platform = Platform.OSX_ARM64;

    assertThat(project.failure())
        .isEqualTo(
            "HERM-IMAGE-008 osx-arm64: images are made for Linux alone\n"
                + "  Fix: set hermetic.platform to one of Linux, for example linux-64");
  }

  @Test
  void build_explicitFile_isAProblem() throws Exception {
    project.lockfile = "conda-linux-64.lock";
    project.file(project.lockfile, "@EXPLICIT\n");

    assertThat(project.failure())
        .isEqualTo(
            "HERM-IMAGE-027 conda-linux-64.lock: an explicit file does not say what packages need of"
                + " each other and of the base\n"
                + "  Fix: set hermetic.lockfile to the conda-lock.yml that it was made from");
  }

  @Test
  void build_wrongLock_leavesTheImageBefore() throws Exception {
    String digest = project.build().facts().digest();
    String lock = Files.readString(project.folder.resolve(project.lockfile));
    project.file(project.lockfile, lock.replaceAll("(md5|sha256): [0-9a-f]{4}", "$1: 0000"));

    assertThat(project.failure()).contains("HERM-NET-", "data-3-0");
    assertThat(project.image().digest()).hasToString(digest);
  }

  @Test
  void build_baseline_isDecomposed() throws Exception {
    project.baseline = "4.2 GB";
    BaselineResult size = project.build().baseline().orElseThrow();
    assertThat(size).isEqualTo(BaselineResult.ofSize("4.2 GB", 4_200_000_000L));

    Files.move(project.work().resolve("layout"), project.folder.resolve("before"));
    project.baseline = "./before";
    project.policy = MinimizePolicy.builtIn("safe");
    ImageResult result = project.build();
    BaselineResult.Part environment = result.baseline().orElseThrow().parts().get(1);
    assertThat(environment.name()).isEqualTo("environment");
    // The file that is left out, its header, and that of its folder, in records of 512 bytes.
    assertThat(environment.other() - environment.own()).isEqualTo(3 * 512);
    BaselineResult baseline = result.baseline().orElseThrow();
    assertThat(baseline.parts().stream().mapToLong(BaselineResult.Part::other).sum())
        .isEqualTo(baseline.unpacked());
    assertThat(baseline.parts().stream().mapToLong(BaselineResult.Part::own).sum())
        .isEqualTo(result.facts().unpacked());
    assertThat(baseline.steps())
        .extracting(BaselineResult.Step::name)
        .containsExactly(
            "packed by zstd", "no package cache", "base, application", "left out (safe)", "all else");
    BaselineResult.Step leftOut = baseline.steps().get(3);
    assertThat(leftOut.unpacked()).isEqualTo(-12);
    assertThat(leftOut.packed()).isNegative();
    assertThat(baseline.steps().stream().mapToLong(BaselineResult.Step::unpacked).sum())
        .isEqualTo(result.facts().unpacked() - baseline.unpacked());
    assertThat(baseline.steps().stream().mapToLong(BaselineResult.Step::packed).sum())
        .isEqualTo(result.facts().packed() - baseline.packed());
    assertThat(ImageText.lines(result, "x", TextStyle.ASCII))
        .anyMatch(line -> line.startsWith("Against ./before"))
        .anyMatch(line -> line.startsWith("package cache"))
        .anyMatch(line -> line.matches("left out \\(safe\\) +-12 B +-\\d+ B"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"scratch", "huge", "4.2 GBB", "./none", "none.tar"})
  void build_baselineThatIsNone_isToldBeforeAnythingIsMade(String text) {
    project.baseline = text;
    assertThat(project.failure())
        .isEqualTo(
            text.contains(" ")
                ? "HERM-OCI-001 4.2 GBB: this is no image name: `library/4.2 GBB` has an upper-case"
                    + " letter\n  Fix: write it as `registry.example.org/team/name:tag`, in lower case"
                    + " up to the tag"
                : "HERM-IMAGE-007 hermetic.image.baseline: `"
                    + text
                    + "` is no image to compare with\n  Fix: name a folder or tar with an image as"
                    + " ./PATH, a reference as NAME:TAG, or a size as `4.2 GB`");
    assertThat(project.work()).doesNotExist();
  }

  @Test
  void find_factsOfAnotherVersionOrNone_areAProblem() throws Exception {
    Path file = project.folder.resolve("image.json");
    for (String text : List.of("{", "{\"format\": 99}", "{\"digest\": 1}")) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> FactsFile.read(file)).hasMessageContaining("HERM-IMAGE-016");
    }
    Files.delete(file);
    assertThatThrownBy(() -> FactsFile.read(file))
        .hasMessageContaining(
            "image.json: what the last build made is not known: there is no such file, or it cannot"
                + " be read\n"
                + "  Fix: run `mvn package` with the goal hermetic:image in it, or `mvn"
                + " hermetic:image`");
  }
}
