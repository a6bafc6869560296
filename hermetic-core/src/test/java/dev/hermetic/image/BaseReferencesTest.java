package dev.hermetic.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.event.Listener;
import dev.hermetic.oci.Image;
import dev.hermetic.oci.ImageReference;
import dev.hermetic.registry.ImagePush;
import dev.hermetic.registry.PushRequest;
import dev.hermetic.registry.Registry;
import dev.hermetic.testkit.LoopbackRegistry;
import dev.hermetic.testkit.TestPackage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** References of bases for images and Dockerfiles, and what is recorded of them. */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
class BaseReferencesTest {
  private static final Image OLD = ImageProject.baseImage("2.36", "bin/sh");
  private static final Image NEW = ImageProject.baseImage("2.41", "bin/sh");

  @TempDir Path temp;
  private final LoopbackRegistry server = LoopbackRegistry.start();
  private ImageProject project;
  private String name;

  @BeforeEach
  void makeProject() throws Exception {
    project = new ImageProject(temp.toRealPath()).lock(TestPackage.of("tool", "1"));
    name = server.host() + "/base:12";
    project.from = name;
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void build_tag_isRecordedAndStaysUntilUpdated() throws Exception {
    publish(OLD);
    String digest = project.build().facts().digest();
    assertThat(Files.readAllLines(pins())).endsWith(name + " " + OLD.digest());

    publish(NEW);
    project.frozen = true;
    assertThat(project.build().facts().digest()).isEqualTo(digest);

    project.frozen = false;
    project.updateBase = true;
    assertThat(project.build().facts().base().digest()).isEqualTo(NEW.digest().toString());
    assertThat(Files.readAllLines(pins())).endsWith(name + " " + NEW.digest());
  }

  @Test
  void build_frozenAndNotRecorded_isAProblem() {
    publish(OLD);
    project.frozen = true;
    String problem =
        "HERM-IMAGE-018 "
            + name
            + ": the digest of the base is not recorded, so that another day would give another"
            + " image\n"
            + "  Fix: run `mvn hermetic:image` outside of CI and commit base-image.lock, or write the"
            + " digest behind the reference";

    assertThat(project.failure()).isEqualTo(problem);
    assertThatThrownBy(() -> references(false, true).pinned(name)).hasMessage(problem);
    assertThat(pins()).doesNotExist();
  }

  @Test
  void pinned_tag_isRecordedAndStaysUntilUpdated() throws Exception {
    publish(OLD);
    assertThat(references(false, false).pinned(name)).hasToString(name + "@" + OLD.digest());

    publish(NEW);
    server.forgetRequests();
    assertThat(references(false, true).pinned(name)).hasToString(name + "@" + OLD.digest());
    assertThat(server.requests()).isEmpty();

    assertThat(references(true, false).pinned(name)).hasToString(name + "@" + NEW.digest());
    assertThat(Files.readAllLines(pins())).endsWith(name + " " + NEW.digest());
  }

  @Test
  void pinned_digest_isTakenAsItIs() {
    String given = server.host() + "/base@" + OLD.digest();
    assertThat(references(false, true).pinned(given)).hasToString(given);
    assertThat(server.requests()).isEmpty();
    assertThat(pins()).doesNotExist();
  }

  @Test
  void pinned_noSuchTag_isAProblem() {
    assertThatThrownBy(() -> references(false, false).pinned(name))
        .hasMessage(
            "HERM-IMAGE-025 "
                + name
                + ": the registry has no such image\n"
                + "  Fix: correct the name or tag, or log in where the image is not public");
  }

  @Test
  void read_lineThatIsNone_isAProblem() throws Exception {
    project.file(BasePins.NAME, "# digests\n\n" + name + " sha256:12\n");
    assertThat(project.failure())
        .isEqualTo(
            "HERM-IMAGE-017 base-image.lock:3: this is no reference and digest of a base image\n"
                + "  Fix: correct the line, or remove it and run the goal again with"
                + " -Dhermetic.image.updateBase");
  }

  private Path pins() {
    return project.folder.resolve(BasePins.NAME);
  }

  private BaseReferences references(boolean update, boolean frozen) {
    return new BaseReferences(
        project.registries(), BasePins.read(pins()), update, frozen, Listener.SILENT);
  }

  private void publish(Image image) {
    Registry registry = Registry.over(project.registries(), Listener.SILENT);
    new ImagePush(registry, 1, ImageProject.clock(), Listener.SILENT)
        .push(
            new PushRequest(
                ImageReference.parse(server.host() + "/base"), List.of("12"), image, Map.of()));
  }
}
