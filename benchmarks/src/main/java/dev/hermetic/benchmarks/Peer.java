package dev.hermetic.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.luben.zstd.ZstdInputStream;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.platform.VirtualPackages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** rattler's WebAssembly build in a new Node process, with the same repodata, unpacked before. */
final class Peer {
  static final String NAME = "rattler 0.3.5 (WebAssembly)";

  private final Path folder;
  private final Path data;
  private final ObjectMapper mapper = new ObjectMapper();

  /**
   * Installs the peer and unpacks its repodata.
   *
   * @throws IOException where Node or npm is missing, or the package cannot be had
   */
  Peer(Setting setting) throws IOException {
    this.folder = setting.repository().resolve("benchmarks/target/peer");
    Files.createDirectories(folder);
    for (String file : List.of("package.json", "package-lock.json", "solve.cjs")) {
      Files.write(
          folder.resolve(file),
          Files.readAllBytes(setting.repository().resolve("benchmarks/peer").resolve(file)));
    }
    if (!Files.isDirectory(folder.resolve("node_modules/@conda-org/rattler"))) {
      new Command(folder, List.of("npm", "ci", "--no-audit", "--no-fund")).output();
    }
    new Command(folder, List.of("node", "--version")).output();
    this.data = setting.fresh("repodata");
    for (String subdir : Setting.SUBDIRS) {
      Path packed = setting.channels().resolve("conda-forge/" + subdir + "/repodata.json.zst");
      Files.createDirectories(data.resolve(subdir));
      try (InputStream json = new ZstdInputStream(Files.newInputStream(packed))) {
        Files.copy(json, data.resolve(subdir).resolve("repodata.json"));
      }
    }
  }

  /**
   * Solves for each platform, one after the other in one process.
   *
   * @param virtualPackages in the place of each platform's defaults; none: the defaults
   */
  Timing solve(
      List<String> specs, List<VirtualPackage> virtualPackages, List<Platform> platforms)
      throws IOException {
    ObjectNode task = mapper.createObjectNode();
    task.put("channel", Setting.CHANNEL).put("folder", data.toString());
    ArrayNode requests = task.putArray("requests");
    for (Platform platform : platforms) {
      ObjectNode request = requests.addObject().put("platform", platform.subdir());
      specs.forEach(request.putArray("specs")::add);
      ArrayNode virtual = request.putArray("virtualPackages");
      for (VirtualPackage one :
          virtualPackages.isEmpty()
              ? VirtualPackages.forPlatform(platform).packages()
              : virtualPackages) {
        virtual.addArray().add(one.name()).add(one.version()).add(one.build());
      }
    }
    Path file = folder.resolve("requests.json");
    mapper.writeValue(file.toFile(), task);
    return new Command(folder, List.of("node", "solve.cjs", file.toString())).time(answers());
  }

  /** File names of the packages of the last run, by platform. */
  Map<Platform, TreeSet<String>> packages() throws IOException {
    Map<Platform, TreeSet<String>> packages = new TreeMap<>();
    for (String line : Files.readAllLines(answers())) {
      JsonNode answer = mapper.readTree(line);
      TreeSet<String> files = new TreeSet<>();
      answer.get("files").forEach(name -> files.add(name.asText()));
      packages.put(new Platform(answer.get("platform").asText()), files);
    }
    return packages;
  }

  private Path answers() {
    return folder.resolve("answers.jsonl");
  }
}
