package dev.hermetic.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.fetch.NetrcCredentials;
import dev.hermetic.install.InstallRequest;
import dev.hermetic.install.InstallService;
import dev.hermetic.platform.Platform;
import dev.hermetic.prefix.LinkMode;
import dev.hermetic.prefix.TargetPrefix;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.pypi.lock.PipSettings;
import dev.hermetic.pypi.lock.PipSettings.IndexStrategy;
import dev.hermetic.testkit.ChannelServer;
import dev.hermetic.testkit.TestChannel;
import dev.hermetic.testkit.TestIndex;
import dev.hermetic.testkit.TestPackage;
import dev.hermetic.testkit.TestWheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index that asks for user and password: locking from it, and installing what it has. */
class LockPipCredentialsTest {
  private static final Map<String, String> VARIABLES = Map.of("WHO", "bob", "PASS", "s3cret");

  @TempDir Path directory;
  private ChannelServer server;
  private LockProject project;

  @BeforeEach
  void serve() {
    Path served =
        TestChannel.create()
            .add(
                TestPackage.of("python", "3.12.4").withSubdir("linux-64"),
                TestPackage.of("pip", "24.0", "python").withNoarch("python"))
            .write(directory.resolve("served/sample"));
    Path folder = directory.resolve("index");
    TestIndex.in(folder, TestIndex.Form.JSON).add(TestWheel.of("ours", "1.0"));
    server = ChannelServer.serving(folder).requireBasic("bob", "s3cret");
    project = new LockProject(directory.resolve("project")).from(TestChannel.url(served));
    VARIABLES.forEach(project::variable);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void asks(String... pip) {
    project.environment(
        "channels: [" + LockProject.CHANNEL + "]",
        "platforms: [linux-64]",
        "dependencies: [python, {pip: ['" + String.join("', '", pip) + "']}]");
  }

  private String index() {
    return server.url() + "/simple";
  }

  private static String secret(String url) {
    return url.replace("://", "://${WHO}:${PASS}@");
  }

  private static PipSettings settings(String url) {
    return new PipSettings(url, List.of(), null, IndexStrategy.FIRST_INDEX);
  }

  /** From a cache of its own, so that the wheel is fetched. */
  private void install() {
    LockRequest lock = project.request();
    FetchSettings with = project.settings();
    FetchSettings settings =
        new FetchSettings(
            directory.resolve("other-cache"),
            false,
            false,
            List.of(),
            with.credentials(),
            with.environment(),
            with.connectTimeout(),
            with.stallTimeout(),
            1);
    Path prefix = directory.resolve("env");
    TargetPrefix target = new TargetPrefix(prefix.toString(), Platform.LINUX_64);
    new InstallService(settings, Clock.systemUTC(), project.events::add)
        .install(
            new InstallRequest(
                project.folder,
                project.lockfile(),
                lock.environmentFiles(),
                Platform.LINUX_64,
                prefix,
                target,
                target,
                LinkMode.AUTO,
                false,
                new TreeMap<>(),
                false,
                lock.mirrors(),
                PipOrigins.of(lock, Platform.LINUX_64, VARIABLES),
                1));
    assertThat(prefix.resolve("lib/python3.12/site-packages/ours/__init__.py")).exists();
  }

  private void assertNoSecrets() throws IOException {
    List<Path> told = List.of(project.folder, directory.resolve("env"));
    for (Path folder : told) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
              .as(file.toString())
              .doesNotContain("s3cret", "Ym9iOnMzY3JldA");
        }
      }
    }
    assertThat(project.events.toString()).doesNotContain("s3cret");
  }

  @Test
  void credentialsInTheSectionsIndex_serveBoth() throws IOException {
    project.pip(PipSettings.DEFAULT);
    asks("--index-url " + secret(index()), "ours");
    project.lock();
    install();
    assertNoSecrets();
  }

  @Test
  void credentialsInTheParametersIndex_serveBoth() throws IOException {
    project.pip(settings(index().replace("://", "://bob:s3cret@")));
    asks("ours");
    project.lock();
    install();
    assertNoSecrets();
  }

  @Test
  void credentialsOfAFile_serveBoth() throws IOException {
    project.pip(PipSettings.DEFAULT);
    asks("ours @ " + secret(server.url()) + "/files/ours-1.0-py3-none-any.whl");
    project.lock();
    install();
    assertNoSecrets();
  }

  @Test
  void credentialsOfNetrc_serveBoth() throws IOException {
    Path netrc =
        Files.writeString(directory.resolve(".netrc"), "machine 127.0.0.1 login bob password s3cret");
    project.credentials(new NetrcCredentials(netrc)).pip(settings(index()));
    asks("ours");
    project.lock();
    install();
    assertNoSecrets();
  }

  @Test
  void refusedCredentials_areSentOnceAndToldOnce() {
    project.pip(settings(index().replace("://", "://bob:wrong@")));
    asks("ours", "theirs", "hers", "his");
    assertThat(project.failure())
        .startsWith("HERM-NET-002 " + index() + "/")
        .contains("/: the server denies access (HTTP 401) with the credentials of its URL")
        .containsOnlyOnce("HERM-");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void noCredentials_tellsWhereTheyCanBe() {
    project.pip(settings(index()));
    asks("ours");
    assertThat(project.failure())
        .startsWith("HERM-NET-002 " + index() + "/ours/: the server denies access (HTTP 401) without")
        .endsWith(
            "or put $USER:$PASSWORD@ before the host or /t/$TOKEN/ after it in the URL of the channel"
                + " or index and set these variables");
    project.pip(settings(index().replace("://", "://bob:s3cret@")));
    project.lock();
    project.pip(settings(index()));
    try {
      install();
    } catch (HermeticException e) {
      assertThat(e.getMessage())
          .startsWith("HERM-NET-002 " + server.url() + "/files/ours-1.0-py3-none-any.whl: the server denies");
      return;
    }
    throw new AssertionError("installed");
  }
}
