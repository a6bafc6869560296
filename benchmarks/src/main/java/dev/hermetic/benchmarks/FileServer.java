package dev.hermetic.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Serves the files of a folder on this machine. The kernel sends them, since the server has the
 * processors in common with what is measured: the JDK's own takes half a second of CPU for what one
 * installation fetches.
 */
final class FileServer implements AutoCloseable {
  private final Path folder;
  private final ServerSocketChannel socket;

  FileServer(Path folder) throws IOException {
    this.folder = folder;
    this.socket =
        ServerSocketChannel.open()
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    start(this::accept);
  }

  int port() throws IOException {
    return ((InetSocketAddress) socket.getLocalAddress()).getPort();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (socket.isOpen()) {
      try {
        SocketChannel client = socket.accept();
        start(() -> serve(client));
      } catch (IOException e) {
        // Closed, or a client that left at once.
        continue;
      }
    }
  }

  private void serve(SocketChannel client) {
    try (client) {
      ByteBuffer in = ByteBuffer.allocate(1 << 14);
      while (client.read(in) >= 0) {
        String head = new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1);
        if (head.endsWith("\r\n\r\n")) {
          in.clear();
          answer(client, folder.resolve(head.split(" ")[1].substring(1)));
        }
      }
    } catch (IOException e) {
      // The client left.
      return;
    }
  }

  private static void answer(SocketChannel client, Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      send(client, "404 Not Found", 0);
      return;
    }
    try (FileChannel content = FileChannel.open(file)) {
      long size = content.size();
      send(client, "200 OK", size);
      for (long sent = 0; sent < size; ) {
        sent += content.transferTo(sent, size - sent, client);
      }
    }
  }

  private static void send(SocketChannel client, String status, long size) throws IOException {
    String head = "HTTP/1.1 " + status + "\r\nContent-Length: " + size + "\r\n\r\n";
    ByteBuffer bytes = ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII));
    while (bytes.hasRemaining()) {
      client.write(bytes);
    }
  }
}
