package dev.hermetic.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.event.Event;
import dev.hermetic.fetch.Credential;
import dev.hermetic.fetch.CredentialSource;
import dev.hermetic.lock.LockResult.Outcome;
import dev.hermetic.testkit.ChannelServer;
import dev.hermetic.testkit.Fault;
import dev.hermetic.testkit.TestPackage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Locking from servers that fail, misbehave or are away. */
@Timeout(60)
class LockNetworkTest {
  private static final String[] FORMS = {
    "repodata.json.zst", "repodata.json", "repodata.json.bz2"
  };

  @TempDir Path directory;
  private Path channel;
  private ChannelServer server;
  private LockProject project;

  @BeforeEach
  void serve() {
    channel = LockChannel.sample().write(directory.resolve("served/sample"));
    server = ChannelServer.serving(directory.resolve("served"));
    project =
        new LockProject(directory.resolve("project"))
            .from(server.url() + "/sample")
            .environment(
                "channels:",
                "  - " + LockProject.CHANNEL,
                "platforms: [linux-64, win-64]",
                "dependencies: [python, app]");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private LockProject failing(String subdir, Fault fault, String... forms) {
    for (String form : forms) {
      server.fail("/sample/" + subdir + "/" + form, fault);
    }
    return project;
  }

  /** How a file of the channel is told: what it is of, then where it was asked for. */
  private String at(String path) {
    String subdir = path.substring(0, path.indexOf('/'));
    return LockProject.CHANNEL + "/" + subdir + " (" + server.url() + "/sample/" + path + ")";
  }

  /** A second package version, so that locking again has something to change. */
  private void publishMore() {
    LockChannel.sample()
        .add(TestPackage.of("app", "2.0", "python").withNoarch("python"))
        .write(channel);
  }

  @Test
  void lock_unknownChannel_isToldByFileAndLine() {
    project.mirror("https://conda.example.org/typo", server.url() + "/typo");
    project.environment(
        "channels:",
        "  - " + LockProject.CHANNEL,
        "  - https://conda.example.org/typo",
        "platforms: [linux-64, win-64]",
        "dependencies: [python]");
    assertThat(project.failure())
        .isEqualTo(
            """
            HERM-REPO-003 environment.yml:3:5: the channel https://conda.example.org/typo has no repodata at https://conda.example.org/typo (looked for linux-64, noarch, win-64)
              Fix: check the spelling of the channel, hermetic.channelAlias and hermetic.mirrors""");
    assertThat(project.lockFiles()).isEmpty();
  }

  @Test
  void lock_channelWithoutSubdirOfAPlatform_isFine() throws IOException {
    for (String form : FORMS) {
      Files.delete(channel.resolve("win-64/" + form));
    }
    project.environment(
        "channels: [" + LockProject.CHANNEL + "]",
        "platforms: [linux-64, win-64]",
        "dependencies: ['tzdata']");
    assertThat(project.lock().outcome()).isEqualTo(Outcome.WRITTEN);
  }

  @Test
  void lock_accessDenied_hintsAtCredentials() {
    for (String subdir : LockChannel.SUBDIRS) {
      failing(subdir, Fault.status(403), FORMS);
    }
    assertThat(project.failure())
        .startsWith(
            "HERM-NET-002 "
                + at("linux-64/repodata.json.zst")
                + " and 2 more: the server denies access (HTTP 403) without credentials: no"
                + " source of credentials is configured\n  Fix: add a server with id 127.0.0.1 in"
                + " settings.xml")
        .containsOnlyOnce("HERM-");
    assertThat(project.lockFiles()).isEmpty();
  }

  @Test
  void lock_onlyZstDenied_takesPlainJson() {
    for (String subdir : LockChannel.SUBDIRS) {
      failing(subdir, Fault.status(403), "repodata.json.zst");
    }
    assertThat(project.lock().snapshots()).hasSize(3).allMatch(s -> s.file().equals(FORMS[1]));
  }

  @Test
  void lock_webPagesInPlaceOfRepodata_areToldOnce() {
    for (String subdir : LockChannel.SUBDIRS) {
      failing(subdir, Fault.webPage(), "repodata_shards.msgpack.zst");
    }
    assertThat(project.failure())
        .startsWith(
            "HERM-NET-021 "
                + at("linux-64/repodata_shards.msgpack.zst")
                + " and 2 more: a web page (HTML) came in the place of the file\n  Fix: open the"
                + " address in a browser: the network, a proxy or the server may want you to sign in")
        .containsOnlyOnce("HERM-");
    assertThat(project.lockFiles()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void lock_damagedRepodata_keepsCacheAndLock(boolean truncated) throws IOException {
    project.lock();
    SortedMap<String, String> before = project.lockFiles();
    publishMore();
    failing("noarch", truncated ? Fault.truncate(40) : Fault.corrupt(), "repodata.json.zst");

    String failure = project.failure();
    if (truncated) {
      assertThat(failure).startsWith("HERM-NET-010 " + at("noarch/repodata.json.zst") + ": ");
    } else {
      assertThat(failure)
          .startsWith(
              "HERM-REPO-001 "
                  + at("noarch/repodata.json.zst")
                  + ": the repodata cannot be read: it does not unpack: ")
          .endsWith(
              "\n  Fix: try again later or use a mirror (hermetic.mirrors); the copy that was"
                  + " cached before is kept and serves offline (-o)");
    }
    assertThat(project.lockFiles()).isEqualTo(before);
    for (String name : before.keySet()) {
      Files.delete(project.folder.resolve(name));
    }
    project.offline(true).lock();
    assertThat(project.lockFiles()).isEqualTo(before);
  }

  @Test
  void lock_halfAFileThatSaysItIsWhole_isNoRepodata() throws IOException {
    byte[] json = Files.readAllBytes(channel.resolve("noarch/repodata.json"));
    LockChannel.offerOnly(channel, "repodata.json");
    Files.write(
        channel.resolve("noarch/repodata.json"), java.util.Arrays.copyOf(json, json.length / 2));
    assertThat(project.failure()).startsWith("HERM-REPO-001 " + at("noarch/repodata.json") + ": ");
    assertThat(project.lockFiles()).isEmpty();
  }

  @Test
  void lock_serverFailsThenRecovers_locksNew() {
    project.lock();
    publishMore();
    failing("noarch", Fault.status(500).times(1), "repodata.json.zst");
    assertThat(project.failure())
        .startsWith(
            "HERM-NET-004 "
                + at("noarch/repodata.json.zst")
                + ": the server has a failure of its own (HTTP 500)");
    assertThat(project.lockText()).contains("app-1.1-0").doesNotContain("app-2.0-0");
    assertThat(project.lock().outcome()).isEqualTo(Outcome.WRITTEN);
    assertThat(project.lockText()).contains("app-2.0-0").doesNotContain("app-1.1-0");
  }

  @Test
  void lock_serverStalls_endsAndKeepsLock() {
    project.lock();
    SortedMap<String, String> before = project.lockFiles();
    publishMore();
    failing("noarch", Fault.stall(20), "repodata.json.zst");
    assertThat(project.stallTimeout(Duration.ofMillis(400)).failure())
        .startsWith(
            "HERM-NET-008 "
                + at("noarch/repodata.json.zst")
                + ": the server stalls: no byte for 0.4 s\n  Fix: try again later");
    assertThat(project.lockFiles()).isEqualTo(before);
  }

  @Test
  void lock_untrustedCertificate_isToldAndNotIgnored() {
    try (ChannelServer untrusted = ChannelServer.servingUntrusted(directory.resolve("served"))) {
      String failure = project.from(untrusted.url() + "/sample").failure();
      assertThat(failure)
          .startsWith(
              "HERM-NET-007 "
                  + LockProject.CHANNEL
                  + "/linux-64 ("
                  + untrusted.url()
                  + "/sample/linux-64/repodata_shards.msgpack.zst) and 2 more: ")
          .contains("no secure connection (TLS): ", "javax.net.ssl.trustStore");
      assertThat(untrusted.requests()).isEmpty();
    }
    assertThat(project.lockFiles()).isEmpty();
  }

  @Test
  void lock_serverAway_isTold() {
    server.close();
    assertThat(project.failure())
        .startsWith(
            "HERM-NET-006 "
                + at("linux-64/repodata_shards.msgpack.zst")
                + " and 2 more: no connection to ")
        .containsOnlyOnce("HERM-");
  }

  @Test
  void lock_offline_worksFromWarmCacheAlone() {
    String cold = project.offline(true).failure();
    assertThat(cold)
        .startsWith(
            "HERM-NET-011 "
                + at("linux-64/repodata_shards.msgpack.zst")
                + " and 2 more: not in the cache, and Maven works offline"
                + "\n  Fix: run once without -o (--offline), so that the cache is filled");
    assertThat(server.requests()).isEmpty();
    project.offline(false).lock();
    SortedMap<String, String> online = project.lockFiles();
    server.forgetRequests();
    publishMore();
    assertThat(project.offline(true).lock().outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(project.lockFiles()).isEqualTo(online);
    assertThat(server.requests()).isEmpty();

    assertThat(project.offline(false).revalidate().lock().outcome()).isEqualTo(Outcome.WRITTEN);
    assertThat(project.lockText()).contains("app-2.0-0");
    assertThat(server.count("/sample/noarch/repodata.json.zst")).isEqualTo(1);
  }

  @Test
  void lock_credentialsOfSettings_areSentAndNotWritten() {
    server.requireBasic("alice", "s3cr3t-0f-settings");
    project.credentials(
        new CredentialSource() {
          @Override
          public Optional<Credential> find(URI uri) {
            return uri.getPort() == server.port()
                ? Optional.of(new Credential("alice", "s3cr3t-0f-settings"))
                : Optional.empty();
          }

          @Override
          public String describe() {
            return "settings.xml";
          }
        });
    assertThat(project.lock().outcome()).isEqualTo(Outcome.WRITTEN);
    assertThat(LockProject.everything(project.folder)).doesNotContain("s3cr3t-0f-settings");
    assertThat(project.events.toString()).doesNotContain("s3cr3t-0f-settings");
  }

  @Test
  void lock_formsThatAreNotThere_areNoNews() {
    server.fail("/sample/noarch/repodata.json.zst", Fault.status(404));
    failing("win-64", Fault.status(404), FORMS);
    project.environment(
        "channels:",
        "  - " + LockProject.CHANNEL,
        "platforms: [linux-64, win-64]",
        "dependencies: [{sel(linux): app}]");
    project.lock();
    assertThat(project.events)
        .filteredOn(Event.StageFinished.class::isInstance)
        .extracting(event -> ((Event.StageFinished) event).summary().replaceAll("\\d+ B$", "… B"))
        .filteredOn(summary -> summary.startsWith(LockProject.CHANNEL))
        .as("one line for each subdir, whatever forms were looked for")
        .containsExactlyInAnyOrder(
            LockProject.CHANNEL + "/linux-64: downloaded … B",
            LockProject.CHANNEL + "/noarch: downloaded … B",
            LockProject.CHANNEL + "/win-64: no repodata there");
  }
}
