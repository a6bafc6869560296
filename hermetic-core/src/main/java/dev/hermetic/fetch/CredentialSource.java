package dev.hermetic.fetch;

import java.net.URI;
import java.util.Optional;

/** A place that may know credentials for a server. */
public interface CredentialSource {
  /** What to send to this URI's server, if this source knows it. */
  Optional<Credential> find(URI uri);

  /** What a person calls the source: {@code settings.xml}, {@code .netrc}. Never a value of it. */
  String describe();
}
