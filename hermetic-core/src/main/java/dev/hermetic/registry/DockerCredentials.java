package dev.hermetic.registry;

import com.google.cloud.tools.jib.api.CredentialRetriever;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.LogEvent;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.Credential;
import dev.hermetic.fetch.CredentialSource;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * What {@code docker login} left: Docker's configuration and the credential helpers that it names,
 * then the helpers that registries of Google and Amazon are known to have. Read by Jib.
 *
 * <p>What Jib says of a helper that fails may hold what the helper has printed, and with it a secret,
 * so none of Jib's words are shown.
 */
public final class DockerCredentials implements CredentialSource {
  /** Long enough to unlock a key store by hand. */
  static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

  private final Path config;
  private final Map<String, String> environment;
  private final Listener listener;
  private final Duration wait;

  /**
   * @param config Docker's configuration; may be missing
   * @param environment for helpers, beside that of this process
   */
  public DockerCredentials(Path config, Map<String, String> environment, Listener listener) {
    this(config, environment, listener, LONGEST_WAIT);
  }

  DockerCredentials(
      Path config, Map<String, String> environment, Listener listener, Duration wait) {
    this.config = config;
    this.environment = Map.copyOf(environment);
    this.listener = listener;
    this.wait = wait;
  }

  /** That of the user: in {@code $DOCKER_CONFIG}, else in {@code ~/.docker}. */
  public static DockerCredentials ofUser(
      Map<String, String> environment, Path home, Listener listener) {
    String folder = environment.getOrDefault("DOCKER_CONFIG", "");
    Path place = folder.isEmpty() ? home.resolve(".docker") : Path.of(folder);
    return new DockerCredentials(place.resolve("config.json"), environment, listener);
  }

  @Override
  public String describe() {
    return "Docker's configuration";
  }

  /** An unusable configuration or helper is warned of, and gives nothing. */
  @Override
  public Optional<Credential> find(URI uri) {
    String registry = uri.getRawAuthority();
    List<String> helpers = new CopyOnWriteArrayList<>();
    FutureTask<Optional<Credential>> task =
        new FutureTask<>(() -> retrieve(registry, event -> note(event, helpers)));
    Thread thread = new Thread(task, "hermetic-docker-credentials");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
      warn(registry, named(helpers) + " gives no answer for " + wait.toSeconds() + " s");
    } catch (ExecutionException e) {
      warn(registry, named(helpers) + " cannot be used");
    } catch (InterruptedException e) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      throw new HermeticException(
          RegistryProblems.docker(config.toString(), "interrupted while it was read"), e);
    }
    return Optional.empty();
  }

  private Optional<Credential> retrieve(String registry, Consumer<LogEvent> log)
      throws Exception {
    CredentialRetrieverFactory factory =
        CredentialRetrieverFactory.forImage(
            ImageReference.of(registry, "image", "latest"), log, environment);
    CredentialRetriever known = factory.wellKnownCredentialHelpers();
    Optional<com.google.cloud.tools.jib.api.Credential> found =
        Files.exists(config) ? factory.dockerConfig(config).retrieve() : Optional.empty();
    if (found.isEmpty()) {
      found = known.retrieve();
    }
    return found.map(one -> new Credential(one.getUsername(), one.getPassword()));
  }

  /** Which helper is tried is all that is taken of what Jib says; a failure is told without a word. */
  private void note(LogEvent event, List<String> helpers) {
    String text = event.getMessage();
    if (text.startsWith("trying ") && text.contains(" for ")) {
      helpers.add(text.substring("trying ".length(), text.lastIndexOf(" for ")));
    } else if (event.getLevel() == LogEvent.Level.WARN && !text.startsWith("  Caused by")) {
      warn("", named(helpers) + " gives no credentials");
    } else if (text.startsWith("Unable to parse")) {
      warn("", "it cannot be read");
    }
  }

  private static String named(List<String> helpers) {
    return helpers.isEmpty() ? "it" : "its helper " + helpers.get(helpers.size() - 1);
  }

  private void warn(String registry, String fact) {
    Problem problem =
        RegistryProblems.docker(
            config.toString(), fact + (registry.isEmpty() ? "" : ", asked for " + registry));
    listener.on(new Event.Warning(problem));
  }
}
