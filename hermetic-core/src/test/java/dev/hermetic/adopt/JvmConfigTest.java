package dev.hermetic.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hermetic.adopt.AdoptResult.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which project gets options for the Java that runs Maven, and what the others are told. */
class JvmConfigTest extends AdoptionProject {
  private static final String NAME = ".mvn/jvm.config";
  private static final String WHY =
      ": short builds take about half the processor time without Java's optimising compiler";

  @BeforeEach
  void writeEnvironment() throws IOException {
    write("environment.yml", ENVIRONMENT);
  }

  @Test
  void projectWithoutOne_getsItWithItsPurpose() throws IOException {
    AdoptResult result = adopt(null);
    assertThat(read(NAME)).isEqualTo("-XX:TieredStopAtLevel=1\n");
    assertThat(result.steps())
        .contains(
            new AdoptResult.Step(
                folder.resolve(NAME),
                Outcome.WRITTEN,
                "short builds take about half the processor time without Java's optimising"
                    + " compiler; delete it where Maven itself compiles much"));
    assertThat(result.notes()).isEmpty();
  }

  @Test
  void dryRun_tellsOfItAndWritesNothing() throws IOException {
    AdoptResult result = Adoption.adopt(new AdoptRequest(folder, null, "1.2.3", true));
    assertThat(outcomes(result)).containsEntry(NAME, Outcome.WRITTEN);
    assertThat(folder.resolve(NAME)).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:TieredStopAtLevel=1\n",
        "-Xmx2g -XX:TieredStopAtLevel=4\r\n",
        "# ours\n-Xmx2g\n-XX:TieredStopAtLevel=1 # short\n",
      })
  void fileThatSaysHowFarJavaCompiles_stays(String text) throws IOException {
    write(NAME, text);
    AdoptResult result = adopt(null);
    assertThat(outcomes(result)).containsEntry(NAME, Outcome.KEPT);
    assertThat(read(NAME)).isEqualTo(text);
    assertThat(result.notes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-Xmx2g\n", "# -XX:TieredStopAtLevel=1\n", "-Da=-XX:TieredStopAtLevel=1"})
  void fileThatDoesNot_staysWithANote(String text) throws IOException {
    write(NAME, text);
    AdoptResult result = adopt(null);
    assertThat(outcomes(result)).containsEntry(NAME, Outcome.KEPT);
    assertThat(read(NAME)).isEqualTo(text);
    assertThat(result.notes())
        .containsExactly("add the line -XX:TieredStopAtLevel=1 to .mvn/jvm.config" + WHY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nowhere", "no/where", "jvm.config", "."})
  void fileThatCannotBeRead_staysAndStopsNothing(String target) throws IOException {
    Files.createSymbolicLink(folder.resolve(NAME), Path.of(target));
    AdoptResult result = adopt(null);
    assertThat(outcomes(result)).containsEntry("pom.xml", Outcome.WRITTEN);
    assertThat(outcomes(result)).containsEntry(NAME, Outcome.KEPT);
    assertThat(folder.resolve(NAME)).isSymbolicLink();
    assertThat(folder.resolve(".mvn/nowhere")).doesNotExist();
    assertThat(result.notes())
        .containsExactly(
            "add the line -XX:TieredStopAtLevel=1 to .mvn/jvm.config, which cannot be read" + WHY);
    write("ml/environment.yml", ENVIRONMENT);
    assertThat(adoptIn(folder.resolve("ml")).notes())
        .containsExactly(
            "add the line -XX:TieredStopAtLevel=1 to ../.mvn/jvm.config, which all modules have and"
                + " which cannot be read" + WHY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"environment.yml", "nowhere", ".mvn"})
  void folderThatIsNone_staysAndStopsNothing(String target) throws IOException {
    Files.delete(folder.resolve(".mvn"));
    assumeTrue(JvmConfig.rootAbove(folder).isEmpty(), "temporary files lie in a Maven project");
    Files.createSymbolicLink(folder.resolve(".mvn"), Path.of(target));
    AdoptResult result = adopt(null);
    assertThat(outcomes(result))
        .containsEntry("pom.xml", Outcome.WRITTEN)
        .doesNotContainKey(NAME);
    assertThat(folder.resolve(".mvn")).isSymbolicLink();
    assertThat(result.notes())
        .containsExactly(
            "add the line -XX:TieredStopAtLevel=1 to .mvn/jvm.config, which cannot be written" + WHY);
  }

  @Test
  void partOfALargerProject_getsNoneAndIsToldOfThatOnes() throws IOException {
    Path part = part("services/ml");
    AdoptResult result = adoptIn(part);
    assertThat(part.resolve(".mvn")).doesNotExist();
    assertThat(folder.resolve(NAME)).doesNotExist();
    assertThat(outcomes(result)).doesNotContainKey("services/ml/" + NAME);
    assertThat(result.notes())
        .containsExactly(
            "add the line -XX:TieredStopAtLevel=1 to ../../.mvn/jvm.config, which all modules have"
                + WHY);

    write(NAME, "-Xmx2g\n");
    assertThat(adoptIn(part).notes()).hasSize(1);
    write(NAME, "-Xmx2g\n-XX:TieredStopAtLevel=1\n");
    assertThat(adoptIn(part).notes()).isEmpty();
    assertThat(read(NAME)).isEqualTo("-Xmx2g\n-XX:TieredStopAtLevel=1\n");
  }

  @Test
  void partWithItsOwnFolder_isItsOwnRoot() throws IOException {
    Path part = part("services/ml");
    Files.createDirectory(part.resolve(".mvn"));
    assertThat(adoptIn(part).notes()).isEmpty();
    assertThat(read("services/ml/" + NAME)).isEqualTo("-XX:TieredStopAtLevel=1\n");
  }

  @Test
  void modulesOfPomsWithoutAFolder_haveTheTopmostAsTheirRoot() throws IOException {
    Files.delete(folder.resolve(".mvn"));
    assumeTrue(JvmConfig.rootAbove(folder).isEmpty(), "temporary files lie in a Maven project");
    Path part = part("a/b/c");
    assertThat(JvmConfig.rootAbove(part)).isEmpty();
    write("a/b/pom.xml", "<project/>");
    write("a/pom.xml", "<project/>");
    assertThat(JvmConfig.rootAbove(part)).contains(folder.resolve("a"));
    assertThat(adoptIn(part).notes())
        .singleElement()
        .asString()
        .contains(" to ../../.mvn/jvm.config, which all modules have: ");
    assertThat(part.resolve(".mvn")).doesNotExist();
  }

  private Path part(String name) throws IOException {
    write(name + "/environment.yml", ENVIRONMENT);
    return folder.resolve(name);
  }

  private static AdoptResult adoptIn(Path directory) {
    return Adoption.adopt(new AdoptRequest(directory, null, "1.2.3", false));
  }
}
