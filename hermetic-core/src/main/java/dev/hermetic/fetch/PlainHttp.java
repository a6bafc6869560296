package dev.hermetic.fetch;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends GET and HEAD without TLS and without a proxy (HTTP/1.1, RFC 9112) on blocking connections, which
 * are kept for further requests. Own code, since the JDK's client takes more than a second of CPU for
 * some dozens of packages in a new JVM: it hands every piece of a body through several threads, and
 * all of that is compiled first. Follows no redirects. Safe for use by several threads.
 */
final class PlainHttp {
  /** Servers close what nobody used for a few seconds; a request on it would be sent for nothing. */
  private static final Duration KEPT = Duration.ofSeconds(4);

  private final FetchSettings settings;
  private final Duration kept;
  private final Map<String, Deque<PlainConnection>> idle = new HashMap<>();
  private boolean closing;

  PlainHttp(FetchSettings settings) {
    this(settings, KEPT);
  }

  /**
   * @param kept how long a connection waits for a further request
   */
  PlainHttp(FetchSettings settings, Duration kept) {
    this.settings = settings;
    this.kept = kept;
  }

  /** Whether a request goes this way. */
  static boolean serves(WebRequest asked) {
    return asked.address().scheme().equals("http")
        && (asked.method().equals("GET") || asked.method().equals("HEAD"))
        && asked.body().contentLength() == 0;
  }

  /**
   * Sends a request once; once more where a connection that was kept turns out to be closed.
   *
   * @param headers all but {@code Host}
   * @throws TimeoutException when no answer comes in time
   * @throws IOException as the JDK's client names what went wrong
   */
  HttpResponse<InputStream> send(WebRequest asked, Map<String, String> headers)
      throws IOException, TimeoutException {
    byte[] request = PlainHead.request(asked, headers);
    PlainConnection waiting = take(asked.address());
    if (waiting != null) {
      try {
        return exchange(waiting, asked, request);
      } catch (PlainConnection.Stale e) {
        // Its other end closed it before it knew of this request.
      }
    }
    PlainConnection fresh = connect(asked.address());
    try {
      return exchange(fresh, asked, request);
    } catch (PlainConnection.Stale e) {
      throw new EOFException("no answer");
    }
  }

  private HttpResponse<InputStream> exchange(
      PlainConnection connection, WebRequest asked, byte[] request)
      throws IOException, TimeoutException {
    boolean answered = false;
    try {
      connection.write(request);
      PlainHead head =
          connection.head(settings.connectTimeout().plus(settings.stallTimeout()));
      InputStream body =
          new PlainBody(
              connection,
              head,
              head.framing(asked.method()),
              settings.stallTimeout(),
              () -> keep(asked.address(), connection));
      answered = true;
      return new PlainAnswer(asked, head, body);
    } catch (SocketTimeoutException e) {
      throw new TimeoutException();
    } catch (ClosedByInterruptException e) {
      throw interrupted(e);
    } finally {
      if (!answered) {
        connection.close();
      }
    }
  }

  private PlainConnection connect(WebAddress address) throws IOException {
    try {
      return PlainConnection.open(address, settings.connectTimeout());
    } catch (SocketTimeoutException e) {
      HttpConnectTimeoutException late = new HttpConnectTimeoutException("no answer in time");
      late.initCause(e);
      throw late;
    } catch (ClosedByInterruptException e) {
      throw interrupted(e);
    } catch (SocketException e) {
      if (e instanceof ConnectException) {
        throw e;
      }
      // No route to the host, an unreachable network: nobody was reached either.
      ConnectException unreachable = new ConnectException(e.getMessage());
      unreachable.initCause(e);
      throw unreachable;
    }
  }

  /** The thread stays interrupted. */
  static UncheckedInterruption interrupted(ClosedByInterruptException e) {
    InterruptedException cause = new InterruptedException();
    cause.initCause(e);
    return new UncheckedInterruption(cause);
  }

  private static String key(WebAddress address) {
    return address.host() + ":" + address.effectivePort();
  }

  private synchronized @Nullable PlainConnection take(WebAddress address) {
    Deque<PlainConnection> connections = idle.get(key(address));
    while (connections != null && !connections.isEmpty()) {
      PlainConnection last = connections.pop();
      if (!isOld(last)) {
        return last;
      }
      last.close();
    }
    return null;
  }

  private boolean isOld(PlainConnection connection) {
    return System.nanoTime() - connection.keptSince() >= kept.toNanos();
  }

  private synchronized void keep(WebAddress address, PlainConnection connection) {
    connection.noteKept(System.nanoTime());
    idle.computeIfAbsent(key(address), server -> new ArrayDeque<>()).push(connection);
    if (!closing) {
      closing = true;
      Thread thread = new Thread(this::closeOld, "hermetic");
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** Nobody says when the last request was made, and Java closes no channel that was forgotten. */
  private void closeOld() {
    try {
      do {
        Thread.sleep(kept.toMillis());
      } while (closeSome());
    } catch (InterruptedException e) {
      // The JVM ends, and with it the connections.
      return;
    }
  }

  /** Whether connections are left. */
  private synchronized boolean closeSome() {
    for (Deque<PlainConnection> connections : idle.values()) {
      // Those that were used last come first.
      while (!connections.isEmpty() && isOld(connections.getLast())) {
        connections.removeLast().close();
      }
    }
    idle.values().removeIf(Deque::isEmpty);
    closing = !idle.isEmpty();
    return closing;
  }
}
