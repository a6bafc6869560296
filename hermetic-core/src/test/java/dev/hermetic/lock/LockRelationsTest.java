package dev.hermetic.lock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hermetic.channel.Channel;
import dev.hermetic.event.Event;
import dev.hermetic.platform.Platform;
import dev.hermetic.testkit.TestChannel;
import dev.hermetic.testkit.TestPackage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Channels that say which others they belong together with (CEP-42). */
class LockRelationsTest {
  @TempDir Path directory;

  /** A channel with {@code lib} of this version, and {@code only-<name>}. */
  private void channel(String name, String version, String base, String overrides) {
    Path folder =
        TestChannel.create()
            .withSubdirs("linux-64", "win-64")
            .add(
                TestPackage.of("lib", version),
                TestPackage.of("only-" + name, "1.0", "lib").withNoarch("generic"))
            .write(directory.resolve(name));
    LockChannel.rewrite(
        folder,
        root -> {
          ObjectNode relations =
              ((ObjectNode) root.get("info")).putObject("channel_relations");
          relations.put("unknown", 7);
          if (base != null) {
            relations.put("base", base);
          }
          if (overrides != null) {
            relations.put("overrides", overrides);
          }
        });
  }

  private LockProject project(String specs, String... channels) {
    String[] urls =
        List.of(channels).stream().map(this::url).toArray(String[]::new);
    return new LockProject(directory.resolve("project"))
        .platforms(Platform.LINUX_64)
        .channels(urls)
        .environment("dependencies: [" + specs + "]");
  }

  private String url(String channel) {
    return TestChannel.url(directory.resolve(channel));
  }

  private static List<String> locked(LockProject project) {
    return project.lock().lockfile().packages().stream()
        .map(one -> one.name() + " " + one.version())
        .sorted()
        .toList();
  }

  private static List<String> warnings(LockProject project) {
    return project.events.stream()
        .filter(event -> event instanceof Event.Warning)
        .map(event -> ((Event.Warning) event).problem().render())
        .toList();
  }

  @Test
  void base_comesBeforeTheChannel_andIsNotInTheLocksChannels() {
    channel("top", "2.0", "../base", null);
    channel("base", "1.0", null, null);
    LockProject project = project("only-top, only-base", "top");
    assertThat(locked(project)).containsExactly("lib 1.0", "only-base 1.0", "only-top 1.0");
    assertThat(project.lock().lockfile().metadata().channels())
        .extracting("url")
        .containsExactly(url("top"));
    assertThat(project.lock().lockfile().metadata().custom())
        .containsEntry("hermetic_places", url("base"));
    assertThat(project.service().check(project.request()).problems()).isEmpty();
    assertThat(warnings(project))
        .first()
        .isEqualTo(
            "HERM-CHAN-101 "
                + url("top")
                + ": the channel belongs together with "
                + url("base")
                + ", which is used too, before it\n"
                + "  Fix: list both in `channels:`, in the order that you want");
  }

  @Test
  void overridden_comesAfterTheChannel() {
    channel("top", "2.0", null, "../main");
    channel("main", "3.0", null, null);
    LockProject project = project("only-top, only-main", "top");
    assertThat(locked(project)).containsExactly("lib 2.0", "only-main 1.0", "only-top 1.0");
    assertThat(warnings(project)).hasSize(1).first().asString().contains(", after it");
  }

  @Test
  void orderOfTheUser_standsAgainstRelations() {
    channel("top", "2.0", "../base", null);
    channel("base", "1.0", null, null);
    LockProject project = project("lib", "top", "base");
    assertThat(locked(project)).containsExactly("lib 2.0");
    assertThat(warnings(project)).isEmpty();
  }

  @Test
  void relationsOfRelations_areFollowed() {
    channel("c", "3.0", "../b", null);
    channel("b", "2.0", "../a", null);
    channel("a", "1.0", null, null);
    assertThat(locked(project("lib, only-a, only-b", "c")))
        .containsExactly("lib 1.0", "only-a 1.0", "only-b 1.0");
  }

  @Test
  void circle_isTold() {
    channel("top", "2.0", "../base", null);
    channel("base", "1.0", "../top", null);
    assertThat(project("lib", "top").failure())
        .isEqualTo(
            "HERM-CHAN-006 "
                + url("base")
                + ": the channels that it says it belongs together with cannot be used: they go"
                + " round in a circle: ["
                + url("base")
                + ", "
                + url("top")
                + "]\n"
                + "  Fix: list the channels yourself in the order that you want; where it stays so,"
                + " tell the owner of the channel");
    assertThat(locked(project("lib", "top", "base"))).containsExactly("lib 2.0");
  }

  @Test
  void sameChannelBeforeAndAfter_isTold() {
    channel("top", "2.0", "../base", "../base");
    channel("base", "1.0", null, null);
    assertThat(project("lib", "top").failure())
        .startsWith("HERM-CHAN-006 ")
        .contains(" is to come before it and after it\n");
  }

  @Test
  void referenceToAnotherServer_isTold() {
    channel("top", "2.0", "https://evil.example/x", null);
    assertThat(project("lib", "top").failure())
        .startsWith("HERM-CHAN-006 ")
        .contains(": `https://evil.example/x` leads to no channel\n");
  }

  @Test
  void chainWithoutEnd_isTold() {
    for (int i = 0; i < 13; i++) {
      channel("c" + i, "1.0", "../c" + (i + 1), null);
    }
    assertThat(project("lib", "c0").failure())
        .startsWith("HERM-CHAN-006 ")
        .contains(": more than 10 steps lead to it\n");
  }

  @Test
  void channelThatIsNotThere_isTold() {
    channel("top", "2.0", "../nowhere", null);
    assertThat(project("lib", "top").failure()).startsWith("HERM-REPO-003 " + url("nowhere"));
  }

  /** Between those asked for, beside whom it belongs to. */
  @Test
  void sorted_relatedChannels_areBesideTheirOwn() {
    RelatedChannels channels = new RelatedChannels(List.of(plain("x"), plain("y")));
    channels.relate(plain("base"), plain("y"));
    channels.relate(plain("x"), plain("main"));
    assertThat(channels.sorted()).containsExactly(plain("x"), plain("main"), plain("base"), plain("y"));
  }

  private static Channel plain(String name) {
    String url = "https://e.org/" + name;
    return new Channel(name, url, url, List.of(url));
  }

  @Test
  void filesKeptInsideOfTheChannelElsewhere_areNamedAndPassTheCheck() {
    channel("top", "2.0", null, null);
    LockChannel.rewrite(
        directory.resolve("top"),
        root -> {
          ((ObjectNode) root).put("repodata_version", 2);
          ((ObjectNode) root.get("info")).put("base_url", "../files/linux-64");
        });
    LockProject project = project("lib", "top");
    assertThat(project.lock().lockfile().metadata().custom())
        .containsEntry("hermetic_places", url("top") + "/files");
    assertThat(project.service().check(project.request()).problems()).isEmpty();
  }
}
