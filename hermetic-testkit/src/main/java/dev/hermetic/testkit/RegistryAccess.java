package dev.hermetic.testkit;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Who may do what with a {@link LoopbackRegistry}. */
sealed interface RegistryAccess {
  /**
   * Whether the request may be answered.
   *
   * @param action {@code pull}, {@code push}, or empty where no repository is meant
   */
  boolean allows(String repository, String action, Headers headers);

  /** The value of WWW-Authenticate for a client that may not. */
  String challenge(String url, String repository, String action);

  /** Anyone. */
  record Open() implements RegistryAccess {
    @Override
    public boolean allows(String repository, String action, Headers headers) {
      return true;
    }

    @Override
    public String challenge(String url, String repository, String action) {
      throw new IllegalStateException("nobody is turned away");
    }
  }

  /** User and password with each request (RFC 7617). */
  record Basic(String user, String password) implements RegistryAccess {
    @Override
    public boolean allows(String repository, String action, Headers headers) {
      return basic(user, password).equals(headers.getFirst("Authorization"));
    }

    @Override
    public String challenge(String url, String repository, String action) {
      return "Basic realm=\"loopback\"";
    }
  }

  /** A token of its own token endpoint, for some repositories and actions alone. */
  final class Token implements RegistryAccess {
    private final String user;
    private final String password;
    private final boolean anonymousPull;
    private final AtomicInteger issued = new AtomicInteger();
    private final Map<String, Set<String>> grants = new ConcurrentHashMap<>();

    Token(String user, String password, boolean anonymousPull) {
      this.user = user;
      this.password = password;
      this.anonymousPull = anonymousPull;
    }

    @Override
    public boolean allows(String repository, String action, Headers headers) {
      String header = headers.getFirst("Authorization");
      if (header == null || !header.startsWith("Bearer ")) {
        return false;
      }
      Set<String> granted = grants.get(header.substring("Bearer ".length()));
      return granted != null && (action.isEmpty() || granted.contains(repository + ":" + action));
    }

    @Override
    public String challenge(String url, String repository, String action) {
      String scope =
          action.isEmpty()
              ? ""
              : ",scope=\"repository:"
                  + repository
                  + (action.equals("push") ? ":pull,push" : ":pull")
                  + "\"";
      return "Bearer realm=\"" + url + "/token\",service=\"loopback\"" + scope;
    }

    boolean knows(String authorization) {
      return basic(user, password).equals(authorization);
    }

    /** Whether the secret is what a client got instead of a password (OAuth2). */
    boolean knowsRefreshToken(String secret) {
      return password.equals(secret);
    }

    /** A new token for the scopes, as far as the client may have them. */
    String issue(boolean known, List<String> scopes) {
      Set<String> granted = new TreeSet<>();
      for (String scope : scopes) {
        String[] parts = scope.split(":", 3);
        if (parts.length == 3 && parts[0].equals("repository")) {
          Arrays.stream(parts[2].split(","))
              .filter(action -> known || anonymousPull && action.equals("pull"))
              .forEach(action -> granted.add(parts[1] + ":" + action));
        }
      }
      String token = "token-" + issued.incrementAndGet();
      grants.put(token, granted);
      return token;
    }

    /** Lets no token count any longer. */
    void expire() {
      grants.clear();
    }
  }

  private static String basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
