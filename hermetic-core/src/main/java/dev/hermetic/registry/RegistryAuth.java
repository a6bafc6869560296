package dev.hermetic.registry;

import dev.hermetic.fetch.AttemptFailure;
import dev.hermetic.fetch.Credential;
import dev.hermetic.fetch.CredentialSource;
import dev.hermetic.fetch.WebAddress;
import dev.hermetic.fetch.WebClient;
import dev.hermetic.oci.ImageReference;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers the challenges of registries: Basic, or Bearer with a token that a server gives for a scope
 * (distribution, "Token Authentication"). What was asked for once is kept until it ends.
 */
final class RegistryAuth {
  private static final String HUB = "docker.io";

  /** What users and tools call Docker Hub. */
  private static final List<String> HUB_NAMES =
      List.of(HUB, "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com");

  private final List<CredentialSource> sources;
  private final TokenServer tokens;
  private final InstantSource clock;
  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private final Map<String, Found> found = new ConcurrentHashMap<>();
  private final Map<String, Object> locks = new ConcurrentHashMap<>();

  /** What is sent as Authorization, until it ends. */
  private record Known(Credential credential, Instant end) {}

  /**
   * Credentials for a repository, and what a person calls the place they come from.
   *
   * @param credential null for none
   * @param from empty for none
   */
  record Found(@Nullable Credential credential, String from) {
    @Override
    public String toString() {
      return from;
    }
  }

  RegistryAuth(RegistrySettings settings, WebClient web, InstantSource clock) {
    this.sources = settings.web().credentials();
    this.tokens = new TokenServer(web, settings.allowInsecure(), clock);
    this.clock = clock;
  }

  /** What to send for a scope, as far as it is known; no user means a bearer token. */
  Optional<Credential> credential(Scope scope) {
    return Optional.ofNullable(known.get(scope.key()))
        .filter(one -> clock.instant().isBefore(one.end()))
        .map(Known::credential);
  }

  /** The credentials that the user has for a repository. */
  Found user(ImageReference image) {
    return found.computeIfAbsent(image.registry() + "/" + image.repository(), key -> look(image));
  }

  private Found look(ImageReference image) {
    List<String> hosts = image.registry().equals(HUB) ? HUB_NAMES : List.of(image.registry());
    for (CredentialSource source : sources) {
      for (String host : hosts) {
        Optional<Credential> credential =
            source.find(URI.create("https://" + host + "/" + image.repository()));
        if (credential.isPresent()) {
          return new Found(credential.get(), source.describe());
        }
      }
    }
    return new Found(null, "");
  }

  /** What a person calls the places that were asked. */
  List<String> asked() {
    return sources.stream().map(CredentialSource::describe).toList();
  }

  /**
   * Finds what answers a challenge.
   *
   * @param sent what was refused; null when nothing was sent
   * @param registry the address that asks
   * @return empty when there is nothing to answer with
   */
  Optional<Credential> answer(
      Scope scope, @Nullable Credential sent, List<Challenge> challenges, WebAddress registry)
      throws AttemptFailure {
    synchronized (locks.computeIfAbsent(scope.key(), key -> new Object())) {
      Optional<Credential> now = credential(scope);
      if (now.isPresent() && !now.get().equals(sent)) {
        // Another thread has asked meanwhile.
        return now;
      }
      Credential user = user(scope.image()).credential();
      for (Challenge challenge : challenges) {
        Known fresh = null;
        if (challenge.scheme().equals("bearer")) {
          fresh = bearer(scope, user, challenge, registry);
        } else if (challenge.scheme().equals("basic") && user != null) {
          fresh = new Known(user, Instant.MAX);
        }
        if (fresh != null && !fresh.credential().equals(sent)) {
          known.put(scope.key(), fresh);
          return Optional.of(fresh.credential());
        }
      }
      return Optional.empty();
    }
  }

  private Known bearer(
      Scope scope, @Nullable Credential user, Challenge challenge, WebAddress registry)
      throws AttemptFailure {
    if (user != null && user.user().isEmpty()) {
      return new Known(user, Instant.MAX);
    }
    TokenServer.Token token = tokens.ask(scope, user(scope.image()), challenge, registry);
    return new Known(new Credential("", token.value()), token.end());
  }

  /** The text without any secret that the registry may have sent back. */
  String hide(ImageReference image, String text) {
    String hidden = text;
    Credential user = user(image).credential();
    if (user != null) {
      hidden = hide(hidden, user);
    }
    for (Known one : known.values()) {
      hidden = hide(hidden, one.credential());
    }
    return hidden;
  }

  private static String hide(String text, Credential credential) {
    String header = WebClient.authorization(credential);
    String value = header.substring(header.indexOf(' ') + 1);
    String hidden = text.replace(value, "***");
    return credential.secret().isEmpty() ? hidden : hidden.replace(credential.secret(), "***");
  }
}
