package dev.hermetic.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PlainHttpTest {
  private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

  @TempDir Path cache;

  @Test
  void send_severalRequests_useOneConnection() throws Exception {
    try (Server server = new Server(2, HELLO, HELLO)) {
      WebClient client = client();
      assertThat(body(client, server.get())).isEqualTo("hello");
      assertThat(body(client, server.get())).isEqualTo("hello");
      assertThat(server.connections).hasValue(1);
      assertThat(server.heads.get(0))
          .startsWith("GET /p%20q?a=b HTTP/1.1\nHost: 127.0.0.1:" + server.port() + "\n")
          .contains("\nUser-Agent: hermetic\n")
          .contains("\nAccept-Encoding: identity\n")
          .contains("\nRange: bytes=1-\n");
    }
  }

  @Test
  void send_keptConnectionIsClosed_asksOnANewOne() throws Exception {
    try (Server server = new Server(1, HELLO, HELLO)) {
      WebClient client = client();
      assertThat(body(client, server.get())).isEqualTo("hello");
      assertThat(body(client, server.get())).isEqualTo("hello");
      assertThat(server.connections).hasValue(2);
    }
  }

  @Test
  void send_bodyNotReadToItsEnd_givesTheConnectionUp() throws Exception {
    try (Server server = new Server(2, HELLO, HELLO)) {
      WebClient client = client();
      client.send(server.get()).body().close();
      assertThat(body(client, server.get())).isEqualTo("hello");
      assertThat(server.connections).hasValue(2);
    }
  }

  @Test
  void send_chunks_areJoined() throws Exception {
    String chunked =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "3;x=y\r\nhel\r\nA\r\nlo, world!\r\n0\r\nTrailer: t\r\n\r\n";
    try (Server server = new Server(2, chunked, HELLO)) {
      WebClient client = client();
      assertThat(body(client, server.get())).isEqualTo("hello, world!");
      assertThat(body(client, server.get())).isEqualTo("hello");
      assertThat(server.connections).hasValue(1);
    }
  }

  @Test
  void send_lengthBesideChunks_countsForNothing() throws Exception {
    for (String length : List.of("x", "-1", "9")) {
      String chunked =
          "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "5\r\nhello\r\n0\r\n\r\n";
      try (Server server = new Server(1, chunked)) {
        assertThat(FetchKit.text(FetchKit.fetch(FetchKit.settings(cache), server.url())))
            .isEqualTo("hello");
      }
    }
  }

  @Test
  void send_interimAnswers_areLeftOut() throws Exception {
    try (Server server = new Server(1, "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + HELLO)) {
      assertThat(body(client(), server.get())).isEqualTo("hello");
    }
  }

  @Test
  void send_noLength_readsUntilTheConnectionCloses() throws Exception {
    try (Server server = new Server(1, "HTTP/1.0 200 OK\r\n\r\nhello, world")) {
      assertThat(body(client(), server.get())).isEqualTo("hello, world");
    }
  }

  @Test
  void send_answersWithoutBody_keepTheConnection() throws Exception {
    String head = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-a: 1\r\nx-A: 2\r\n\r\n";
    String unchanged = "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n";
    try (Server server = new Server(3, head, unchanged, HELLO)) {
      WebClient client = client();
      HttpResponse<InputStream> first = client.send(server.request("HEAD"));
      assertThat(first.body().read()).isEqualTo(-1);
      assertThat(first.headers().allValues("x-a")).containsExactly("1", "2");
      assertThat(first.request().method()).isEqualTo("HEAD");
      assertThat(first.uri()).isEqualTo(server.get().address().uri());
      assertThat(body(client, server.get())).isEmpty();
      assertThat(body(client, server.get())).isEqualTo("hello");
      assertThat(server.connections).hasValue(1);
    }
  }

  @Test
  void send_wrongAnswers_areProblems() throws Exception {
    for (String wrong :
        List.of(
            "SSH-2.0-x\r\n\r\n",
            "HTTP/1.1 20 OK\r\n\r\n",
            "HTTP/1.1 2000 OK\r\n\r\n",
            "HTTP/1.1 200 OK\r\nnot a header\r\n\r\n",
            "HTTP/1.1 200 OK\r\nA: b\r\n folded\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
            "HTTP/1.1 304 Not Modified\r\nContent-Length: x\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
            "HTTP/1.1 200 OK\r\nA: " + "x".repeat(70_000) + "\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Le")) {
      try (Server server = new Server(1, wrong)) {
        assertThatThrownBy(() -> client().send(server.get()))
            .isInstanceOf(AttemptFailure.class)
            .hasMessageContaining("the connection broke before an answer came");
      }
    }
  }

  @Test
  void read_wrongChunks_fail() throws Exception {
    for (String wrong : List.of("x\r\n", "\r\n", "-1\r\n", "1\r\nab\r\n", "3\r\nab", "2\r\nab")) {
      String answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + wrong;
      try (Server server = new Server(1, answer)) {
        HttpResponse<InputStream> response = client().send(server.get());
        assertThatThrownBy(() -> response.body().readAllBytes()).isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void send_headerThatWouldBeTwo_isRefusedWithoutShowingIt() throws Exception {
    try (Server server = new Server(1, HELLO)) {
      WebRequest asked =
          WebRequest.of("GET", server.get().address(), Map.of(), Optional.of("Bearer s3\r\nX: y"));
      assertThatThrownBy(() -> client().send(asked))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a control character in the header Authorization");
      assertThat(server.connections).hasValue(0);
    }
  }

  @Test
  void send_threadIsInterrupted_ends() throws Exception {
    try (Server server = new Server(1)) {
      Thread main = Thread.currentThread();
      Thread interrupter =
          new Thread(
              () -> {
                while (server.heads.isEmpty()) {
                  Thread.onSpinWait();
                }
                main.interrupt();
              });
      interrupter.start();
      assertThatThrownBy(() -> client().send(server.get()))
          .isInstanceOf(UncheckedInterruption.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void send_noAnswerInTime_stalls() throws Exception {
    FetchSettings settings =
        new FetchSettings(
            cache,
            false,
            false,
            List.of(),
            List.of(),
            Map.of(),
            Duration.ofMillis(100),
            Duration.ofMillis(100),
            1);
    try (Server server = new Server(1)) {
      assertThatThrownBy(() -> new WebClient(settings).send(server.get()))
          .isInstanceOf(AttemptFailure.class)
          .hasMessageContaining("the server stalls");
    }
  }

  @Test
  void send_noFurtherRequest_closesTheConnection() throws Exception {
    try (Server server = new Server(2, HELLO)) {
      PlainHttp http = new PlainHttp(FetchKit.settings(cache), Duration.ofMillis(50));
      http.send(server.get(), Map.of()).body().readAllBytes();
      assertThat(server.left.await(50, TimeUnit.SECONDS)).isTrue();
    }
  }

  private WebClient client() {
    return new WebClient(FetchKit.settings(cache));
  }

  private static String body(WebClient client, WebRequest asked) throws Exception {
    try (InputStream body = client.send(asked).body()) {
      return new String(body.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /** Gives answers in turn, so many on each connection; when there is none left, none. */
  private static final class Server implements AutoCloseable {
    final List<String> heads = new CopyOnWriteArrayList<>();
    final AtomicInteger connections = new AtomicInteger();

    /** A client closed its connection. */
    final CountDownLatch left = new CountDownLatch(1);

    private final ServerSocket socket;
    private final Queue<String> answers;
    private final int most;

    Server(int most, String... answers) throws IOException {
      this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      this.answers = new ArrayDeque<>(List.of(answers));
      this.most = most;
      Thread thread = new Thread(this::serve, "scripted-server");
      thread.setDaemon(true);
      thread.start();
    }

    private void serve() {
      while (!socket.isClosed()) {
        try (Socket client = socket.accept()) {
          connections.incrementAndGet();
          BufferedReader in =
              new BufferedReader(
                  new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
          for (int i = 0; i < most; i++) {
            StringBuilder head = new StringBuilder();
            String line = in.readLine();
            for (; line != null && !line.isEmpty(); line = in.readLine()) {
              head.append(line).append('\n');
            }
            if (line == null) {
              left.countDown();
              break;
            }
            heads.add(head.toString());
            String answer = answers.poll();
            if (answer == null) {
              // Until the client gives up.
              in.read();
              break;
            }
            client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
          }
        } catch (IOException e) {
          // The client left, or the test is over.
          continue;
        }
      }
    }

    int port() {
      return socket.getLocalPort();
    }

    String url() {
      return "http://127.0.0.1:" + port() + "/p";
    }

    WebRequest get() {
      return request("GET");
    }

    WebRequest request(String method) {
      return WebRequest.of(
          method,
          WebAddress.parse("http://127.0.0.1:" + port() + "/p q?a=b").orElseThrow(),
          Map.of("Range", "bytes=1-"),
          Optional.empty());
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
