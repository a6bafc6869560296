package dev.hermetic.solve.golden;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStream;
import dev.hermetic.repodata.Repodata;
import dev.hermetic.solve.JsonRepodata;
import dev.hermetic.solve.SolveRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The golden requests and the channels they speak of, each subdir read once. */
public final class GoldenData {
  private static final String ALIAS = "https://conda.anaconda.org/";

  private final Path data;
  private final ObjectMapper mapper = new ObjectMapper();
  private final Map<String, Repodata> repodata = new TreeMap<>();

  private GoldenData(Path shared) {
    this.data = shared.resolve("data");
  }

  /** From the folder named by the system property {@code hermetic.shared}. */
  public static GoldenData ofSystemProperty() {
    return new GoldenData(Path.of(System.getProperty("hermetic.shared", "../shared")));
  }

  public boolean isHere() {
    return Files.isDirectory(data);
  }

  public List<GoldenRequest> requests() throws IOException {
    List<GoldenRequest> requests = new ArrayList<>();
    Path file = data.resolve("golden/solve/solutions.jsonl.zst");
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new ZstdInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        requests.add(GoldenRequest.of(mapper.readTree(line)));
      }
    }
    List<Path> hard = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(data.resolve("golden/hard"), "*.json")) {
      files.forEach(hard::add);
    }
    hard.sort(null);
    for (Path path : hard) {
      requests.add(GoldenRequest.of(mapper.readTree(Files.readAllBytes(path))));
    }
    return requests;
  }

  public SolveRequest asSolveRequest(GoldenRequest golden) {
    List<List<Repodata>> channels = new ArrayList<>();
    for (String channel : golden.channels()) {
      List<Repodata> parts = new ArrayList<>();
      for (String subdir : List.of(golden.platform().subdir(), "noarch")) {
        Path folder = data.resolve("channels").resolve(channel).resolve(subdir);
        if (Files.isDirectory(folder)) {
          parts.add(repodata.computeIfAbsent(channel + "/" + subdir, key -> read(folder)));
        }
      }
      channels.add(parts);
    }
    return new SolveRequest(
        golden.platform(),
        golden.specs(),
        golden.virtualPackages(),
        channels,
        golden.priority(),
        null);
  }

  private static Repodata read(Path folder) {
    Path packed = folder.resolve("repodata.json.zst");
    String channel = ALIAS + folder.getParent().getFileName();
    try {
      return JsonRepodata.read(
          Files.exists(packed) ? packed : folder.resolve("repodata.json"),
          channel,
          folder.getFileName().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
