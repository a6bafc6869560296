package dev.hermetic.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Debian's docker-registry on the loopback address, and the other tools that Debian has for images. */
public final class DebianRegistry implements AutoCloseable {
  private final Process process;
  private final int port;

  private DebianRegistry(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Skips the test where a tool is not installed. */
  public static void require(String tool) {
    boolean there =
        Stream.of("/usr/bin/", "/usr/local/bin/")
            .anyMatch(folder -> Files.isExecutable(Path.of(folder + tool)));
    Assumptions.assumeTrue(there, tool + " is not installed (apt-get install " + tool + ")");
  }

  /**
   * Starts one that keeps its data in a folder.
   *
   * @param htpasswd a file with users; empty for a registry that anyone may use
   */
  public static DebianRegistry start(Path folder, String htpasswd)
      throws IOException, InterruptedException {
    require("docker-registry");
    for (int attempt = 0; ; attempt++) {
      int port = freePort();
      Path config = folder.resolve("registry.yml");
      Files.writeString(
          config,
          "version: 0.1\nlog: {level: error}\nstorage:\n  filesystem: {rootdirectory: '"
              + folder.resolve("data")
              + "'}\nhttp:\n  addr: 127.0.0.1:"
              + port
              + "\n"
              + (htpasswd.isEmpty()
                  ? ""
                  : "auth:\n  htpasswd: {realm: test, path: '" + htpasswd + "'}\n"));
      Process process =
          new ProcessBuilder("docker-registry", "serve", config.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("registry.log").toFile())
              .start();
      if (listens(process, port)) {
        return new DebianRegistry(process, port);
      }
      process.destroyForcibly().waitFor();
      if (attempt == 2) {
        throw new IOException(Files.readString(folder.resolve("registry.log")));
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean listens(Process process, int port) throws InterruptedException {
    for (int i = 0; i < 200 && process.isAlive(); i++) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        return true;
      } catch (IOException e) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
    return false;
  }

  /** {@code 127.0.0.1:PORT}. */
  public String host() {
    return "127.0.0.1:" + port;
  }

  /** What a tool prints; fails with it when the tool does. */
  public static String run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + ": " + said);
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
