package dev.hermetic.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStream;
import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.problem.Location;
import dev.hermetic.solve.RootSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A request that reference tools have answered.
 *
 * @param texts the specs as they were written
 * @param hard whether it is one of the large real environments
 * @param elsewhere seconds that references took for it, on another machine; empty when unknown
 */
record Golden(
    String id,
    Platform platform,
    List<String> texts,
    List<RootSpec> specs,
    List<VirtualPackage> virtualPackages,
    List<String> channels,
    ChannelPriority priority,
    boolean hard,
    String elsewhere) {

  /** All requests in the order of their files, the hard ones last. */
  static List<Golden> read(Setting setting) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    Path folder = setting.shared().resolve("data/golden");
    List<Golden> requests = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new ZstdInputStream(
                    Files.newInputStream(folder.resolve("solve/solutions.jsonl.zst"))),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        requests.add(of(mapper.readTree(line), false));
      }
    }
    try (Stream<Path> files = Files.list(folder.resolve("hard"))) {
      for (Path file : files.sorted().toList()) {
        requests.add(of(mapper.readTree(Files.readAllBytes(file)), true));
      }
    }
    return requests;
  }

  private static Golden of(JsonNode node, boolean hard) {
    String id = node.get("id").asText();
    return new Golden(
        id,
        new Platform(node.get("platform").asText()),
        texts(node.get("specs")),
        roots(id, texts(node.get("specs"))),
        texts(node.get("virtual_packages")).stream().map(Golden::virtual).toList(),
        texts(node.get("channels")),
        ChannelPriority.valueOf(node.get("channel_priority").asText().toUpperCase(Locale.ROOT)),
        hard,
        node.has("mamba_wall_seconds")
            ? "mamba "
                + node.get("mamba_wall_seconds").asText()
                + " s, rattler "
                + node.get("rattler_wall_seconds").asText()
                + " s"
            : "");
  }

  private static List<RootSpec> roots(String id, List<String> texts) {
    return texts.stream()
        .map(text -> new RootSpec(MatchSpec.parse(text), Location.of(id)))
        .toList();
  }

  /** The same request with some of the specs. */
  Golden with(List<String> some) {
    return new Golden(
        id, platform, some, roots(id, some), virtualPackages, channels, priority, hard, elsewhere);
  }

  static List<Golden> hard(Setting setting) throws IOException {
    return read(setting).stream().filter(Golden::hard).toList();
  }

  private static List<String> texts(JsonNode array) {
    List<String> result = new ArrayList<>();
    array.forEach(element -> result.add(element.asText()));
    return List.copyOf(result);
  }

  private static VirtualPackage virtual(String text) {
    String[] parts = text.split("=");
    return new VirtualPackage(parts[0], parts[1], parts.length > 2 ? parts[2] : "0");
  }
}
