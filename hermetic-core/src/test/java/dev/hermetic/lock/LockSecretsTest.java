package dev.hermetic.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.lock.LockRequest.Mode;
import dev.hermetic.lock.LockResult.Outcome;
import dev.hermetic.testkit.ChannelServer;
import dev.hermetic.testkit.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Channel URLs with credentials: the variable's name is written down, its value nowhere. */
class LockSecretsTest {
  private static final String SECRET = "pa55-w0rd+of/alice";
  private static final String ENCODED = "pa55-w0rd%2Bof%2Falice";
  private static final String TOKEN = "tk-0123456789abcdef";

  @TempDir Path directory;
  private ChannelServer server;
  private LockProject project;

  @BeforeEach
  void serve() {
    LockChannel.sample().write(directory.resolve("served/sample"));
    server = ChannelServer.serving(directory.resolve("served"));
    project = new LockProject(directory.resolve("project"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void ask(String channel) {
    project.environment(
        "channels:",
        "  - " + channel,
        "platforms: [linux-64, win-64]",
        "dependencies: [python, app]");
  }

  private String url(String credentials, String path) {
    return "http://" + credentials + "127.0.0.1:" + server.port() + path;
  }

  /** Looks at every byte that was written and every word that was said. */
  private void assertNoSecret(String... words) {
    String pair = "alice:" + SECRET;
    String base64 = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    String written = LockProject.everything(project.folder);
    String said = String.join("\n", words) + project.events;
    for (String secret : List.of(SECRET, ENCODED, TOKEN, base64, "pa55")) {
      assertThat(written).doesNotContain(secret);
      assertThat(said).doesNotContain(secret);
    }
  }

  @Test
  void lock_tokenInVariable_isRecordedByName() {
    server.requireToken(TOKEN);
    project.variable("CHANNEL_TOKEN", TOKEN);
    ask(url("", "/t/$CHANNEL_TOKEN/sample"));
    assertThat(project.lock().outcome()).isEqualTo(Outcome.WRITTEN);
    assertThat(project.lockText())
        .contains("- url: " + url("", "/t/${CHANNEL_TOKEN}/sample\n"))
        .contains("    used_env_vars:\n    - CHANNEL_TOKEN\n")
        .contains("url: " + url("", "/t/${CHANNEL_TOKEN}/sample/noarch/app-1.1-0.conda\n"));
    assertThat(project.text("conda-linux-64.lock"))
        .contains(url("", "/t/${CHANNEL_TOKEN}/sample/noarch/app-1.1-0.conda#"));
    assertNoSecret();

    assertThat(project.mode(Mode.FROZEN).lock().outcome()).isEqualTo(Outcome.UP_TO_DATE);
    assertThat(project.mode(Mode.ALWAYS).offline(true).lock().outcome())
        .isEqualTo(Outcome.UNCHANGED);
    assertNoSecret();
  }

  @Test
  void lock_userAndPasswordInVariables_areRecordedByName() {
    server.requireBasic("alice", SECRET);
    project.variable("CHANNEL_USER", "alice").variable("CHANNEL_PASSWORD", ENCODED);
    ask(url("$CHANNEL_USER:$CHANNEL_PASSWORD@", "/sample"));
    project.lock();
    assertThat(project.lockText())
        .contains("- url: " + url("${CHANNEL_USER}:${CHANNEL_PASSWORD}@", "/sample\n"))
        .contains("    - CHANNEL_PASSWORD\n    - CHANNEL_USER\n");
    assertNoSecret();
  }

  @Test
  void lock_passwordNotEncoded_worksAsWell() {
    server.requireBasic("alice", SECRET);
    project.variable("CHANNEL_USER", "alice").variable("CHANNEL_PASSWORD", SECRET);
    ask(url("$CHANNEL_USER:$CHANNEL_PASSWORD@", "/sample"));
    assertThat(project.lock().outcome()).isEqualTo(Outcome.WRITTEN);
    assertNoSecret();
  }

  @Test
  void lock_literalTokenThatAVariableHolds_isRecordedByName() {
    server.requireToken(TOKEN);
    project.variable("CHANNEL_TOKEN", TOKEN).channels(url("", "/t/" + TOKEN + "/sample"));
    project.environment("platforms: [linux-64, win-64]", "dependencies: [python, app]");
    project.lock();
    assertThat(project.lockText()).contains("/t/${CHANNEL_TOKEN}/sample");
    assertNoSecret();
  }

  @Test
  void lock_wholeUrlInVariable_isRecordedByName() {
    server.requireBasic("alice", SECRET);
    project.variable("CHANNEL", url("alice:" + ENCODED + "@", "/sample"));
    ask("$CHANNEL");
    project.lock();
    assertThat(project.lockText()).contains("- url: $CHANNEL\n");
    assertNoSecret();
  }

  @Test
  void lock_mirrorWithCredentials_isNotWrittenDown() {
    server.requireBasic("alice", SECRET);
    ask(LockProject.CHANNEL);
    project.from(url("alice:" + ENCODED + "@", "/sample")).lock();
    assertThat(project.lockText()).contains("- url: " + LockProject.CHANNEL + "\n");
    assertNoSecret();
  }

  @Test
  void lock_literalSecret_isRefusedWithoutShowingIt() {
    project.environment("platforms: [linux-64, win-64]", "dependencies: [python, app]");
    for (String secret :
        List.of(url("alice:" + ENCODED + "@", "/sample"), url("", "/t/" + TOKEN + "/sample"))) {
      String failure = project.channels(secret).failure();
      assertThat(failure)
          .contains("HERM-CHAN-004 ", "would be written into the lock", "environment variable");
      assertNoSecret(failure);
    }
    assertThat(server.requests()).isEmpty();
    assertThat(project.lockFiles()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"file://DIR/t/sample", "DIR/t/sample", "../t/sample"})
  void lock_folderThatIsCalledAsTokensAre_isNoToken(String form) throws IOException {
    LockChannel.sample().write(directory.resolve("t/sample"));
    String channel = form.replace("DIR", directory.toString());
    ask(channel);
    project.lock();
    assertThat(project.service().check(project.request()).problems()).isEmpty();
    assertThat(project.lockText()).contains("url: file://" + directory + "/t/sample/noarch/");
    Files.move(directory.resolve("t/sample"), directory.resolve("t/gone"));
    project.lockfile(project.folder.resolve("other.yml"));
    assertThat(project.failure()).contains(directory + "/t/sample").doesNotContain("***");
  }

  @Test
  void lock_missingVariable_isNamed() {
    ask(url("", "/t/$CHANNEL_TOKEN/sample"));
    assertThat(project.failure())
        .isEqualTo(
            """
            HERM-CHAN-003 environment.yml:2:5: the channel URL needs the environment variable CHANNEL_TOKEN, which is not set
              Fix: set CHANNEL_TOKEN, or take it out of the URL""");
  }

  @Test
  void lock_refusedCredentials_areSentOnceAndToldOnce() {
    server.requireBasic("bob", "other");
    project.variable("CHANNEL_USER", "alice").variable("CHANNEL_PASSWORD", ENCODED);
    ask(url("$CHANNEL_USER:$CHANNEL_PASSWORD@", "/sample"));
    assertThat(project.failure())
        .startsWith("HERM-NET-002 " + url("***@", "/sample/linux-64 ("))
        .contains(" and 2 more: the server denies access (HTTP 401) with the credentials of its URL")
        .containsOnlyOnce("HERM-");
    assertThat(server.requests()).hasSize(1);
    server.requireBasic("alice", SECRET);
    project.lock();
  }

  @Test
  void lock_credentialsRefusedForFilesNoLongerListed_areSentForOneAlone() {
    server.requireBasic("alice", SECRET);
    project.variable("CHANNEL_USER", "alice").variable("CHANNEL_PASSWORD", ENCODED);
    ask(url("$CHANNEL_USER:$CHANNEL_PASSWORD@", "/sample"));
    project.lock();
    List<String> files =
        project.lockText().lines()
            .filter(line -> line.strip().startsWith("url: http") && line.endsWith(".conda"))
            .map(line -> line.substring(line.indexOf("/sample/")))
            .distinct()
            .toList();
    assertThat(files).hasSizeGreaterThan(2);
    LockChannel.rewrite(
        directory.resolve("served/sample"),
        root ->
            files.forEach(
                file -> root.withObject("/packages.conda").remove(file.substring(file.lastIndexOf('/') + 1))));
    files.forEach(file -> server.fail(file, Fault.status(401)));
    server.forgetRequests();
    project.environment(
        "channels:",
        "  - " + url("$CHANNEL_USER:$CHANNEL_PASSWORD@", "/sample"),
        "platforms: [linux-64, win-64]",
        "dependencies: [python, app, undated]");
    assertThat(project.mode(Mode.IF_STALE).revalidate().failure()).startsWith("HERM-NET-002 ");
    assertThat(server.requests())
        .filteredOn(request -> request.path().endsWith(".conda"))
        .extracting(ChannelServer.Request::method)
        .containsExactly("HEAD", "GET");
  }

  @Test
  void lock_everyKindOfFailure_keepsSecret() throws IOException {
    server.requireBasic("bob", "other");
    project.variable("CHANNEL_USER", "alice").variable("CHANNEL_PASSWORD", ENCODED);
    ask(url("$CHANNEL_USER:$CHANNEL_PASSWORD@", "/sample"));
    String denied = project.failure();
    assertThat(denied).contains("HERM-NET-002 ", url("", "/sample/"), "HTTP 401");
    server.requireBasic("alice", SECRET);
    server.fail("/sample/noarch/repodata.json.zst", Fault.corrupt());
    String corrupt = project.failure();
    assertThat(corrupt).contains("HERM-REPO-001 ");
    ask(url("$CHANNEL_USER:$CHANNEL_PASSWORD@", "/typo"));
    String typo = project.failure();
    assertThat(typo).contains("HERM-REPO-003 environment.yml:2:5: ");
    server.requireToken(TOKEN);
    project.variable("CHANNEL_TOKEN", TOKEN + "x");
    ask(url("", "/t/$CHANNEL_TOKEN/sample"));
    String token = project.failure();
    assertThat(token).contains("HERM-NET-002 ", "HTTP 403");
    assertNoSecret(denied, corrupt, typo, token);
  }
}
