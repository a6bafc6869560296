package dev.hermetic.repodata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.channel.Channel;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.fetch.Fetcher;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.testkit.ChannelServer;
import dev.hermetic.testkit.Fault;
import dev.hermetic.testkit.TestChannel;
import dev.hermetic.testkit.TestPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepodataGatewayTest {
  @TempDir Path served;
  @TempDir Path cache;

  private RepodataGateway gateway(boolean offline) {
    FetchSettings settings =
        new FetchSettings(
            cache,
            offline,
            false,
            List.of(),
            List.of(),
            Map.of(),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            1);
    return new RepodataGateway(new Fetcher(settings, Listener.SILENT), cache);
  }

  private static Channel channel(String url) {
    return new Channel(url, url, url, List.of(url));
  }

  private void serve(String version) {
    TestChannel.create().add(TestPackage.of("a", version).withNoarch("generic")).write(served);
  }

  @Test
  void load_offlineWhereTheServerDeniedTheZstd_takesTheFormInTheCache() {
    serve("1");
    try (ChannelServer server = ChannelServer.serving(served)) {
      server.fail("/noarch/repodata.json.zst", Fault.status(403));
      Channel channel = channel(server.url());
      assertThat(gateway(false).load(channel, "noarch")).isPresent();

      assertThat(gateway(true).load(channel, "noarch").orElseThrow().snapshot().file())
          .isEqualTo("repodata.json");
    }
  }

  @Test
  void load_offlineWithoutAnyForm_namesTheFirst() {
    assertThatThrownBy(() -> gateway(true).load(channel("https://example.org/lab"), "noarch"))
        .isInstanceOf(HermeticException.class)
        .hasMessageContaining("HERM-NET-011 https://example.org/lab/noarch/repodata.json.zst");
  }

  @Test
  void load_newRepodata_sweepsIndexesThatNobodyUsedForLong() throws IOException {
    Channel channel = channel(TestChannel.url(served));
    Path indexes = Files.createDirectories(cache.resolve("index"));
    FileTime longAgo = FileTime.from(Instant.now().minus(IndexFolder.KEPT.plusHours(1)));
    for (String name : List.of("0".repeat(64) + ".idx", "killed.tmp", "notes.txt")) {
      Files.setLastModifiedTime(Files.createFile(indexes.resolve(name)), longAgo);
    }
    Files.createFile(indexes.resolve("building.tmp"));
    serve("1");
    Path first = indexes.resolve(load(channel).snapshot().sha256() + ".idx");
    Files.setLastModifiedTime(first, longAgo);

    load(channel); // used again, so it stays
    serve("2");
    Path second = indexes.resolve(load(channel).snapshot().sha256() + ".idx");

    try (var files = Files.list(indexes)) {
      assertThat(files)
          .containsExactlyInAnyOrder(
              first, second, indexes.resolve("building.tmp"), indexes.resolve("notes.txt"));
    }
  }

  private RepodataGateway.Loaded load(Channel channel) {
    return gateway(false).load(channel, "noarch").orElseThrow();
  }
}
