package dev.hermetic.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.event.Listener;
import dev.hermetic.image.ImageProject;
import dev.hermetic.image.ImageRequest;
import dev.hermetic.image.ImageResult;
import dev.hermetic.image.ImageService;
import dev.hermetic.install.InstallRequest;
import dev.hermetic.install.InstallService;
import dev.hermetic.oci.BlobSource;
import dev.hermetic.oci.Compression;
import dev.hermetic.oci.Descriptor;
import dev.hermetic.oci.Digest;
import dev.hermetic.oci.ImageFormat;
import dev.hermetic.oci.ImageLayer;
import dev.hermetic.oci.ImagePlatform;
import dev.hermetic.oci.OciLayout;
import dev.hermetic.oci.TarEntry;
import dev.hermetic.oci.TarWriter;
import dev.hermetic.prefix.PrefixManifest;
import dev.hermetic.testkit.PackageFile;
import dev.hermetic.testkit.TestPackage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class DifferenceTest {
  @TempDir Path temp;

  private ImageProject project(String name, PackageFile... files) throws Exception {
    TestPackage tool = TestPackage.of("tool", "1.2");
    for (PackageFile file : files) {
      tool = tool.withFile(file);
    }
    return new ImageProject(temp.toRealPath().resolve(name)).base("bin/sh").lock(tool);
  }

  private static PrefixDifference.Built install(ImageProject project) throws Exception {
    InstallRequest request = project.request().install();
    new InstallService(project.web(), Clock.systemUTC(), Listener.SILENT).install(request);
    Path file = request.prefix().resolve(PrefixManifest.PATH);
    return new PrefixDifference.Built(
        request.prefix(), PrefixManifest.parse(Files.readAllBytes(file), "manifest"));
  }

  @Test
  void prefix_packageOfOtherBytes_isTheChannels() throws Exception {
    PrefixDifference.Built one = install(project("one", PackageFile.text("a.txt", "one\n")));
    PrefixDifference.Built other = install(project("other", PackageFile.text("a.txt", "two\n")));

    FirstDifference found =
        PrefixDifference.find(one, other, CauseFinderTest.CIRCUMSTANCES).orElseThrow();

    assertThat(found.path()).isEqualTo("a.txt");
    assertThat(found.owner()).isEqualTo("tool-1.2-0");
    assertThat(found.cause()).isEqualTo(Cause.CHANNEL);
    assertThat(found.why()).startsWith("the package tool-1.2-0 has another ");
    assertThat(found.excerpt()).isEqualTo(new Excerpt(true, "one", "two"));
    assertThat(found.command())
        .isEqualTo(
            FirstDifference.diffoscope(
                one.folder().resolve("a.txt"), other.folder().resolve("a.txt")));
    assertThat(PrefixDifference.find(one, one, CauseFinderTest.CIRCUMSTANCES)).isEmpty();
  }

  private static ImageDifference.Made made(ImageProject project, ImageRequest request) {
    ImageResult result =
        new ImageService(
                project.web(), project.registries(), Clock.systemUTC(), Listener.SILENT)
            .build(request);
    return new ImageDifference.Made(
        result.layout(),
        OciLayout.open(result.layout())
            .image(new ImagePlatform("linux", "amd64", ""), null),
        result.facts());
  }

  private static FirstDifference find(ImageDifference.Made one, ImageDifference.Made other)
      throws Exception {
    return ImageDifference.find(one, other, CauseFinderTest.CIRCUMSTANCES, path -> "")
        .orElseThrow();
  }

  @Test
  void image_whatDiffers_isNamed() throws Exception {
    ImageProject project = project("one", PackageFile.text("a.txt", "one\n"));
    project.file("app/run.py", "print(1)\n").files = List.of("app");
    ImageRequest request = project.request();
    ImageDifference.Made first = made(project, request);
    Path elsewhere = project.folder.resolve("target/second");

    project.compression = Compression.GZIP;
    ImageRequest packed = project.request().at(request.install(), elsewhere);
    FirstDifference compression = find(first, made(project, packed));
    assertThat(compression.cause()).isEqualTo(Cause.COMPRESSION);
    assertThat(compression.path()).startsWith("layer ");
    project.compression = Compression.ZSTD;

    project.file("app/run.py", "print(2)\n");
    FirstDifference content =
        find(first, made(project, request.at(request.install(), elsewhere)));
    assertThat(content.path()).isEqualTo("app/run.py");
    assertThat(content.excerpt()).isEqualTo(new Excerpt(true, "print(1)", "print(2)"));
    ReproduceServiceTest.assertFilesOfCommand(content);
  }

  private static ImageLayer layer(TarEntry... entries) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TarWriter tar = new TarWriter(bytes);
    for (TarEntry entry : entries) {
      tar.add(entry, "x".repeat((int) entry.size()).getBytes(StandardCharsets.UTF_8));
    }
    tar.finish();
    byte[] written = bytes.toByteArray();
    Descriptor descriptor =
        Descriptor.of(ImageFormat.OCI.layerType(Compression.NONE).orElseThrow(), written);
    return new ImageLayer(descriptor, Digest.of(written), BlobSource.of(written, "memory"));
  }

  private static FirstDifference find(ImageLayer one, ImageLayer other) throws Exception {
    return new LayerDifference(
            one, other, CauseFinderTest.CIRCUMSTANCES, path -> "owner of " + path, "command")
        .find("layer")
        .orElseThrow();
  }

  @Test
  void layer_membersThatDiffer_areNamed() throws Exception {
    TarEntry a = TarEntry.file("a", 0644, 7, 2);
    TarEntry b = TarEntry.file("b", 0644, 7, 2);
    ImageLayer one = layer(a, b);
    assertThat(find(one, layer(b, a)))
        .isEqualTo(
            new FirstDifference(
                "a", "owner of a", Cause.ORDER, -1,
                "the tar has the same members in another order", null, "command"));
    assertThat(find(one, layer(a, TarEntry.file("b", 0644, 8, 2))).why())
        .isEqualTo("its time in the tar is 1970-01-01T00:00:07Z and 1970-01-01T00:00:08Z");
    assertThat(find(one, layer(a, TarEntry.file("b", 0600, 7, 2))))
        .extracting(FirstDifference::cause, FirstDifference::why)
        .containsExactly(Cause.PERMISSIONS, "its mode is 0644 and 0600");
    assertThat(find(one, layer(a, TarEntry.file("b", 0644, 7, 3))).offset()).isEqualTo(2);
    assertThat(find(one, layer(a)))
        .extracting(FirstDifference::path, FirstDifference::why)
        .containsExactly("b", "only the first has it");
  }
}
