package dev.hermetic.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.lock.LockRequest.PipMode;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParameterReaderTest {
  private final Path folder = Path.of("/project");
  private final ParameterReader reader = new ParameterReader(folder);

  @Test
  void files_relativeAndAbsolute_startAtTheFolder() {
    assertThat(reader.files("hermetic.environment", List.of(" env/a.yml ", "", "/other/b.yml")))
        .containsExactly(Path.of("/project/env/a.yml"), Path.of("/other/b.yml"));
    reader.check();
  }

  @Test
  void fileOr_takesWhatIsNamed_elseTheFirstThatIsThere(@TempDir Path project)
      throws IOException {
    ParameterReader here = new ParameterReader(project);
    assertThat(here.fileOr(null, "a.yml", "b.yml")).isNull();
    Files.writeString(project.resolve("b.yml"), "");
    assertThat(here.fileOr(" ", "a.yml", "b.yml")).isEqualTo(project.resolve("b.yml"));
    Files.writeString(project.resolve("a.yml"), "");
    assertThat(here.fileOr(null, "a.yml", "b.yml")).isEqualTo(project.resolve("a.yml"));
    assertThat(here.fileOr("c.yml", "a.yml", "b.yml")).isEqualTo(project.resolve("c.yml"));
  }

  @Test
  void texts_blankAndNull_areLeftOut() {
    assertThat(reader.texts(Arrays.asList(" a ", null, " "))).containsExactly("a");
    assertThat(reader.texts(null)).isEmpty();
    assertThat(reader.text(" ")).isNull();
    assertThat(reader.file(null)).isNull();
  }

  @Test
  void bytes_withAndWithoutUnits_areCounted() {
    assertThat(reader.bytes("p", "0")).hasValue(0);
    assertThat(reader.bytes("p", " 1.5 kB ")).hasValue(1500);
    assertThat(reader.bytes("p", "5GB")).hasValue(5_000_000_000L);
    assertThat(reader.bytes("p", "2 gib")).hasValue(2L << 30);
    assertThat(reader.bytes("p", " ")).isEmpty();
    reader.check();
    for (String wrong : List.of("-1", "1,5 GB", "5 gigs", "GB", "999999999999999 TiB")) {
      assertThat(reader.bytes("p", wrong)).isEmpty();
    }
    assertThatThrownBy(reader::check)
        .hasMessageStartingWith(
            "HERM-PARAM-001 parameter p: '-1' is not a size\n  Fix: write it as 5GB, 500 MiB or 0");
  }

  @Test
  void duration_countedIsoAndNone_areTaken() {
    assertThat(reader.duration("p", "30d")).isEqualTo(Duration.ofDays(30));
    assertThat(reader.duration("p", "PT1H")).isEqualTo(Duration.ofHours(1));
    assertThat(reader.duration("p", "None")).isNull();
    reader.check();
    assertThat(reader.duration("p", "a month")).isNull();
    assertThatThrownBy(reader::check)
        .hasMessage(
            "HERM-PARAM-001 parameter p: 'a month' is not a duration\n"
                + "  Fix: write it as 12h, 30d, 8w or none");
  }

  @Test
  void mirrors_pairs_becomeAMap() {
    assertThat(
            reader.mirrors(List.of("https://a/x = http://b/y?z=1", "https://c=file:///srv/channel")))
        .isEqualTo(Map.of("https://a/x", "http://b/y?z=1", "https://c", "file:///srv/channel"));
    reader.check();
  }

  @Test
  void multichannels_flatAndFromAPom_areTheSame() {
    Map<String, List<String>> groups =
        Map.of("ours", List.of("https://a/x?y=1", "b[linux-64,noarch]"), "labs", List.of("c", "./d=e"));
    assertThat(
            reader.multichannels(
                List.of("ours = https://a/x?y=1, b[linux-64,noarch]", "labs=c,./d=e")))
        .isEqualTo(groups);
    assertThat(reader.multichannels(List.of("ours=a", " b", "c;labs=d", "e;", "empty=")))
        .isEqualTo(
            Map.of("ours", List.of("a", "b", "c"), "labs", List.of("d", "e"), "empty", List.of()));
    assertThat(reader.multichannels(null)).isEmpty();
    reader.check();
  }

  @Test
  void choices_anyCase_areTaken() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(reader.channelPriority("STRICT")).isEqualTo(ChannelPriority.STRICT);
      assertThat(reader.channelPriority(" disabled")).isEqualTo(ChannelPriority.DISABLED);
      assertThat(reader.pipMode("IGNORE")).isEqualTo(PipMode.IGNORE);
    } finally {
      Locale.setDefault(before);
    }
    reader.check();
  }

  @Test
  void flag_trueFalseAndBlank_areTaken() {
    assertThat(reader.flag("hermetic.frozen", " True ")).isTrue();
    assertThat(reader.flag("hermetic.frozen", "false")).isFalse();
    assertThat(reader.flag("hermetic.frozen", null)).isNull();
    assertThat(reader.flag("hermetic.allowDefaults", " ", true)).isTrue();
    reader.check();
  }

  @Test
  void flag_anotherWord_isNotTakenForFalse() {
    reader.flag("hermetic.frozen", "yes");
    assertThatThrownBy(reader::check)
        .hasMessage(
            """
            HERM-PARAM-001 parameter hermetic.frozen: 'yes' is neither true nor false
              Fix: take one of true, false""");
  }

  @Test
  void lockfile_thatIsAnInput_isRefused() {
    List<Path> environments = List.of(folder.resolve("env/a.yml"));
    reader.lockfile(folder.resolve("conda-lock.yml"), environments, null);
    reader.check();
    reader.lockfile(folder.resolve("./env/x/../a.yml"), environments, null);
    assertThatThrownBy(reader::check)
        .hasMessage(
            """
            HERM-PARAM-001 parameter hermetic.lockfile: 'a.yml' is what is to be locked, and would\
             be overwritten
              Fix: name another file, for example conda-lock.yml""");
  }

  @Test
  void platforms_good_areTaken() {
    assertThat(reader.platforms(List.of("linux-64", "osx-arm64")))
        .containsExactly(Platform.LINUX_64, Platform.OSX_ARM64);
  }

  @Test
  void check_everythingWrong_tellsAllAtOnce() {
    reader.files("hermetic.environment", List.of());
    reader.platforms(List.of("Linux", "linux-64", "macos-64"));
    reader.mirrors(List.of("conda-forge", "https://a=https://b", "https://a=https://c"));
    reader.multichannels(List.of("a=b", "c;a=d"));
    reader.multichannels(List.of("https://joe:pw@a/x"));
    reader.channelPriority("strong");
    reader.pipMode("install");
    assertThatThrownBy(reader::check)
        .isInstanceOf(HermeticException.class)
        .hasMessage(
            """
            HERM-PARAM-001 parameter hermetic.environment: names no file
              Fix: name at least one environment file
            HERM-PARAM-001 parameter hermetic.platforms: 'Linux' is not a platform
              Fix: take some of emscripten-wasm32, freebsd-64, linux-32, linux-64, linux-aarch64,\
             linux-armv6l, linux-armv7l, linux-ppc64, linux-ppc64le, linux-riscv64, linux-s390x,\
             osx-64, osx-arm64, wasi-wasm32, win-32, win-64, win-arm64, zos-z
            HERM-PARAM-001 parameter hermetic.platforms: 'macos-64' is not a platform
              Fix: take some of emscripten-wasm32, freebsd-64, linux-32, linux-64, linux-aarch64,\
             linux-armv6l, linux-armv7l, linux-ppc64, linux-ppc64le, linux-riscv64, linux-s390x,\
             osx-64, osx-arm64, wasi-wasm32, win-32, win-64, win-arm64, zos-z
            HERM-PARAM-001 parameter hermetic.mirrors: 'conda-forge' is not a pair of URLs
              Fix: write from=to, for example https://conda.anaconda.org=https://mirror.example/conda
            HERM-PARAM-001 parameter hermetic.mirrors: 'https://a' has two mirrors
              Fix: keep one of them
            HERM-PARAM-001 parameter hermetic.multichannels: 'a' is given twice
              Fix: name its channels in one place
            HERM-PARAM-001 parameter hermetic.multichannels: the channel 'https://***@a/x' stands in\
             no group
              Fix: write name=channel,channel, for example ours=https://conda.example/a,conda-forge
            HERM-PARAM-001 parameter hermetic.channelPriority: 'strong' is not a choice
              Fix: take one of strict, flexible, disabled
            HERM-PARAM-001 parameter hermetic.pip: 'install' is not a choice
              Fix: take one of fail, ignore, lock""");
  }
}
