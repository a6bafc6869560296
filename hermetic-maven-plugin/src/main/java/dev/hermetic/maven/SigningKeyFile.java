package dev.hermetic.maven;

import dev.hermetic.attest.SigningKey;
import dev.hermetic.fetch.Credential;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The private key by which images are signed, and what opens it.
 *
 * @param shown the file as users are told of it
 * @param password empty where nobody gives one, as keys without encryption need none
 */
record SigningKeyFile(Path file, String shown, Optional<String> password) {
  private static final String PASSWORD = "COSIGN_PASSWORD";

  /**
   * As parameters name it.
   *
   * @param key the file
   * @param server the id of the server in settings.xml whose password opens it; without one, the
   *     environment variable {@code COSIGN_PASSWORD} does
   * @param reader is told of a server that is not there
   */
  static SigningKeyFile of(
      AbstractHermeticMojo mojo, ParameterReader reader, String key, @Nullable String server) {
    Path file = mojo.folder().resolve(key);
    return new SigningKeyFile(file, mojo.shown(file), password(mojo, reader, server));
  }

  private static Optional<String> password(
      AbstractHermeticMojo mojo, ParameterReader reader, @Nullable String server) {
    String id = reader.text(server);
    if (id == null) {
      return Optional.ofNullable(mojo.environmentVariables().get(PASSWORD));
    }
    Optional<Credential> found = mojo.server(id);
    if (found.isEmpty()) {
      reader.problem(
          "hermetic.sign.server",
          "settings.xml has no server '" + id + "' with a password",
          "add it, encrypted with mvn --encrypt-password");
    }
    return found.map(Credential::secret);
  }

  /** The key itself; HERM-ATTEST problems where it is none or does not open. */
  SigningKey open() {
    return SigningKey.read(file, shown, password.map(String::toCharArray).orElse(null));
  }

  /** Tells nobody the password. */
  @Override
  public String toString() {
    return shown;
  }
}
