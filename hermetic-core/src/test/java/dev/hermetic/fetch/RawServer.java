package dev.hermetic.fetch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Answers each connection with given bytes and closes it: what a broken server does. */
final class RawServer implements AutoCloseable {
  final List<String> requestLines = new CopyOnWriteArrayList<>();
  final List<String> headerLines = new CopyOnWriteArrayList<>();
  private final ServerSocket socket;

  RawServer(Supplier<String> answers) throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(() -> serve(answers), "raw-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(Supplier<String> answers) {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        String line = in.readLine();
        if (line == null) {
          continue;
        }
        requestLines.add(line);
        for (line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
          headerLines.add(line);
        }
        client.getOutputStream().write(answers.get().getBytes(StandardCharsets.UTF_8));
        client.getOutputStream().flush();
      } catch (IOException e) {
        // The client left, or the test is over.
        continue;
      }
    }
  }

  int port() {
    return socket.getLocalPort();
  }

  String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
