package dev.hermetic.version;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hermetic.testkit.SharedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;

/** The vectors of {@code ../shared/data/versions}; where they are missing the test is skipped. */
public final class Vectors {
  private Vectors() {}

  public static JsonNode json(String name) throws IOException {
    return new ObjectMapper().readTree(SharedData.data("versions/" + name).toFile());
  }

  public static List<String> lines(String name) throws IOException {
    return Files.readAllLines(SharedData.data("versions/" + name), StandardCharsets.UTF_8);
  }
}
