package dev.hermetic.solve.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.problem.Location;
import dev.hermetic.solve.RootSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request and what the reference tools answered.
 *
 * @param written the specs as a user wrote them
 * @param solvable what mamba found
 * @param mambaProblems mamba's words where it found no answer
 * @param contested mamba's answer breaks a rule: its word on solvability does not count
 * @param references by tool, the answers that keep all rules
 */
public record GoldenRequest(
    String id,
    Platform platform,
    List<RootSpec> specs,
    List<String> written,
    List<VirtualPackage> virtualPackages,
    List<String> channels,
    ChannelPriority priority,
    boolean solvable,
    List<String> mambaProblems,
    boolean contested,
    Map<String, List<Chosen>> references) {

  private static final List<String> TOOLS = List.of("mamba_2_8_1", "rattler_0_3_5");

  /** One package of a reference's answer. */
  public record Chosen(String name, String version, String build) {}

  static GoldenRequest of(JsonNode node) {
    Map<String, List<Chosen>> references = new TreeMap<>();
    for (String tool : TOOLS) {
      if (node.has(tool) && !node.path("invalid").has(tool)) {
        List<Chosen> chosen = new ArrayList<>();
        node.get(tool)
            .forEach(
                triple ->
                    chosen.add(
                        new Chosen(
                            triple.get(0).asText(),
                            triple.get(1).asText(),
                            triple.get(2).asText())));
        references.put(tool, List.copyOf(chosen));
      }
    }
    Location location = Location.of(node.get("id").asText());
    return new GoldenRequest(
        node.get("id").asText(),
        new Platform(node.get("platform").asText()),
        texts(node.get("specs")).stream()
            .map(text -> new RootSpec(MatchSpec.parse(text), location))
            .toList(),
        texts(node.get("specs")),
        texts(node.get("virtual_packages")).stream().map(GoldenRequest::virtual).toList(),
        texts(node.get("channels")),
        ChannelPriority.valueOf(node.get("channel_priority").asText().toUpperCase(Locale.ROOT)),
        node.get("solvable").asBoolean(),
        texts(node.path("mamba_problems")),
        node.path("contested").asBoolean(),
        references);
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
