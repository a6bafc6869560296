package dev.hermetic.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.doctor.Finding.Level;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.Credential;
import dev.hermetic.fetch.CredentialSource;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.fetch.ProxyConfig;
import dev.hermetic.lock.LockRequest;
import dev.hermetic.lock.LockService;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.testkit.ChannelServer;
import dev.hermetic.testkit.ClosedPort;
import dev.hermetic.testkit.Fault;
import dev.hermetic.testkit.TestChannel;
import dev.hermetic.testkit.TestPackage;
import dev.hermetic.text.TextStyle;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
  private static final String SECRET = "hunter2-secret";
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-01T12:00:00Z"), ZoneOffset.UTC);

  @TempDir Path folder;

  private ChannelServer server;
  private Path channel;
  private final List<ProxyConfig> proxies = new ArrayList<>();
  private final List<CredentialSource> credentials = new ArrayList<>();
  private final SortedMap<String, String> mirrors = new TreeMap<>();
  private final SortedMap<String, List<String>> multichannels = new TreeMap<>();
  private final SortedMap<String, String> variables = new TreeMap<>();
  private boolean offline;

  /** Long: a machine under load must not turn one finding into another. */
  private Duration stallTimeout = Duration.ofSeconds(40);

  @BeforeEach
  void setUp() throws IOException {
    channel =
        TestChannel.create()
            .withSubdirs("linux-64")
            .add(TestPackage.of("tool", "1.0").withNoarch("generic"))
            .write(folder.resolve("channel"));
    server = ChannelServer.serving(channel);
    environment(server.url());
  }

  @AfterEach
  void tearDown() {
    server.close();
  }

  @Test
  void everythingWell_isGreen() {
    lock();
    Checkup checkup = examine();
    assertThat(checkup.count(Level.RED)).isZero();
    assertThat(checkup.count(Level.YELLOW)).isZero();
    assertThat(checkup.verdict()).isEmpty();
    assertThat(lines(checkup))
        .contains(
            "GREEN environment.yml: can be read",
            "GREEN conda-lock.yml: answers the environment files",
            "GREEN " + server.url() + ": " + server.url() + "; credentials: none; proxy: none",
            "GREEN __glibc: 2.36 (test); the lock assumes 2.28");
    assertThat(finding(server.url() + "/noarch").fact()).startsWith("repodata.json.zst, ");
  }

  @Test
  void checkup_asksForHeadersAloneAndCachesNothing() {
    examine();
    assertThat(server.requests()).extracting(ChannelServer.Request::method).containsOnly("HEAD");
    assertThat(folder.resolve("cache/http")).doesNotExist();
  }

  @Test
  void serverThatRefusesHead_isAskedForTheFile() {
    server.fail("/noarch/repodata.json.zst", Fault.status(405).times(1));
    assertThat(finding(server.url() + "/noarch").level()).isEqualTo(Level.GREEN);
    assertThat(server.requests()).extracting(ChannelServer.Request::method).contains("GET");
  }

  @Test
  void fileChannel_isLookedAtInPlace() throws IOException {
    environment(channel.toString());
    String url = TestChannel.url(channel);
    Checkup checkup = examine();
    assertThat(lines(checkup)).contains("GREEN " + channel + ": " + url);
    assertThat(checkup.count(Level.RED)).isZero();
  }

  @Test
  void multichannel_isLookedAtAsItsMembers() throws IOException {
    multichannels.put("ours", List.of(server.url() + "/other", channel.toString()));
    environment("ours");
    Checkup checkup = examine();
    assertThat(lines(checkup)).contains("GREEN " + channel + ": " + TestChannel.url(channel));
    assertThat(codes(checkup, Level.RED)).containsExactly("HERM-DOC-009");
    assertThat(finding(server.url() + "/other/noarch").level()).isEqualTo(Level.YELLOW);

    multichannels.put("ours", List.of());
    assertThat(codes(examine(), Level.RED)).containsExactly("HERM-CHAN-007");
  }

  @Test
  void brokenEnvironmentFile_isRedAndTheRestIsToldNevertheless() throws IOException {
    Files.writeString(folder.resolve("environment.yml"), "dependencies: [numpy\n");
    Checkup checkup = examine();
    assertThat(codes(checkup, Level.RED)).containsExactly("HERM-YAML-006");
    assertThat(checkup.findings())
        .extracting(Finding::section)
        .contains(Finding.Section.CACHE, Finding.Section.MACHINE);
  }

  @Test
  void missingEnvironmentFile_isRed() throws IOException {
    Files.delete(folder.resolve("environment.yml"));
    assertThat(codes(examine(), Level.RED)).containsExactly("HERM-YAML-001");
  }

  @Test
  void unknownKeyInTheEnvironmentFile_isYellowOnce() throws IOException {
    Files.writeString(
        folder.resolve("environment.yml"),
        "chanels: []\nchannels: [" + server.url() + "]\nplatforms: [linux-64]\n"
            + "dependencies: [tool]\n");
    assertThat(codes(examine(), Level.YELLOW)).containsExactly("HERM-ENV-101", "HERM-DOC-011");
  }

  @Test
  void noLock_isYellowWithTheCommandThatMakesIt() {
    Checkup checkup = examine();
    assertThat(problems(checkup, Level.YELLOW))
        .isEqualTo(
            "HERM-DOC-011 conda-lock.yml: there is no lock yet\n"
                + "  Fix: run `mvn hermetic:lock` and commit conda-lock.yml");
    assertThat(checkup.verdict()).isEmpty();
  }

  @Test
  void staleLock_isRed() throws IOException {
    lock();
    String text = Files.readString(folder.resolve("environment.yml"));
    Files.writeString(folder.resolve("environment.yml"), text.replace("tool", "tool >=99"));
    Checkup checkup = examine();
    assertThat(problems(checkup, Level.RED))
        .startsWith("HERM-DOC-012 conda-lock.yml: the lock is stale: environment.yml:")
        .contains("`tool >=99` is not met by tool ")
        .endsWith("\n  Fix: run `mvn hermetic:lock` and commit conda-lock.yml");
    assertThat(checkup.verdict().orElseThrow().render())
        .matches(
            "HERM-DOC-001 hermetic:doctor: 1 of \\d+ checks is red: conda-lock.yml\n"
                + "  Fix: follow the fixes above, or only look with -Dhermetic.doctor.fail=false");
  }

  @Test
  void brokenLock_isRed() throws IOException {
    Files.writeString(folder.resolve("conda-lock.yml"), "version: 7\n");
    assertThat(codes(examine(), Level.RED)).containsExactly("HERM-LOCK-002");
  }

  @Test
  void channelThatServesNothingOfThese_isRed() throws IOException {
    environment(server.url() + "/nowhere");
    Checkup checkup = examine();
    assertThat(codes(checkup, Level.YELLOW)).contains("HERM-DOC-009");
    assertThat(finding(server.url() + "/nowhere").level()).isEqualTo(Level.GREEN);
    assertThat(problems(checkup, Level.RED))
        .isEqualTo(
            "HERM-DOC-009 "
                + server.url()
                + "/nowhere: has no repodata for any of these platforms\n"
                + "  Fix: check the channel's name and the mirrors; a platform that the channel"
                + " does not serve goes out of platforms:");
  }

  @Test
  void subdirThatIsNotServed_isYellow() throws IOException {
    String text = Files.readString(folder.resolve("environment.yml"));
    Files.writeString(
        folder.resolve("environment.yml"), text.replace("[linux-64]", "[linux-64, win-64]"));
    assertThat(finding(server.url() + "/win-64").level()).isEqualTo(Level.YELLOW);
    assertThat(finding(server.url() + "/win-64").fact())
        .isEqualTo("the channel has no such subdir");
  }

  @Test
  void serverThatFails_isRedForThatSubdirOnly() {
    server.fail("/linux-64/repodata.json.zst", Fault.status(503));
    Checkup checkup = examine();
    assertThat(codes(checkup, Level.RED)).containsExactly("HERM-NET-004");
    assertThat(finding(server.url() + "/noarch").level()).isEqualTo(Level.GREEN);
  }

  @Test
  void webPageInThePlaceOfRepodata_isRed() {
    for (String file : List.of("repodata_shards.msgpack.zst", "repodata.json.zst")) {
      server.fail("/linux-64/" + file, Fault.webPage());
      server.fail("/noarch/" + file, Fault.webPage());
    }
    Checkup checkup = examine();
    assertThat(codes(checkup, Level.RED)).containsOnly("HERM-DOC-013");
    assertThat(finding(server.url() + "/noarch").problem().render())
        .isEqualTo(
            "HERM-DOC-013 "
                + server.url()
                + "/noarch: a web page comes in the place of repodata_shards.msgpack.zst\n"
                + "  Fix: see what the address shows in a browser: it may be the login page of a"
                + " network or proxy, or of the server, which then wants credentials");
  }

  @Test
  void serverThatIsNotThere_isRedInBoundedTime() throws IOException {
    try (ClosedPort port = ClosedPort.take()) {
      environment("http://" + port.host());
      assertThat(codes(examine(), Level.RED)).containsOnly("HERM-NET-006");
    }
  }

  @Test
  void serverThatSaysNothing_isRedAfterTheStallTimeout() throws IOException {
    try (ServerSocket silent = new ServerSocket(0)) {
      environment("http://127.0.0.1:" + silent.getLocalPort());
      stallTimeout = Duration.ofSeconds(1);
      long start = System.nanoTime();
      assertThat(codes(examine(), Level.RED)).containsOnly("HERM-NET-008");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }
  }

  @Test
  void deniedChannel_isRedAndNamesTheSourceOfTheCredentials() {
    server.requireBasic("me", SECRET);
    credentials.add(source("settings.xml", new Credential("me", "wrong-" + SECRET)));
    Checkup checkup = examine();
    assertThat(codes(checkup, Level.RED)).containsOnly("HERM-NET-002");
    assertThat(server.requests())
        .extracting(ChannelServer.Request::method)
        .containsExactly("HEAD", "GET");
    assertThat(finding(server.url()).fact()).contains("credentials: of settings.xml");
  }

  @Test
  void credentialsThatWork_areNamedByTheirSource() {
    server.requireBasic("me", SECRET);
    credentials.add(source("elsewhere", null));
    credentials.add(source(".netrc", new Credential("me", SECRET)));
    Checkup checkup = examine();
    assertThat(checkup.count(Level.RED)).isZero();
    assertThat(finding(server.url()).fact()).contains("credentials: of .netrc; proxy: none");
  }

  @Test
  void credentialsThatCannotBeRead_areRedWithTheirOwnProblem() {
    credentials.add(
        new CredentialSource() {
          @Override
          public Optional<Credential> find(URI uri) {
            throw new HermeticException(
                new Problem(
                    "HERM-PARAM-002", Problem.Kind.INPUT, "settings.xml", "broken", "mend it"));
          }

          @Override
          public String describe() {
            return "settings.xml";
          }
        });
    assertThat(codes(examine(), Level.RED)).containsOnly("HERM-PARAM-002");
  }

  @Test
  void mirrorAndProxy_areNamed() throws IOException {
    environment("https://conda.example.org/forge");
    mirrors.put("https://conda.example.org", server.url() + "/t/" + SECRET);
    Credential credential = new Credential("p", SECRET);
    proxies.add(
        new ProxyConfig("http", "127.0.0.1", server.port(), credential, List.of()));
    assertThat(finding("https://conda.example.org/forge").fact())
        .isEqualTo(
            server.url()
                + "/forge, the mirror of https://conda.example.org/forge; credentials: of its"
                + " URL (its token); proxy: 127.0.0.1:"
                + server.port());
  }

  @Test
  void channelThatIsNone_isRedOnce() throws IOException {
    environment("https://${NOT_SET}/forge");
    assertThat(codes(examine(), Level.RED)).containsExactly("HERM-CHAN-003");
  }

  @Test
  void offline_looksIntoTheCache() {
    lock();
    server.close();
    offline = true;
    Checkup checkup = examine();
    assertThat(checkup.count(Level.RED)).isZero();
    assertThat(finding(server.url() + "/noarch").fact()).endsWith(", in the cache");
    assertThat(finding("network").fact()).isEqualTo("not used: Maven works offline (-o)");
  }

  @Test
  void offlineWithoutCache_isRed() {
    offline = true;
    assertThat(codes(examine(), Level.RED)).containsOnly("HERM-NET-011");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void pipSection_isRedAsForTheLock() throws IOException {
    String text = Files.readString(folder.resolve("environment.yml"));
    Files.writeString(
        folder.resolve("environment.yml"), text + "- pip\n- pip:\n  - requests\n");
    assertThat(codes(examine(), Level.RED)).containsExactly("HERM-PIP-001");
  }

  @Test
  void noSecret_isInAnyText() throws IOException {
    variables.put("CHANNEL_TOKEN", SECRET);
    variables.put("CHANNEL_PASSWORD", SECRET);
    environment(
        "http://user:$CHANNEL_PASSWORD@127.0.0.1:" + server.port() + "/t/$CHANNEL_TOKEN/a",
        "http://127.0.0.1:" + server.port());
    server.requireBasic("other", "other");
    credentials.add(source("settings.xml", new Credential("me", SECRET)));
    proxies.add(new ProxyConfig("https", "h", 1, new Credential("p", SECRET), List.of()));
    mirrors.put("https://conda.example.org", "http://u:" + SECRET + "@127.0.0.1:1/t/" + SECRET);
    Checkup checkup = examine();
    assertThat(codes(checkup, Level.RED)).contains("HERM-NET-002");
    assertThat(checkup.toString()).doesNotContain(SECRET);
    assertThat(text(checkup)).doesNotContain(SECRET).contains("credentials: of settings.xml");
  }

  @Test
  void text_isAlignedWithAFixUnderEachProblem() {
    Checkup checkup =
        new Checkup(
            List.of(
                Finding.green(Finding.Section.CACHE, "cache", "fine"),
                Finding.of(
                    Level.RED,
                    Finding.Section.FILES,
                    new Problem("HERM-X-001", Problem.Kind.INPUT, "a.yml:1:1", "is bad", "do so")),
                Finding.of(
                    Level.RED,
                    Finding.Section.FILES,
                    new Problem("HERM-X-003", Problem.Kind.INPUT, "b.yml", "is worse", "do so")),
                Finding.of(
                    Level.YELLOW,
                    Finding.Section.FILES,
                    new Problem("HERM-X-002", Problem.Kind.INPUT, "b\u001b[31m", "ü", "look"))));
    assertThat(text(checkup))
        .isEqualTo(
            """
            Files
              RED     a.yml:1:1  is bad (HERM-X-001)
              RED     b.yml      is worse (HERM-X-003)
                      Fix: do so
              yellow  b\\u001B[31m  \\u00FC (HERM-X-002)
                      Fix: look
            Cache
              ok      cache      fine
            1 green, 1 yellow, 2 red""");
  }

  private static String text(Checkup checkup) {
    return CheckupText.lines(checkup, TextStyle.ASCII).stream()
        .map(CheckupText.Line::text)
        .collect(Collectors.joining("\n"));
  }

  private void environment(String... channels) throws IOException {
    StringBuilder text = new StringBuilder("channels:\n");
    for (String one : channels) {
      text.append("- ").append(one).append('\n');
    }
    text.append("platforms: [linux-64]\ndependencies:\n- tool\n");
    Files.writeString(folder.resolve("environment.yml"), text.toString());
  }

  private static CredentialSource source(String name, Credential credential) {
    return new CredentialSource() {
      @Override
      public Optional<Credential> find(URI uri) {
        return Optional.ofNullable(credential);
      }

      @Override
      public String describe() {
        return name;
      }
    };
  }

  private FetchSettings settings() {
    return new FetchSettings(
        folder.resolve("cache"),
        offline,
        false,
        proxies,
        credentials,
        variables,
        stallTimeout,
        stallTimeout,
        1);
  }

  private LockRequest request(LockRequest.Mode mode) {
    return LockRequest.in(folder)
        .allowDefaults(false)
        .mirrors(mirrors)
        .multichannels(multichannels)
        .pip(LockRequest.PipMode.FAIL)
        .mode(mode)
        .build();
  }

  private void lock() {
    new LockService(settings(), CLOCK, Listener.SILENT).lock(request(LockRequest.Mode.ALWAYS));
  }

  private Checkup examine() {
    SortedMap<String, Machine.Property> has = new TreeMap<>();
    Map.of("__archspec", "1", "__glibc", "2.36", "__linux", "6.1", "__unix", "0")
        .forEach(
            (name, version) ->
                has.put(
                    name,
                    new Machine.Property(
                        new VirtualPackage(
                            name, version, name.equals("__archspec") ? "x86_64_v3" : "0"),
                        "test")));
    Machine machine = new Machine(Optional.of(Platform.LINUX_64), has);
    return new Doctor(settings(), CLOCK, machine, path -> 9_000_000_000L)
        .examine(
            new DoctorRequest(
                request(LockRequest.Mode.ALWAYS), new TreeMap<>(Map.of("Java", "17")), folder));
  }

  private Finding finding(String subject) {
    return examine().findings().stream()
        .filter(finding -> finding.subject().equals(subject))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> lines(Checkup checkup) {
    return checkup.findings().stream()
        .map(finding -> finding.level() + " " + finding.subject() + ": " + finding.fact())
        .toList();
  }

  private static List<String> codes(Checkup checkup, Level level) {
    return checkup.findings().stream()
        .filter(finding -> finding.level() == level)
        .map(finding -> finding.problem().code())
        .toList();
  }

  private static String problems(Checkup checkup, Level level) {
    return checkup.findings().stream()
        .filter(finding -> finding.level() == level)
        .map(finding -> finding.problem().render())
        .collect(Collectors.joining("\n"));
  }
}
