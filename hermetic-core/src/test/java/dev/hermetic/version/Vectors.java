package dev.hermetic.version;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The files of {@code ../shared/data}; where the folder is missing the test is skipped. */
public final class Vectors {
  private Vectors() {}

  /** A file or folder below {@code data}. */
  public static Path path(String name) {
    Path data = Path.of(System.getProperty("hermetic.shared", "../shared")).resolve("data");
    Assumptions.assumeTrue(Files.isDirectory(data), "../shared is not here");
    return data.resolve(name);
  }

  public static JsonNode json(String name) throws IOException {
    return new ObjectMapper().readTree(path("versions").resolve(name).toFile());
  }

  public static List<String> lines(String name) throws IOException {
    return Files.readAllLines(path("versions").resolve(name), StandardCharsets.UTF_8);
  }
}
