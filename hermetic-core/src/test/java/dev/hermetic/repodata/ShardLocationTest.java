package dev.hermetic.repodata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.channel.Channel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardLocationTest {
  private static final String BASE = "https://conda.example.org/lab";

  private static String resolve(String location, String shardsBaseUrl) {
    Channel channel = new Channel("lab", BASE, BASE, List.of(location));
    return ShardLocation.resolve(location, channel, "linux-64", shardsBaseUrl).orElse("none");
  }

  @ParameterizedTest
  @CsvSource({
    "'', https://conda.example.org/lab/linux-64/",
    "./shards/, https://conda.example.org/lab/linux-64/shards/",
    "shards, https://conda.example.org/lab/linux-64/shards/",
    "../shards/, https://conda.example.org/lab/shards/",
    "/all/, https://conda.example.org/all/",
    "https://cdn.example.org/s, https://cdn.example.org/s/",
    "http://cdn.example.org/s/, none",
    "file:///etc/, none",
    "ftp://cdn.example.org/s/, none",
    "'a b{', none"
  })
  void resolve_ofServer(String shardsBaseUrl, String expected) {
    assertThat(resolve(BASE, shardsBaseUrl)).isEqualTo(expected);
  }

  @Test
  void resolve_ofCredentials_keepsThemForTheirServerOnly() {
    String location = "https://user:secret@mirror.example.org/t/tk/lab";
    assertThat(resolve(location, "shards/"))
        .isEqualTo("https://user:secret@mirror.example.org/t/tk/lab/linux-64/shards/");
    assertThat(resolve(location, "https://mirror.example.org/s/"))
        .isEqualTo("https://user:secret@mirror.example.org/s/");
    assertThat(resolve(location, "https://mirror.example.org:8443/s/"))
        .isEqualTo("https://mirror.example.org:8443/s/");
    assertThat(resolve(location, "https://cdn.example.org/s/"))
        .isEqualTo("https://cdn.example.org/s/");
    assertThat(resolve(location, BASE + "/linux-64/shards/"))
        .as("the channel's own place is the mirror's")
        .isEqualTo(location + "/linux-64/shards/");
  }

  @Test
  void resolve_ofFolder_staysOnThisMachineOrGoesToAServer() {
    assertThat(resolve("file:///srv/lab", "shards/")).isEqualTo("file:///srv/lab/linux-64/shards/");
    assertThat(resolve("file:///srv/lab", "https://cdn.example.org/s/"))
        .isEqualTo("https://cdn.example.org/s/");
  }
}
