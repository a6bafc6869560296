package dev.hermetic.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.track.TrackInputs.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TracksTest {
  @TempDir private Path folder;

  @Test
  void select_stable_isTheProject() {
    assertThat(Tracks.of(folder, List.of()).select(project(), null, Set.of())).isEqualTo(project());
    assertThat(Tracks.of(folder, List.of()).select(project(), "stable", Set.of()))
        .isEqualTo(project());
  }

  @Test
  void select_undeclared_differsInItsLockAlone() {
    TrackInputs research = Tracks.of(folder, List.of()).select(project(), "research", Set.of());
    assertThat(research.lockfile()).isEqualTo(folder.resolve("research.conda-lock.yml"));
    assertThat(research.environmentFiles()).isEqualTo(project().environmentFiles());
    assertThat(research.platforms()).isEqualTo(project().platforms());
    assertThat(research.channels()).isEqualTo(project().channels());
    assertThat(research.virtualPackages()).isEqualTo(project().virtualPackages());
    assertThat(research.cuda()).isEqualTo("11.8");
    assertThat(research.excludeNewer()).isEqualTo("2026-01-01");
  }

  @Test
  void select_ownFiles_standForTheProjects() throws IOException {
    overlay();
    Path machine = Files.createFile(folder.resolve("research.machine.yml"));
    TrackInputs research = Tracks.of(folder, List.of()).select(project(), "research", Set.of());
    assertThat(research.environmentFiles())
        .containsExactly(
            folder.resolve("environment.yml"), folder.resolve("research.environment.yml"));
    assertThat(research.platforms()).containsExactly(Platform.WIN_64);
    assertThat(research.channels()).containsExactly("nvidia", "conda-forge");
    assertThat(research.virtualPackages()).isEqualTo(machine);
  }

  @Test
  void select_declared_isStrongerThanItsFiles() throws IOException {
    overlay();
    TrackInputs research =
        Tracks.of(folder, List.of(declared())).select(project(), "research", Set.of());
    assertThat(research.platforms()).containsExactly(Platform.OSX_64);
    assertThat(research.channels()).containsExactly("bioconda");
    assertThat(research.cuda()).isEqualTo("12.4");
    assertThat(research.excludeNewer()).isEqualTo("7d");
    assertThat(research.virtualPackages()).isEqualTo(folder.resolve("gpu.yml"));
    assertThat(research.environmentFiles()).containsExactly(folder.resolve("other.yml"));
  }

  @Test
  void select_commandLine_isStrongest() throws IOException {
    overlay();
    TrackInputs research =
        Tracks.of(folder, List.of(declared()))
            .select(project(), "research", EnumSet.allOf(Setting.class));
    assertThat(research)
        .isEqualTo(
            new TrackInputs(
                project().environmentFiles(),
                folder.resolve("research.conda-lock.yml"),
                project().platforms(),
                project().channels(),
                project().virtualPackages(),
                project().cuda(),
                project().excludeNewer()));
  }

  @Test
  void select_ownFilesOfSeveral_comeLastInTheirOrder() throws IOException {
    overlay();
    Files.writeString(folder.resolve("research.dev.yml"), "channels: [pytorch]\n");
    TrackInputs several =
        new TrackInputs(
            List.of(Path.of("environment.yml"), Path.of("docs.yml"), Path.of("dev.yml")),
            project().lockfile(),
            project().platforms(),
            project().channels(),
            project().virtualPackages(),
            project().cuda(),
            project().excludeNewer());
    TrackInputs research = Tracks.of(folder, List.of()).select(several, "research", Set.of());
    assertThat(research.environmentFiles())
        .containsExactly(
            Path.of("environment.yml"),
            Path.of("docs.yml"),
            Path.of("dev.yml"),
            folder.resolve("research.environment.yml"),
            folder.resolve("research.dev.yml"));
    assertThat(research.platforms()).containsExactly(Platform.WIN_64);
    assertThat(research.channels()).containsExactly("pytorch");
  }

  @Test
  void select_overlayThatCannotBeRead_isLeftToTheReader() throws IOException {
    Files.writeString(folder.resolve("research.environment.yml"), "{");
    TrackInputs research = Tracks.of(folder, List.of()).select(project(), "research", Set.of());
    assertThat(research.environmentFiles()).hasSize(2);
    assertThat(research.platforms()).isEqualTo(project().platforms());
  }

  @Test
  void select_notDeclaredAmongOthers_isASlip() throws IOException {
    Tracks tracks = Tracks.of(folder, List.of(declared()));
    assertThatThrownBy(() -> tracks.select(project(), "reserch", Set.of()))
        .isInstanceOf(HermeticException.class)
        .hasMessageContaining(
            "HERM-TRACK-002 parameter hermetic.track: there is no track 'reserch'; the POM has"
                + " research\n  Fix: take one of these, or add it to <tracks>");
    Files.createFile(folder.resolve("reserch.conda-lock.yml"));
    assertThat(tracks.select(project(), "reserch", Set.of()).lockfile()).exists();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Research", "a/b", "../a", "a.b", "-a", "a-", "nul", "com1", "a b", "ä"})
  void name_thatNoFileMayBegin_isAProblem(String name) {
    assertThatThrownBy(() -> TrackName.require(name))
        .isInstanceOf(HermeticException.class)
        .hasMessageContaining(
            "HERM-TRACK-001 parameter hermetic.track: '" + name + "' is not the name of a track\n"
                + "  Fix: take up to 40 lower-case letters, digits, hyphens and underscores, for"
                + " example research");
  }

  @ParameterizedTest
  @ValueSource(strings = {"research", "gpu-12_4", "2026", "a", "null"})
  void name_ofLettersAndDigits_isOne(String name) {
    assertThat(TrackName.require(name)).isEqualTo(name);
  }

  @Test
  void of_everythingWrong_isToldAtOnce() {
    assertThatThrownBy(
            () ->
                Tracks.of(
                    folder,
                    List.of(
                        Track.named("gpu"),
                        Track.named("gpu"),
                        Track.named("stable"),
                        Track.named(""))))
        .isInstanceOf(HermeticException.class)
        .hasMessageContaining(
            "HERM-TRACK-003 parameter tracks: the track 'gpu' is given twice\n"
                + "  Fix: join the two, or rename one")
        .hasMessageContaining(
            "HERM-TRACK-004 parameter tracks: 'stable' is the project's own lock and cannot be a"
                + " track too\n  Fix: set what it needs in <configuration> itself, or rename the"
                + " track")
        .hasMessageContaining("HERM-TRACK-001 ");
  }

  @Test
  void locksBeside_areThoseWithNamesOfTracks() throws IOException {
    for (String name :
        List.of("conda-lock.yml", "gpu.conda-lock.yml", "a.b.conda-lock.yml", "x.lock.yml")) {
      Files.createFile(folder.resolve(name));
    }
    assertThat(Tracks.locksBeside(folder.resolve("conda-lock.yml")).keySet())
        .containsExactly("gpu");
  }

  @Test
  void locksBeside_noFolder_isAProblem() {
    Path lock = folder.resolve("none/conda-lock.yml");
    assertThatThrownBy(() -> Tracks.locksBeside(lock))
        .isInstanceOf(HermeticException.class)
        .hasMessageContaining(
            "HERM-TRACK-005 "
                + lock.getParent()
                + ": the folder of the lock cannot be read\n"
                + "  Fix: give this user the right to read it");
  }

  private void overlay() throws IOException {
    Files.writeString(
        folder.resolve("research.environment.yml"),
        """
        channels: [nvidia, conda-forge]
        platforms: [win-64]
        dependencies: []
        """);
  }

  private Track declared() {
    return new Track(
        "research",
        List.of(folder.resolve("other.yml")),
        List.of(Platform.OSX_64),
        List.of("bioconda"),
        folder.resolve("gpu.yml"),
        "12.4",
        "7d");
  }

  private TrackInputs project() {
    return new TrackInputs(
        List.of(folder.resolve("environment.yml")),
        folder.resolve("conda-lock.yml"),
        List.of(Platform.LINUX_64),
        List.of("conda-forge"),
        folder.resolve("machine.yml"),
        "11.8",
        "2026-01-01");
  }
}
