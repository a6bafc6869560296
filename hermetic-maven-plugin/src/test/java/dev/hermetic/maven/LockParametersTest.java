package dev.hermetic.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.lock.LockRequest.PipMode;
import dev.hermetic.pypi.lock.PipSettings.IndexStrategy;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LockParametersTest {
  private final ParameterReader reader = new ParameterReader(Path.of("/project"));
  private final LockParameters parameters = new LockParameters(reader);

  @Test
  void mirrors_pairs_becomeAMap() {
    assertThat(
            parameters.mirrors(List.of("https://a/x = http://b/y?z=1", "https://c=file:///srv/channel")))
        .isEqualTo(Map.of("https://a/x", "http://b/y?z=1", "https://c", "file:///srv/channel"));
    reader.check();
  }

  @Test
  void multichannels_flatAndFromAPom_areTheSame() {
    Map<String, List<String>> groups =
        Map.of("ours", List.of("https://a/x?y=1", "b[linux-64,noarch]"), "labs", List.of("c", "./d=e"));
    assertThat(
            parameters.multichannels(
                List.of("ours = https://a/x?y=1, b[linux-64,noarch]", "labs=c,./d=e")))
        .isEqualTo(groups);
    assertThat(parameters.multichannels(List.of("ours=a", " b", "c;labs=d", "e;", "empty=")))
        .isEqualTo(
            Map.of("ours", List.of("a", "b", "c"), "labs", List.of("d", "e"), "empty", List.of()));
    assertThat(parameters.multichannels(null)).isEmpty();
    reader.check();
  }

  @Test
  void choices_anyCase_areTaken() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(parameters.channelPriority("STRICT")).isEqualTo(ChannelPriority.STRICT);
      assertThat(parameters.channelPriority(" disabled")).isEqualTo(ChannelPriority.DISABLED);
      assertThat(parameters.pipMode("IGNORE")).isEqualTo(PipMode.IGNORE);
      assertThat(parameters.indexStrategy("First-INDEX")).isEqualTo(IndexStrategy.FIRST_INDEX);
    } finally {
      Locale.setDefault(before);
    }
    reader.check();
  }

  @Test
  void indexStrategy_unknown_isToldWithAllThereAre() {
    parameters.indexStrategy("first_index");
    assertThatThrownBy(reader::check)
        .hasMessage(
            """
            HERM-PARAM-001 parameter hermetic.pip.indexStrategy: 'first_index' is not a choice
              Fix: take one of first-index, unsafe-best-match""");
  }
}
