package dev.hermetic.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.environment.Environment.RequestedChannel;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Location;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MultichannelsTest {
  private static final String ALIAS = "https://conda.anaconda.org";
  private static final Map<String, List<String>> GROUPS =
      Map.of(
          "ours", List.of("https://$TOKEN@conda.example/a", "bioconda[linux-64]"),
          "all", List.of("https://conda.example/b", "conda-forge", "pkgs/main"));

  private static ChannelResolver resolver(Map<String, List<String>> groups) {
    return new ChannelResolver(
        new ChannelSettings(
            ALIAS,
            true,
            new TreeMap<>(Map.of("https://conda.example", "https://mirror.example/x")),
            new TreeMap<>(groups),
            Path.of("/work/project"),
            Map.of("TOKEN", "tk-s3cret")));
  }

  private static List<RequestedChannel> requests(String... texts) {
    return Arrays.stream(texts)
        .map(text -> new RequestedChannel(text, new Location("environment.yml", 3, 5)))
        .toList();
  }

  private static List<Channel> resolve(String... texts) {
    return resolver(GROUPS).resolve(requests(texts), Platform.LINUX_64);
  }

  @Test
  void resolve_group_isItsMembersInOrder() {
    assertThat(resolve("ours", "conda-forge"))
        .extracting(Channel::baseUrl)
        .containsExactly("https://conda.example/a", ALIAS + "/bioconda", ALIAS + "/conda-forge");
    assertThat(resolve("ours").get(1).subdirs()).containsExactly("linux-64");
  }

  @Test
  void resolve_memberThatIsListedToo_keepsItsFirstPlace() {
    assertThat(resolve("conda-forge", "all"))
        .extracting(Channel::baseUrl)
        .containsExactly(
            ALIAS + "/conda-forge",
            "https://conda.example/b",
            "https://repo.anaconda.com/pkgs/main");
  }

  @Test
  void resolve_member_isMirroredAndMayBeForbidden() {
    assertThat(resolve("ours").get(0).fetchUrls()).containsExactly("https://mirror.example/x/a");
    ChannelResolver strict =
        new ChannelResolver(
            new ChannelSettings(
                ALIAS, false, new TreeMap<>(), new TreeMap<>(GROUPS), Path.of("/"), Map.of()));
    assertThatThrownBy(() -> strict.resolve(requests("all"), Platform.LINUX_64))
        .hasMessageStartingWith("HERM-CHAN-002 hermetic.multichannels (all): the channel ");
  }

  @Test
  void record_group_isItsMembersWithoutSecrets() {
    assertThat(resolver(GROUPS).record(requests("all", "ours", "conda-forge")))
        .extracting(RecordedChannel::url)
        .containsExactly(
            "https://conda.example/b",
            "conda-forge",
            "pkgs/main",
            "https://${TOKEN}@conda.example/a",
            "bioconda[linux-64]");
    assertThat(resolver(GROUPS).record(requests("conda-forge", "conda-forge"))).hasSize(2);
  }

  @Test
  void matches_group_isAnyOfItsMembers() {
    ChannelResolver resolver = resolver(GROUPS);
    Channel forge = resolve("conda-forge").get(0);
    Channel a = resolve("ours").get(0);
    assertThat(resolver.matches("all", forge)).isTrue();
    assertThat(resolver.matches("ours", forge)).isFalse();
    assertThat(resolver.matches("ours", a)).isTrue();
    assertThat(resolver.isMultichannel("ours")).isTrue();
    assertThat(resolver.isMultichannel("conda-forge")).isFalse();
  }

  @Test
  void resolve_memberThatIsNoChannel_isToldWithItsGroup() {
    assertThatThrownBy(
            () ->
                resolver(Map.of("ours", List.of("a", "s3://b/c", "https://$MISSING@x.example/y")))
                    .resolve(requests("ours"), Platform.LINUX_64))
        .hasMessageStartingWith(
            "HERM-CHAN-001 hermetic.multichannels (ours): channels by s3 are not supported")
        .hasMessageContaining("HERM-CHAN-003 hermetic.multichannels (ours): ");
    // A parent POM may have groups that a project does not use.
    assertThat(resolver(Map.of("unused", List.of("https://$MISSING@x.example/y")))).isNotNull();
  }

  @Test
  void resolve_subdirOfAGroup_isTold() {
    assertThatThrownBy(() -> resolve("ours/linux-64", "all[noarch]"))
        .hasMessage(
            """
            HERM-CHAN-007 environment.yml:3:5: the multichannel ours is asked for with a subdir:\
             ours/linux-64
              Fix: write ours, and the subdir after its channels in hermetic.multichannels
            HERM-CHAN-007 environment.yml:3:5: the multichannel all is asked for with a subdir:\
             all[noarch]
              Fix: write all, and the subdir after its channels in hermetic.multichannels""");
  }

  @Test
  void of_brokenGroups_areAllTold() {
    assertThatThrownBy(
            () ->
                resolver(
                    Map.of(
                        "defaults", List.of("conda-forge"),
                        "empty", List.of(),
                        "nested", List.of("fine", "conda-forge", "defaults"),
                        "fine", List.of("conda-forge"))))
        .isInstanceOf(HermeticException.class)
        .hasMessage(
            """
            HERM-CHAN-007 hermetic.multichannels: 'defaults' cannot be the name of a multichannel
              Fix: take another name of letters, digits, dots and dashes; where a channel is fetched\
             from is set with hermetic.mirrors
            HERM-CHAN-007 hermetic.multichannels: the multichannel empty has no channels
              Fix: write empty=CHANNEL,CHANNEL, or take it out
            HERM-CHAN-007 hermetic.multichannels: the multichannel nested has another group as a\
             member: fine
              Fix: write names or URLs of the channels themselves
            HERM-CHAN-007 hermetic.multichannels: the multichannel nested has another group as a\
             member: defaults
              Fix: write names or URLs of the channels themselves""");
  }
}
