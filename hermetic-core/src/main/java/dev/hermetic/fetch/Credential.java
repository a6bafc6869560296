package dev.hermetic.fetch;

import java.util.Objects;

/**
 * A user name and a secret for HTTP basic authentication (RFC 7617), or a bearer token when the
 * user is empty (RFC 6750).
 */
public record Credential(String user, String secret) {
  public Credential {
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(secret, "secret");
  }

  /** Never shows the secret. */
  @Override
  public String toString() {
    return user.isEmpty() ? "bearer token" : "user " + user;
  }
}
