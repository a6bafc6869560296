package dev.hermetic.maven;

import dev.hermetic.track.Track;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@code <track>} of a POM. Maven fills the fields; what is left out is as in the project. */
public final class TrackParameter {
  private @Nullable String name;
  private @Nullable List<String> environment;
  private @Nullable List<String> platforms;
  private @Nullable List<String> channels;
  private @Nullable String virtualPackages;
  private @Nullable String cuda;
  private @Nullable String excludeNewer;

  Track read(ParameterReader reader) {
    EnvironmentParameters parameters = new EnvironmentParameters(reader);
    String text = reader.text(name);
    return new Track(
        text == null ? "" : text,
        environment == null ? List.of() : parameters.files("tracks", environment),
        parameters.platforms(platforms),
        reader.texts(channels),
        reader.file(virtualPackages),
        reader.text(cuda),
        reader.text(excludeNewer));
  }
}
