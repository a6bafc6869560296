package dev.hermetic.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.oci.BlobSource;
import dev.hermetic.oci.Compression;
import dev.hermetic.oci.Descriptor;
import dev.hermetic.oci.Digest;
import dev.hermetic.oci.Image;
import dev.hermetic.oci.ImageConfig;
import dev.hermetic.oci.ImageFormat;
import dev.hermetic.oci.ImageLayer;
import dev.hermetic.oci.ImageReference;
import dev.hermetic.oci.OciLayout;
import dev.hermetic.oci.RuntimeConfig;
import dev.hermetic.platform.Platform;
import dev.hermetic.registry.RegistrySettings;
import dev.hermetic.testkit.PackageFile;
import dev.hermetic.testkit.TestPackage;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class ImageProblemsTest {
  @TempDir Path temp;
  private ImageProject project;

  @BeforeEach
  void makeProject() throws Exception {
    project = new ImageProject(temp.toRealPath().resolve("project")).base("bin/sh");
    project.lock(TestPackage.of("data", "1"));
  }

  @Test
  void build_neitherFileNorLink_isAProblem() throws Exception {
    project.file("app/run.py", "");
    Process process = new ProcessBuilder("mkfifo", "pipe").directory(file("app")).start();
    assumeTrue(process.waitFor() == 0, "no mkfifo here");
    project.files = List.of("app");

    assertThat(project.failure())
        .isEqualTo(
            "HERM-IMAGE-006 app/pipe: it is neither a file nor a link to one\n"
                + "  Fix: leave it out with `!app/pipe` in hermetic.image.files");
  }

  @Test
  void build_prefixLostARecord_isAProblem() {
    project.build();
    File record = file("target/hermetic/image/env/conda-meta/data-1-0.json");
    assertThat(record.delete()).isTrue();

    // Whoever finds it so installs again.
    assertThat(project.build().install().built()).isPresent();
    assertThat(record).exists();
    assertThatThrownBy(() -> PushGate.sha256(project.folder.resolve("nothing")))
        .hasMessageContaining("HERM-IMAGE-010 ")
        .hasMessageContaining("it changed while the image was made, or cannot be read: ")
        .hasMessageContaining("Fix: let nothing write there, and run the goal again");
  }

  @Test
  void build_otherArchitectureOrMissingBase_isAProblem() {
    project.platform = new Platform("linux-aarch64");
    assertThat(project.failure())
        .contains("HERM-OCI-006 ", "it has no image for linux/arm64, but for linux/amd64");

    project.from = "./nowhere.tar";
    assertThat(project.failure()).contains("HERM-OCI-002 ", "there is no such image");

    project.from = "Upper/Case";
    assertThat(project.failure()).contains("HERM-OCI-001 Upper/Case: this is no image name");
    assertThat(project.work()).doesNotExist();
  }

  @Test
  void build_baselineIsNoTar_isAProblem() {
    byte[] bytes = "no tar at all".repeat(100).getBytes(StandardCharsets.UTF_8);
    Descriptor descriptor =
        Descriptor.of(ImageFormat.OCI.layerType(Compression.NONE).orElseThrow(), bytes);
    ImageLayer layer =
        new ImageLayer(descriptor, Digest.of(bytes), BlobSource.of(bytes, "memory"));
    ImageConfig config =
        new ImageConfig(
            ImageProject.AMD64, Instant.EPOCH, "", RuntimeConfig.EMPTY, List.of(), List.of());
    Image image = Image.assemble(ImageFormat.OCI, config, List.of(layer), Map.of());
    OciLayout.write(project.folder.resolve("other"), image, List.of());
    project.baseline = "./other";

    assertThat(project.failure()).containsPattern("HERM-(IMAGE-026|BASE-007) ");
  }

  @Test
  void clear_recordIsNoFile_isAProblem() throws Exception {
    Files.createDirectories(temp.resolve("tests-passed/in the way"));

    assertThatThrownBy(() -> TestRecord.clear(temp))
        .hasMessageContaining("HERM-IMAGE-023 ")
        .hasMessageContaining("tests-passed: what is known of earlier tests cannot be removed: ")
        .hasMessageContaining("Fix: make the build folder writable, or run `mvn clean`");
  }

  @Test
  void push_offline_isAProblem() {
    project.build();
    FetchSettings web =
        new FetchSettings(
            project.cache,
            true,
            false,
            List.of(),
            List.of(),
            Map.of(),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            1);
    PushService service =
        new PushService(
            new RegistrySettings(web, false, 1), ImageProject.clock(), project.events::add);
    PushGate.Question question =
        new PushGate.Question(
            project.folder.resolve(project.lockfile),
            Optional.empty(),
            project.work(),
            false);

    assertThatThrownBy(
            () ->
                service.push(
                    project.work(),
                    question,
                    List.of(ImageReference.parse("registry.example/team/test:1"))))
        .hasMessage(
            "HERM-IMAGE-028 registry.example/team/test:1: nothing can be pushed while Maven works"
                + " offline\n"
                + "  Fix: run the goal without -o (--offline), or leave it out with"
                + " hermetic.push.skip");
  }

  @Test
  void build_diskIsFull_leavesTheImageBefore() throws Exception {
    Path disk = Files.createDirectories(project.folder.resolve("target"));
    Process mount =
        new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=1m", "none", disk.toString())
            .redirectErrorStream(true)
            .start();
    assumeTrue(mount.waitFor() == 0, "this user may not mount a file system");
    try {
      String digest = project.build().facts().digest();
      byte[] noise = new byte[3 << 20];
      new Random(1).nextBytes(noise);
      Files.createDirectories(project.folder.resolve("app"));
      Files.write(project.folder.resolve("app/model.bin"), noise);
      project.files = List.of("app");

      assertThat(project.failure())
          .contains("HERM-LAYER-005 ", "a layer cannot be written: ", "give it free space");
      assertThat(project.image().digest()).hasToString(digest);
      assertThat(FactsFile.read(project.work().resolve(FactsFile.NAME)).digest())
          .isEqualTo(digest);
    } finally {
      new ProcessBuilder("umount", disk.toString()).start().waitFor();
    }
  }

  @Test
  void build_link_isNotFollowedOutOfTheImage() throws Exception {
    project.lock(
        TestPackage.of("data", "1").withFile(PackageFile.link("share/localtime", "/etc/localtime")));
    project.build();

    assertThat(project.paths())
        .contains("opt/conda/envs/test/share/localtime > /etc/localtime");
  }

  private File file(String path) {
    return project.folder.resolve(path).toFile();
  }
}
