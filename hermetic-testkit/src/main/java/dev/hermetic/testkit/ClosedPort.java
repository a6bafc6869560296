package dev.hermetic.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port of this machine that refuses every connection. It is taken until it is closed, so that no
 * other program gets it meanwhile, and nobody listens.
 */
public final class ClosedPort implements AutoCloseable {
  private final Socket socket = new Socket();

  private ClosedPort() throws IOException {
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  /** A free one. */
  public static ClosedPort take() {
    try {
      return new ClosedPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code 127.0.0.1:PORT}. */
  public String host() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
