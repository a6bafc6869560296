package dev.hermetic.maven;

import dev.hermetic.fetch.Credential;
import dev.hermetic.fetch.CredentialSource;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;

/**
 * The servers of settings.xml. A server's id is {@code host:port}, or the host alone for every port;
 * one with a password and no user name holds a bearer token. Passwords are decrypted when asked for.
 */
final class SettingsServers implements CredentialSource {
  private final List<Server> servers;
  private final SettingsDecrypter decrypter;

  SettingsServers(List<Server> servers, SettingsDecrypter decrypter) {
    this.servers = List.copyOf(servers);
    this.decrypter = decrypter;
  }

  @Override
  public Optional<Credential> find(URI uri) {
    String host = uri.getHost();
    if (host == null) {
      return Optional.empty();
    }
    String name = host.toLowerCase(Locale.ROOT);
    return byId(name + ":" + port(uri)).or(() -> byId(name)).flatMap(this::credential);
  }

  @Override
  public String describe() {
    return "settings.xml";
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return "http".equalsIgnoreCase(uri.getScheme()) ? 80 : 443;
  }

  private Optional<Server> byId(String id) {
    return servers.stream()
        .filter(server -> server.getId() != null)
        .filter(server -> server.getId().toLowerCase(Locale.ROOT).equals(id))
        .findFirst();
  }

  private Optional<Credential> credential(Server encrypted) {
    SettingsDecryptionResult result =
        decrypter.decrypt(new DefaultSettingsDecryptionRequest(encrypted));
    for (SettingsProblem problem : result.getProblems()) {
      if (problem.getSeverity() != SettingsProblem.Severity.WARNING) {
        throw undecryptable(encrypted);
      }
    }
    Server server = result.getServer();
    String user = server.getUsername();
    String password = server.getPassword();
    if (password == null || password.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Credential(user == null ? "" : user, password));
  }

  private static HermeticException undecryptable(Server server) {
    return new HermeticException(
        new Problem(
            "HERM-PARAM-002",
            Problem.Kind.INPUT,
            "settings.xml, server " + server.getId(),
            "the password cannot be decrypted",
            "encrypt it again with mvn --encrypt-password, and see that settings-security.xml holds"
                + " the master password it was encrypted with"));
  }
}
