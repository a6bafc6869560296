package dev.hermetic.testkit;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** What a {@link ChannelServer} asks of a client before it serves a file. */
sealed interface Access {
  /** The path to serve, with a token taken off, or empty when the client may not have it. */
  Optional<String> allow(String path, Headers headers);

  /** The status for a client that may not. */
  int refusal();

  /** Anyone. */
  record Open() implements Access {
    @Override
    public Optional<String> allow(String path, Headers headers) {
      return Optional.of(path);
    }

    @Override
    public int refusal() {
      return 403;
    }
  }

  /** An {@code Authorization} header with exactly this value. */
  record Authorization(String value) implements Access {
    static Authorization basic(String user, String password) {
      byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
      return new Authorization("Basic " + Base64.getEncoder().encodeToString(pair));
    }

    @Override
    public Optional<String> allow(String path, Headers headers) {
      return value.equals(headers.getFirst("Authorization")) ? Optional.of(path) : Optional.empty();
    }

    @Override
    public int refusal() {
      return 401;
    }
  }

  /** A conda token at the head of the path: {@code /t/TOKEN/…}. */
  record Token(String token) implements Access {
    @Override
    public Optional<String> allow(String path, Headers headers) {
      String head = "/t/" + token + "/";
      return path.startsWith(head)
          ? Optional.of(path.substring(head.length() - 1))
          : Optional.empty();
    }

    @Override
    public int refusal() {
      return 403;
    }
  }
}
