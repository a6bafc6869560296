package dev.hermetic.distro;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A distribution as a text in the cache. */
final class DistroJson {
  private static final JsonMapper MAPPER = new JsonMapper();

  private DistroJson() {}

  private record Kept(
      @Nullable OsRelease release, List<DistroPackage> packages, List<String> gaps) {}

  static String write(Distro distro) {
    try {
      return MAPPER.writeValueAsString(
          new Kept(distro.release().orElse(null), distro.packages(), distro.gaps()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("distributions are plain values", e);
    }
  }

  /** Empty where it is of another version of Hermetic. */
  static Optional<Distro> read(String text) {
    try {
      Kept kept = MAPPER.readValue(text, Kept.class);
      return Optional.of(
          new Distro(Optional.ofNullable(kept.release()), kept.packages(), kept.gaps()));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
