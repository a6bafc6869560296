package dev.hermetic.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class ContainerEngineTest {
  private static final List<String> NAMES = List.of("team/test:1");

  @TempDir Path temp;

  @BeforeEach
  void makeImage() {
    new ImageProject(temp).base();
  }

  @Test
  void load_program_getsTheTarAndNothingStays() throws Exception {
    Path engine = engine("echo \"$1 $2\" > seen; tar -xOf \"$3\" manifest.json > manifest.json");

    assertThat(load(engine.toString()))
        .isEqualTo("Loaded into " + engine + " as team/test:1");

    assertThat(temp.resolve("seen")).hasContent("load --input");
    assertThat(temp.resolve("manifest.json")).content().contains("\"team/test:1\"");
    assertThat(temp.resolve("load")).isEmptyDirectory();
  }

  @Test
  void load_programFails_tellsWhatItSaid() throws Exception {
    Path engine = engine("echo 'Cannot connect to the Docker daemon' >&2; exit 1");

    assertThatThrownBy(() -> load(engine.toString()))
        .hasMessage(
            "HERM-IMAGE-019 "
                + engine
                + ": the image was made and cannot be loaded: Cannot connect to the Docker daemon\n"
                + "  Fix: see that `"
                + engine
                + " load` works for this user, or set hermetic.image.load to none");
    assertThat(temp.resolve("load")).isEmptyDirectory();
  }

  @Test
  void load_noProgram_isAProblem() {
    assertThatThrownBy(() -> load(temp.resolve("none").toString()))
        .hasMessageContaining(
            "HERM-IMAGE-019", "there is no such program, or it cannot be run");
  }

  private String load(String command) {
    return ContainerEngine.load(
        command, temp.resolve("base"), ImageProject.AMD64, NAMES, temp.resolve("load"));
  }

  /** A program that runs in the folder of the test. */
  private Path engine(String script) throws IOException {
    Path file = temp.resolve("engine");
    Files.writeString(file, "#!/bin/sh\ncd '" + temp + "'\n" + script + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
