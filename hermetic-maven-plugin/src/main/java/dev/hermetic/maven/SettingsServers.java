package dev.hermetic.maven;

import dev.hermetic.fetch.Credential;
import dev.hermetic.fetch.CredentialSource;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;

/**
 * The servers of settings.xml. A server's id is {@code host:port}, or the host alone for every port,
 * and may go on with the beginning of a path, {@code host/channel}: the longest that fits counts. One
 * with a password and no user name holds a bearer token. Passwords are decrypted when asked for.
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
    List<String> hosts = List.of(name + ":" + port(uri), name);
    return paths(uri)
        .flatMap(path -> hosts.stream().map(one -> byId(one, path)))
        .flatMap(Optional::stream)
        .findFirst()
        .flatMap(this::credential);
  }

  /** The credential of the server with exactly this id. */
  Optional<Credential> named(String id) {
    return servers.stream()
        .filter(server -> id.equals(server.getId()))
        .findFirst()
        .flatMap(this::credential);
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

  /** The path and all folders above it, without a slash at the end; the longest first. */
  private static Stream<String> paths(URI uri) {
    String path = uri.getPath() == null ? "" : uri.getPath();
    return Stream.iterate(
        path.endsWith("/") ? path.substring(0, path.length() - 1) : path,
        one -> one != null,
        one -> one.isEmpty() ? null : one.substring(0, Math.max(0, one.lastIndexOf('/'))));
  }

  /** Hosts are of any case, paths are not. */
  private Optional<Server> byId(String host, String path) {
    return servers.stream()
        .filter(
            server -> {
              String id = server.getId() == null ? "" : server.getId();
              int slash = id.indexOf('/');
              String idHost = slash < 0 ? id : id.substring(0, slash);
              String idPath = slash < 0 ? "" : id.substring(slash);
              return idHost.toLowerCase(Locale.ROOT).equals(host) && idPath.equals(path);
            })
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
