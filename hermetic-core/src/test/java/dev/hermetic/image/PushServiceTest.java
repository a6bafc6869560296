package dev.hermetic.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.oci.ImageReference;
import dev.hermetic.registry.PushResult;
import dev.hermetic.registry.Registry;
import dev.hermetic.testkit.LoopbackRegistry;
import dev.hermetic.testkit.PackageFile;
import dev.hermetic.testkit.TestPackage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
class PushServiceTest {
  private static final TestPackage TOOL =
      TestPackage.of("tool", "1").withFile(PackageFile.text("share/tool.txt", "tool\n"));

  @TempDir Path temp;
  private final LoopbackRegistry server = LoopbackRegistry.start();
  private ImageProject project;
  private ImageFacts made;
  private String digest;

  @BeforeEach
  void makeImage() throws Exception {
    project = new ImageProject(temp.toRealPath()).base("bin/sh").lock(TOOL);
    project.file("app/run.py", "print()\n").files = List.of("app");
    made = project.build().facts();
    digest = made.digest();
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void push_again_sendsNothing() {
    PushResult first = push("1", "latest").get(0);
    assertThat(first.count(Registry.Arrival.SENT)).isEqualTo(first.blobs().size());
    assertThat(server.tags("team/test")).containsEntry("1", digest).containsEntry("latest", digest);

    server.forgetRequests();
    assertThat(push("1", "latest").get(0).sentBytes()).isZero();
    assertThat(server.uploadedBlobs()).isEmpty();
  }

  @Test
  void push_applicationChanged_sendsOneLayerAndTheConfig() throws Exception {
    push("1");
    server.forgetRequests();
    project.file("app/run.py", "print(1)\n");
    ImageFacts facts = project.build().facts();

    PushResult result = push("1").get(0);

    assertThat(result.moved()).containsExactly("1");
    assertThat(server.uploadedBlobs())
        .containsExactlyInAnyOrder(
            facts.layers().get(facts.layers().size() - 1).digest(),
            project.image().manifest().config().digest().toString());
    assertThat(server.tags("team/test")).containsEntry("1", facts.digest());
  }

  @Test
  void push_noTarget_isAProblem() {
    assertThatThrownBy(() -> push())
        .hasMessage(
            "HERM-IMAGE-024 hermetic.image.to: is not set: where to push the image is not known\n"
                + "  Fix: set it to a name in a registry, for example"
                + " registry.example.org/team/name");
  }

  @Test
  void push_otherDigest_isRefused() {
    String made = "sha256:" + "1".repeat(64);
    refused(
        question(Optional.of(made), false),
        "HERM-IMAGE-020 "
            + digest
            + ": this is not the image that the build made, which is "
            + made
            + "\n  Fix: run `mvn package` again; nothing was pushed");
  }

  @Test
  void push_layoutOfAnotherImage_isRefused() throws Exception {
    Path facts = project.work().resolve(FactsFile.NAME);
    String before = Files.readString(facts);
    project.file("app/run.py", "import os\n").build();
    Files.writeString(facts, before);

    assertThatThrownBy(() -> push("1")).hasMessageContaining("HERM-IMAGE-020");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void push_lockChanged_isRefused() throws Exception {
    String lock = Files.readString(project.folder.resolve(project.lockfile));
    project.file(project.lockfile, lock + "# changed\n");
    refused(
        question(Optional.of(digest), false),
        "HERM-IMAGE-021 conda-lock.yml: the lock changed after the image was made from it\n"
            + "  Fix: run `mvn package` again; nothing was pushed");
  }

  @Test
  void push_testsNotPassedWithTheLock_isRefused() throws Exception {
    String problem =
        "HERM-IMAGE-022 "
            + digest
            + ": the tests of this project have not passed with the lock that the image was made"
            + " from\n"
            + "  Fix: run `mvn verify` with the goal hermetic:test in it, without skipping tests or"
            + " passing over their failure; nothing was pushed";
    refused(question(Optional.empty(), true), problem);
    TestRecord.passed(project.folder, project.file("other.yml", "").folder.resolve("other.yml"));
    refused(question(Optional.empty(), true), problem);
    TestRecord.made(project.folder, made);
    refused(question(Optional.empty(), true), problem);

    TestRecord.passed(project.folder, project.folder.resolve(project.lockfile));
    TestRecord.made(project.folder, made);
    assertThat(push(question(Optional.empty(), true), "1")).hasSize(1);

    TestRecord.clear(project.folder);
    refused(question(Optional.empty(), true), problem);
  }

  @Test
  void push_testsPassedBeforeTheApplicationChanged_isRefused() throws Exception {
    TestRecord.passed(project.folder, project.folder.resolve(project.lockfile));
    TestRecord.made(project.folder, made);
    digest = project.file("app/run.py", "import os\n").build().facts().digest();

    refused(
        question(Optional.empty(), true),
        "HERM-IMAGE-022 "
            + digest
            + ": the tests of this project have passed in another build than the one that made the"
            + " image, so perhaps with another application\n"
            + "  Fix: run tests, image and push in one build, as `mvn deploy` does; nothing was pushed");
  }

  @Test
  void push_layerChangedOnDisk_isRefusedAndTellsToBuildAgain() throws Exception {
    String application = made.layers().get(made.layers().size() - 1).digest().substring(7);
    Path blob = project.work().resolve("layout/blobs/sha256").resolve(application);
    byte[] bytes = Files.readAllBytes(blob);
    bytes[bytes.length - 1] ^= 1;
    // The layout has links to layers that are kept.
    Files.delete(blob);
    Files.write(blob, bytes);

    assertThatThrownBy(() -> push("1"))
        .hasMessageStartingWith("HERM-OCI-004 ")
        .hasMessageEndingWith("Fix: run `mvn package` again; no tag was moved");
    assertThat(server.tags("team/test")).isEmpty();
  }

  private void refused(PushGate.Question question, String problem) {
    server.forgetRequests();
    assertThatThrownBy(() -> push(question, "1")).hasMessage(problem);
    assertThat(server.requests()).isEmpty();
  }

  private List<PushResult> push(String... tags) {
    return push(question(Optional.empty(), false), tags);
  }

  private List<PushResult> push(PushGate.Question question, String... tags) {
    List<ImageReference> targets =
        List.of(tags).stream()
            .map(tag -> ImageReference.parse(server.host() + "/team/test:" + tag))
            .toList();
    return new PushService(project.registries(), ImageProject.clock(), project.events::add)
        .push(project.work(), question, targets);
  }

  private PushGate.Question question(Optional<String> built, boolean needsTests) {
    return new PushGate.Question(
        project.folder.resolve(project.lockfile),
        built,
        project.folder,
        needsTests);
  }
}
