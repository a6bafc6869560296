package dev.hermetic.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hermetic.lockfile.AtomicFiles;
import dev.hermetic.problem.HermeticException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Reads and writes {@code image.json}. */
public final class FactsFile {
  /** Below the folder of the image. */
  public static final String NAME = "image.json";

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private FactsFile() {}

  /**
   * The facts of the last build.
   *
   * @throws HermeticException HERM-IMAGE-016 when there are none, or they cannot be read
   */
  public static ImageFacts read(Path file) {
    try {
      ImageFacts facts = MAPPER.readValue(Files.readAllBytes(file), ImageFacts.class);
      if (facts.format() == ImageFacts.FORMAT) {
        return facts;
      }
      throw ImageProblems.noFacts(file, "it was written by another version of Hermetic");
    } catch (JsonProcessingException e) {
      throw ImageProblems.noFacts(file, "it is no image.json");
    } catch (IOException e) {
      throw ImageProblems.noFacts(file, "there is no such file, or it cannot be read");
    }
  }

  /** The facts of the last build; empty where there are none that can be read. */
  static Optional<ImageFacts> find(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(read(file));
    } catch (HermeticException e) {
      // It is only compared with; the new facts take its place.
      return Optional.empty();
    }
  }

  /** Writes the facts; the same bytes for the same facts. */
  static void write(Path file, ImageFacts facts) {
    DefaultIndenter indent = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(indent).withArrayIndenter(indent);
    try {
      String text = MAPPER.writer(printer).writeValueAsString(facts) + "\n";
      AtomicFiles.write(Map.of(file, text.getBytes(StandardCharsets.UTF_8)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("facts are plain values", e);
    }
  }
}
