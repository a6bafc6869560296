package dev.hermetic.fetch;

import dev.hermetic.digest.Sha256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hermetic.event.Listener;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.testkit.ChannelServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentDownloadTest {
  @TempDir Path directory;

  @Test
  void fetch_fileBeyondItsLimit_isAProblemAndNotKept() throws IOException {
    Path served = Files.createDirectories(directory.resolve("served"));
    Path file = Files.write(served.resolve("shard"), new byte[5000]);
    try (ChannelServer server = ChannelServer.serving(served)) {
      String url = server.url() + "/shard";
      Path cache = directory.resolve("cache");
      ContentRequest request = new ContentRequest(url, Sha256.hex(file), "a shard", 4999);
      HermeticException problem =
          catchThrowableOfType(
              HermeticException.class,
              () -> new Fetcher(FetchKit.settings(cache), Listener.SILENT).fetch(request));
      assertThat(problem.problems()).hasSize(1);
      assertThat(problem.problems().get(0).render())
          .isEqualTo(
              "HERM-NET-019 " + url + ": the file has 5000 bytes or more, and no honest one has over"
                  + " 4999\n  Fix: tell the owner of the channel, or use a mirror (hermetic.mirrors)");
      assertThat(server.count("/shard")).as("it would be as large again").isEqualTo(1);
      ContentRequest enough = new ContentRequest(url, Sha256.hex(file), "a shard", 5000);
      assertThat(new Fetcher(FetchKit.settings(cache), Listener.SILENT).fetch(enough))
          .hasValueSatisfying(bytes -> assertThat(bytes).hasSize(5000));
    }
  }
}
