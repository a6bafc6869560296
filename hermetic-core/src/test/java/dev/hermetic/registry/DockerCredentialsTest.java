package dev.hermetic.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hermetic.event.Event;
import dev.hermetic.fetch.Credential;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DockerCredentialsTest {
  private static final URI REGISTRY = URI.create("https://registry.example.org:5000/team/app");

  @TempDir Path folder;
  private final List<Event> events = Collections.synchronizedList(new ArrayList<>());

  private Optional<Credential> find(String config, URI uri) throws IOException {
    return find(config, uri, Duration.ofSeconds(30));
  }

  private Optional<Credential> find(String config, URI uri, Duration wait) throws IOException {
    Path file = Files.writeString(folder.resolve("config.json"), config);
    return new DockerCredentials(file, Map.of(), events::add, wait).find(uri);
  }

  private static String auths(String registry, String user, String password) {
    String pair =
        Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    return "{\"auths\":{\"" + registry + "\":{\"auth\":\"" + pair + "\"}}}";
  }

  @Test
  void find_auth_isUserAndPassword() throws IOException {
    assertThat(find(auths("registry.example.org:5000", "user", "s3:cret"), REGISTRY))
        .contains(new Credential("user", "s3:cret"));
    assertThat(events).isEmpty();
  }

  @Test
  void find_otherPort_isNone() throws IOException {
    assertThat(find(auths("registry.example.org", "user", "s3cret"), REGISTRY)).isEmpty();
  }

  @Test
  void find_dockerHub_isFoundUnderItsOldName() throws IOException {
    assertThat(
            find(
                auths("https://index.docker.io/v1/", "user", "s3cret"),
                URI.create("https://docker.io/library/debian")))
        .contains(new Credential("user", "s3cret"));
  }

  @Test
  void find_noConfiguration_isNone() {
    assertThat(
            DockerCredentials.ofUser(Map.of(), folder.resolve("home"), events::add)
                .find(REGISTRY))
        .isEmpty();
    assertThat(events).isEmpty();
  }

  @Test
  void ofUser_dockerConfigVariable_namesTheFolder() throws IOException {
    Files.writeString(
        folder.resolve("config.json"), auths("registry.example.org:5000", "user", "s3cret"));

    assertThat(
            DockerCredentials.ofUser(
                    Map.of("DOCKER_CONFIG", folder.toString()), Path.of("/nowhere"), events::add)
                .find(REGISTRY))
        .contains(new Credential("user", "s3cret"));
  }

  @Test
  void find_unreadable_isWarnedOfWithoutItsContent() throws IOException {
    assertThat(find("{\"auths\": s3cret", REGISTRY)).isEmpty();
    assertThat(warnings())
        .containsExactly(
            "HERM-REGISTRY-012 "
                + folder.resolve("config.json")
                + ": it cannot be read\n  Fix: log in again with `docker login`, or add a server to"
                + " settings.xml, which is asked first");
  }

  @Test
  void find_authThatIsNone_isWarnedOfWithoutIt() throws IOException {
    assertThat(
            find("{\"auths\":{\"registry.example.org:5000\":{\"auth\":\"c2VjcmV0\"}}}", REGISTRY))
        .isEmpty();
    assertThat(warnings()).singleElement().asString().doesNotContain("c2VjcmV0", "secret");
  }

  @Test
  void find_helperIsMissing_isWarnedOf() throws IOException {
    assertThat(
            find("{\"credHelpers\":{\"registry.example.org:5000\":\"not-there-4711\"}}", REGISTRY))
        .isEmpty();
    assertThat(warnings())
        .singleElement()
        .asString()
        .contains("its helper docker-credential-not-there-4711 gives no credentials");
  }

  private String ask(String helper, Duration wait) throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no POSIX shell");
    Path program = folder.resolve("docker-credential-fake");
    Files.writeString(program, "#!/bin/sh\n" + helper);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    Path config = Files.writeString(folder.resolve("config.json"), "{\"credsStore\":\"fake\"}");
    return DockerHelperProcess.run(folder, config, REGISTRY, wait);
  }

  @Test
  void find_helper_isAskedForTheRegistry() throws Exception {
    assertThat(
            ask(
                "read server; echo \"{\\\"Username\\\":\\\"u\\\",\\\"Secret\\\":\\\"$server $1\\\"}\"\n",
                Duration.ofSeconds(40)))
        .isEqualTo("u registry.example.org:5000 get\n");
  }

  @Test
  void find_helperPrintsNonsenseWithASecret_isWarnedOfWithoutIt() throws Exception {
    assertThat(ask("echo 'Secret: hunter2'\n", Duration.ofSeconds(40)))
        .isEqualTo("its helper docker-credential-fake gives no credentials\nnone\n");
  }

  @Test
  void find_helperHangs_isGivenUp() throws Exception {
    // Whether Jib has come to it by then is a matter of the machine.
    assertThat(ask("exec sleep 20\n", Duration.ofMillis(1000)))
        .matches(
            "it.* gives no answer for 1 s, asked for registry\\.example\\.org:5000\nnone\n");
  }

  private List<String> warnings() {
    return events.stream()
        .filter(Event.Warning.class::isInstance)
        .map(event -> ((Event.Warning) event).problem().render())
        .toList();
  }
}
