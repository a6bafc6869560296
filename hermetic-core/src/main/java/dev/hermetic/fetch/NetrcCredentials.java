package dev.hermetic.fetch;

import dev.hermetic.problem.HermeticException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Credentials from a {@code .netrc} file, by host name. The file is read when credentials are first
 * asked for; one that does not exist knows none. Safe for use by several threads.
 */
public final class NetrcCredentials implements CredentialSource {
  private final Path file;
  private @Nullable List<NetrcEntry> entries;

  public NetrcCredentials(Path file) {
    this.file = file;
  }

  /**
   * The user's file: {@code $NETRC} where it is set, else {@code .netrc} in the home directory,
   * else {@code _netrc} there, as curl looks for it.
   */
  public static NetrcCredentials ofUser(Map<String, String> environment, Path home) {
    String named = environment.get("NETRC");
    if (named != null && !named.isEmpty()) {
      return new NetrcCredentials(Path.of(named));
    }
    Path usual = home.resolve(".netrc");
    return new NetrcCredentials(
        Stream.of(usual, home.resolve("_netrc")).filter(Files::exists).findFirst().orElse(usual));
  }

  /**
   * The first entry for the host, else the default entry.
   *
   * @throws HermeticException HERM-NET-014 when the file is malformed, HERM-NET-016 when it cannot
   *     be read
   */
  @Override
  public Optional<Credential> find(URI uri) {
    String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    return entries().stream()
        .filter(entry -> entry.machine() == null || entry.machine().equals(host))
        .findFirst()
        .map(NetrcEntry::credential);
  }

  @Override
  public String describe() {
    return String.valueOf(file.getFileName());
  }

  private synchronized List<NetrcEntry> entries() {
    List<NetrcEntry> result = entries;
    if (result == null) {
      result = read();
      entries = result;
    }
    return result;
  }

  private List<NetrcEntry> read() {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      return new NetrcParser(file.toString().replace('\\', '/'), text).parse();
    } catch (IOException e) {
      throw new HermeticException(
          NetProblems.unreadable(file.toString(), LocalFiles.reason(e)), e);
    }
  }
}
