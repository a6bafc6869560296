package dev.hermetic.fetch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy for CONNECT that asks for credentials and remembers what it was asked. */
final class TunnelProxy implements AutoCloseable {
  final List<String> lines = new CopyOnWriteArrayList<>();
  private final String authorization;
  private final ServerSocket socket;

  /** @param authorization the value of Proxy-Authorization that it takes */
  TunnelProxy(String authorization) throws IOException {
    this.authorization = authorization;
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::serve);
  }

  private void serve() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        daemon(() -> handle(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void handle(Socket client) {
    try (client) {
      // One byte at a time: what follows the head belongs to the tunnel.
      BufferedReader head =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII), 1);
      String connect = head.readLine();
      boolean allowed = false;
      lines.add(connect);
      for (String line = head.readLine(); !line.isEmpty(); line = head.readLine()) {
        lines.add(line);
        allowed |= line.equalsIgnoreCase("Proxy-Authorization: " + authorization);
      }
      if (!allowed) {
        write(
            client,
            "HTTP/1.1 407 Proxy Authentication Required\r\n"
                + "Proxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n");
        return;
      }
      String target = connect.split(" ")[1];
      int colon = target.lastIndexOf(':');
      try (Socket server =
          new Socket(
              target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)))) {
        write(client, "HTTP/1.1 200 OK\r\n\r\n");
        daemon(() -> copy(client, server));
        copy(server, client);
      }
    } catch (IOException e) {
      // The other side left.
      return;
    }
  }

  private static void write(Socket to, String text) throws IOException {
    to.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    to.getOutputStream().flush();
  }

  private static void copy(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[8192];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        out.write(buffer, 0, count);
        out.flush();
      }
    } catch (IOException e) {
      // The tunnel is over.
      return;
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "tunnel-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return socket.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
