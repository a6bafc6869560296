package dev.hermetic.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.adopt.AdoptRequest;
import dev.hermetic.adopt.Adoption;
import dev.hermetic.diff.DiffText;
import dev.hermetic.lock.LockRequest.Mode;
import dev.hermetic.lock.LockResult.Outcome;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Problem;
import dev.hermetic.pypi.lock.PipSettings;
import dev.hermetic.pypi.lock.PipSettings.IndexStrategy;
import dev.hermetic.testkit.ChannelServer;
import dev.hermetic.testkit.TestChannel;
import dev.hermetic.testkit.TestIndex;
import dev.hermetic.testkit.TestPackage;
import dev.hermetic.testkit.TestWheel;
import dev.hermetic.text.TextStyle;
import dev.hermetic.tree.DependencyTree;
import dev.hermetic.tree.TreeText;
import dev.hermetic.tree.Why;
import dev.hermetic.tree.WhyText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockPipTest {
  private static final String SUBDIRS = "platforms: [linux-64, osx-arm64, osx-64, win-64]";

  @TempDir Path directory;
  private Path indexFolder;
  private TestIndex index;
  private LockProject project;

  @BeforeEach
  void serve() {
    TestChannel channel = TestChannel.create();
    for (String subdir : List.of("linux-64", "osx-arm64", "osx-64", "win-64")) {
      for (String version : List.of("3.11.9", "3.12.4")) {
        channel.add(TestPackage.of("python", version).withSubdir(subdir));
      }
      for (String version : List.of("1.26.4", "2.0.1")) {
        channel.add(TestPackage.of("numpy", version, "python >=3.10").withSubdir(subdir));
      }
      channel.add(TestPackage.of("pytorch", "2.3.0", "python").withSubdir(subdir));
    }
    channel.add(TestPackage.of("pip", "24.0", "python").withNoarch("python"));
    Path served = channel.write(directory.resolve("served/sample"));
    indexFolder = directory.resolve("index");
    index =
        TestIndex.in(indexFolder, TestIndex.Form.JSON)
            .add(
                TestWheel.of(
                        "requests", "2.31.0", "urllib3>=1.21.1,<3", "PySocks>=1.5; extra == 'socks'",
                        "win_inet_pton; sys_platform == 'win32' and extra == 'socks'")
                    .withHeader("Provides-Extra: socks"),
                TestWheel.of("requests", "2.30.0", "urllib3"),
                TestWheel.of("urllib3", "2.2.1"),
                TestWheel.of("urllib3", "2.1.0"),
                TestWheel.of("pysocks", "1.7.1"),
                TestWheel.of("win_inet_pton", "1.1.0"),
                TestWheel.of("uses_numpy", "1.0", "numpy>=1.20", "torch"),
                TestWheel.of("needs_old", "1.0", "numpy<2"),
                TestWheel.of("fast", "1.0").withTag("cp312-cp312-manylinux_2_17_x86_64"),
                TestWheel.of("fast", "1.0").withTag("cp312-cp312-macosx_11_0_arm64"),
                TestWheel.of("fast", "1.0").withTag("cp312-cp312-win_amd64"));
    project =
        new LockProject(directory.resolve("project"))
            .from(TestChannel.url(served))
            .pip(settings(indexUrl()));
  }

  private String indexUrl() {
    return indexFolder.toUri() + "simple";
  }

  private static PipSettings settings(String url, String... extra) {
    return new PipSettings(url, List.of(extra), null, IndexStrategy.FIRST_INDEX);
  }

  private LockProject asks(String platforms, String... pip) {
    return project.environment(
        "channels: [" + LockProject.CHANNEL + "]",
        platforms,
        "dependencies:",
        "- python",
        "- numpy",
        "- pip:",
        List.of(pip).stream().map(one -> "  - \"" + one + "\"").collect(Collectors.joining("\n")));
  }

  private static List<String> pip(LockResult result, Platform platform) {
    return result.lockfile().packages().stream()
        .filter(one -> one.manager() == Manager.PIP && one.platform().equals(platform))
        .map(one -> one.name() + " " + one.version())
        .toList();
  }

  private static LockedPackage find(LockResult result, String name) {
    return result.lockfile().packages().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void lock_extrasAndMarkers_areEvaluatedForEachPlatform() {
    LockResult result =
        asks(SUBDIRS, "Requests[socks]>=2", "fast; sys_platform != 'darwin' or platform_machine == 'arm64'")
            .lock();

    assertThat(pip(result, Platform.LINUX_64))
        .containsExactly("fast 1.0", "pysocks 1.7.1", "requests 2.31.0", "urllib3 2.2.1");
    assertThat(pip(result, Platform.OSX_64))
        .containsExactly("pysocks 1.7.1", "requests 2.31.0", "urllib3 2.2.1");
    assertThat(pip(result, new Platform("win-64")))
        .containsExactly(
            "fast 1.0",
            "pysocks 1.7.1",
            "requests 2.31.0",
            "urllib3 2.2.1",
            "win-inet-pton 1.1.0");
    LockedPackage requests = find(result, "requests");
    String file = "requests-2.31.0-py3-none-any.whl";
    assertThat(requests.url()).isEqualTo(indexFolder.toUri() + "files/" + file);
    assertThat(requests.sha256()).isEqualTo(digest(file));
    assertThat(requests.dependencies())
        .containsEntry("urllib3", "<3,>=1.21.1")
        .containsEntry("pysocks", ">=1.5");
    assertThat(project.text("conda-linux-64.lock"))
        .contains("# pip requests @ " + requests.url() + "#sha256=" + requests.sha256());
    assertThat(project.mode(Mode.IF_STALE).lock().outcome()).isEqualTo(Outcome.UP_TO_DATE);
  }

  private String digest(String file) {
    try {
      return sha256(Files.readAllBytes(indexFolder.resolve("files").resolve(file)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void lock_whatCondaProvides_isNotLockedTwice() {
    project.environment(
        "channels: [" + LockProject.CHANNEL + "]",
        "platforms: [linux-64]",
        "dependencies: [python, numpy, pytorch, {pip: [uses_numpy, numpy>=1]}]");
    LockResult result = project.lock();

    assertThat(pip(result, Platform.LINUX_64)).containsExactly("uses-numpy 1.0");
    assertThat(project.lockText()).contains("hermetic_pip_names: pytorch=torch\n");
    assertThat(project.mode(Mode.IF_STALE).lock().outcome()).isEqualTo(Outcome.UP_TO_DATE);
  }

  @Test
  void lock_missingWheelForOnePlatform_namesIt() {
    String failure = asks(SUBDIRS, "fast").failure();

    assertThat(failure)
        .endsWith(
            "Fix: limit fast by a marker to the platforms that have a wheel, take it from a conda"
                + " channel, or tell of newer machines in virtual-packages.yml");
    assertThat(failure).contains("on osx-64\n").contains("fast").doesNotContain("win-64");
  }

  @Test
  void lock_pipSectionAlone_bringsPython() {
    project.environment(
        "channels: [" + LockProject.CHANNEL + "]",
        "platforms: [linux-64]",
        "dependencies: [{pip: [requests]}]");
    // The pip that a pip section brings would bring python.
    assertThat(project.lock().lockfile().packages()).isNotEmpty();
  }

  @Test
  void update_namedPipPackage_movesNothingElse() {
    asks("platforms: [linux-64]", "requests", "urllib3<2.2").lock();
    String before = project.lockText();
    assertThat(before).contains("urllib3-2.1.0");
    index.add(TestWheel.of("requests", "2.32.0", "urllib3"), TestWheel.of("urllib3", "2.1.5"));

    LockResult updated =
        project
            .service()
            .update(new UpdateRequest(project.request(), List.of("requests"), false));

    assertThat(pip(updated, Platform.LINUX_64)).containsExactly("requests 2.32.0", "urllib3 2.1.0");
  }

  @Test
  void update_pipPackageThatDoesNotMove_saysWhatHoldsIt() {
    index.add(
        TestWheel.of("holder", "1.0", "pysocks<1.8"),
        TestWheel.of("pysocks", "1.8.0"),
        TestWheel.of("pysocks", "1.9rc1"));
    asks("platforms: [linux-64, osx-64]", "requests", "urllib3<2.2", "holder").lock();
    String before = project.lockText();

    List<String> names = List.of("requests", "urllib3", "pysocks");
    assertThat(
            project.service().update(new UpdateRequest(project.request(), names, false)).stayed())
        .containsExactly(
            "requests stays at 2.31.0 on linux-64, osx-64: no newer version that fits is in the indexes",
            "urllib3 stays at 2.1.0 on linux-64, osx-64: 2.2.1 is held back: `urllib3<2.2`"
                + " (environment.yml:8); `mvn hermetic:update \"-Dhermetic.packages=urllib3>=2.2.1\"`"
                + " tells which lines to change",
            "pysocks stays at 1.7.1 on linux-64, osx-64: 1.8.0 is held back: holder 1.0 (pip) needs"
                + " `pysocks <1.8`; `mvn hermetic:update \"-Dhermetic.packages=pysocks>=1.8.0\"`"
                + " tells which lines to change");
    assertThat(project.lockText()).isEqualTo(before);
  }

  /** conda's pytorch is torch: whoever names the project means it. */
  @Test
  void update_projectThatCondaProvides_movesTheCondaPackage() {
    LockProject both =
        project.environment(
            "channels: [" + LockProject.CHANNEL + "]",
            "platforms: [linux-64]",
            "dependencies: [python, numpy, pytorch, {pip: [uses_numpy]}]");
    both.lock();
    TestChannel channel = TestChannel.create();
    for (String version : List.of("2.3.0", "2.4.0", "2.5.0")) {
      channel.add(TestPackage.of("pytorch", version, "python").withSubdir("linux-64"));
    }
    channel.add(
        TestPackage.of("python", "3.12.4").withSubdir("linux-64"),
        TestPackage.of("numpy", "2.0.1", "python >=3.10").withSubdir("linux-64"),
        TestPackage.of("pip", "24.0", "python").withNoarch("python"));
    project.from(TestChannel.url(channel.write(directory.resolve("newer/sample"))));

    LockResult limited = both.service().update(new UpdateRequest(both.request(), List.of("torch<2.5"), true));
    assertThat(DiffText.lines(limited.changes(), TextStyle.ASCII))
        .anyMatch(line -> line.matches(".*pytorch +2.3.0 -> 2.4.0.*"));
    LockResult free = both.service().update(new UpdateRequest(both.request(), List.of("Torch"), false));
    assertThat(find(free, "pytorch").version()).isEqualTo("2.5.0");
  }

  /** From the pages that locking left in the cache. */
  @Test
  void why_pipPackage_tellsOfNewerVersions() {
    index.add("urllib3", TestIndex.Entry.of(TestWheel.of("urllib3", "2.5.0")).withYanked("bad"));
    index.add(TestWheel.of("urllib3", "2.4.0").withTag("cp39-cp39-win_amd64"));
    asks("platforms: [linux-64]", "requests", "urllib3<2.2").lock();

    assertThat(
            WhyText.lines(
                LockView.read(project.request(), Map.of())
                    .why(project.request(), "urllib3", project.settings()),
                TextStyle.ASCII))
        .anyMatch(line -> line.contains("2.2.1 is known"))
        .anyMatch(line -> line.contains("`urllib3<2.2` (environment.yml:8)"));
  }

  @Test
  void update_pipMoves_carryWhatForcedThem() {
    asks("platforms: [linux-64]", "requests", "urllib3<2.2").lock();
    index.add(TestWheel.of("requests", "2.32.0", "urllib3>=2.1.1"), TestWheel.of("urllib3", "2.1.5"));

    LockResult updated =
        project
            .service()
            .update(new UpdateRequest(project.request(), List.of("requests"), true));

    assertThat(DiffText.lines(updated.changes(), TextStyle.ASCII))
        .containsSubsequence(
            "Up (2)",
            "* requests (pip)  2.31.0 -> 2.32.0",
            "* urllib3 (pip)   2.1.0 -> 2.1.5",
            "      requests 2.32.0 needs `urllib3 >=2.1.1`");
  }

  @Test
  void view_readsTheFilesOfThePipSection_andLeavesOutWhatDoesNotApply() throws IOException {
    asks("platforms: [linux-64]", "-r more.txt", "absent; sys_platform == 'win32'");
    Files.writeString(directory.resolve("project/more.txt"), "-c limits.txt\nrequests\n");
    Files.writeString(directory.resolve("project/limits.txt"), "urllib3<2.2\n");
    project.lock();

    LockView view = LockView.read(project.request(), Map.of());

    assertThat(TreeText.lines(DependencyTree.of(view.graphs(), 9), TextStyle.ASCII))
        .contains("requests 2.31.0 (pip)  `requests` (more.txt:2)")
        .noneMatch(line -> line.contains("absent") || line.contains("needed by nothing"));
    List<Why> why = view.why(project.request(), "urllib3", project.settings());
    assertThat(WhyText.lines(why, TextStyle.ASCII))
        .containsSubsequence(
            "    `requests` (more.txt:2): requests 2.31.0 (pip) -> urllib3 2.1.0 (pip)",
            "    `urllib3<2.2` (limits.txt:1)");
  }

  @Test
  void lock_categories_areThoseOfWhoNeedsAPackage_andCheckKnowsThem() {
    project
        .files("environment.yml", "dev.yml")
        .file(
            "environment.yml",
            "channels: [" + LockProject.CHANNEL + "]\nplatforms: [linux-64]\n"
                + "dependencies:\n- python\n- pip: [uses_numpy]\n")
        .file(
            "dev.yml",
            "category: dev\nchannels: [" + LockProject.CHANNEL + "]\n"
                + "dependencies:\n- numpy\n- pytorch\n- pip: [requests]\n");

    assertThat(project.lock().lockfile().packages())
        .extracting(one -> one.manager().key() + " " + one.name() + " " + one.category())
        .containsExactly(
            "conda numpy main", "conda pip main", "conda python main", "conda pytorch main",
            "pip requests dev", "pip urllib3 dev", "pip uses-numpy main");
    assertThat(project.service().check(project.request()).problems()).isEmpty();

    String text = project.lockText();
    int at = text.indexOf("  category: dev", text.indexOf("- name: urllib3"));
    project.file(
        "conda-lock.yml",
        text.substring(0, at) + "  category: main\n  optional: false\n"
            + text.substring(text.indexOf("- name: uses")));
    assertThat(project.service().check(project.request()).problems())
        .extracting(Problem::fact)
        .contains("urllib3 2.2.1 is needed in category dev, but is in main (linux-64)");
    project.file("environment.yml", project.text("environment.yml").replace("- pip: [uses_numpy]", ""));
    project.file("dev.yml", project.text("dev.yml").replace("requests]", "uses_numpy]"));
    assertThat(project.service().check(project.request()).problems())
        .extracting(Problem::fact)
        .anyMatch(
            fact ->
                fact.startsWith("`uses_numpy` belongs in category dev, but is in main, locked at"));
  }

  @Test
  void lock_requirementAddedAndRemoved_returnsToTheSameBytes() {
    asks("platforms: [linux-64]", "requests").lock();
    String before = project.lockText();
    index.add(TestWheel.of("requests", "3.0"));

    LockResult added = asks("platforms: [linux-64]", "requests", "pysocks").mode(Mode.IF_STALE).lock();
    assertThat(pip(added, Platform.LINUX_64))
        .containsExactly("pysocks 1.7.1", "requests 2.31.0", "urllib3 2.2.1");
    asks("platforms: [linux-64]", "requests").lock();

    assertThat(project.lockText()).isEqualTo(before);
  }

  @Test
  void lock_adoptedByAnotherProject_answersFromTheFirstDay() throws IOException {
    asks(SUBDIRS, "--pre", "Requests[socks]<3", "urllib3<2.2; sys_platform == 'linux'");
    project
        .file(
            "virtual-packages.yml",
            "subdirs: {linux-64: {packages: {__glibc: '2.35', __archspec: 1 x86_64_v3}}}\n")
        .lock();
    Path other = Files.createDirectories(directory.resolve("other"));

    Adoption.adopt(new AdoptRequest(other, project.lockfile(), "1", false));

    LockProject adopted = new LockProject(other).pip(settings(indexUrl()));
    assertThat(adopted.service().check(adopted.request()).problems()).isEmpty();
    assertThat(Files.readString(other.resolve("pom.xml")))
        .contains("<hermetic.pip.indexUrl>" + indexUrl() + "</hermetic.pip.indexUrl>");
  }

  @Test
  void lock_otherLocaleAndZone_sameBytes() {
    asks(SUBDIRS, "requests[socks]").lock();
    String before = project.lockText();
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      project.lock();
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
    assertThat(project.lockText()).isEqualTo(before);
  }

  @Test
  void lock_privateIndexFirst_keepsPublicOnesOut() throws IOException {
    Path secret = directory.resolve("secret");
    TestIndex.in(secret, TestIndex.Form.HTML).add(TestWheel.of("ours", "1.0", "requests"));
    index.add(TestWheel.of("ours", "99.0"));
    try (ChannelServer server = ChannelServer.serving(secret)) {
      server.requireBasic("bob", "s3cret");
      String url = server.url() + "/simple";
      asks(
          "platforms: [linux-64]",
          "--extra-index-url " + url.replace("://", "://${WHO}:${PASS}@"),
          "ours");
      project.variable("WHO", "bob").variable("PASS", "s3cret");
      LockResult result = project.lock();

      assertThat(pip(result, Platform.LINUX_64))
          .containsExactly("ours 1.0", "requests 2.31.0", "urllib3 2.2.1");
      assertThat(project.lockText())
          .contains("hermetic_pip_indexes: " + url)
          .doesNotContain("s3cret");
      String first = project.lockText();
      project.offline(true).lock();
      assertThat(project.lockText()).isEqualTo(first);
    }
    assertThat(LockProject.everything(project.folder.resolve("target"))).doesNotContain("s3cret");
  }

  @Test
  void lock_constraintsOfAFile_limitWhatComesAlong() throws IOException {
    asks("platforms: [linux-64]", "-c limits.txt", "requests==2.31.0");
    Files.writeString(
        directory.resolve("project/limits.txt"), "urllib3<2.2\npysocks==0.1\n");

    assertThat(pip(project.lock(), Platform.LINUX_64))
        .containsExactly("requests 2.31.0", "urllib3 2.1.0");
  }

  @Test
  void lock_prereleases_onlyWhereTheSectionAllowsThem() {
    index.add(TestWheel.of("urllib3", "3.0rc1"));

    assertThat(pip(asks("platforms: [linux-64]", "urllib3").lock(), Platform.LINUX_64))
        .containsExactly("urllib3 2.2.1");
    assertThat(
            pip(
                asks("platforms: [linux-64]", "--pre", "urllib3").mode(Mode.ALWAYS).lock(),
                Platform.LINUX_64))
        .containsExactly("urllib3 3.0rc1");
  }

  @Test
  void lock_mapping_goesOverTheNamesThatAreBuiltIn() throws IOException {
    Path mapping = directory.resolve("names.json");
    Files.writeString(mapping, "{\"numpy\": \"fast\", \"pytorch\": null}");
    project.pip(
        new PipSettings(
            indexUrl(), List.of(), mapping.toUri().toString(), IndexStrategy.FIRST_INDEX));

    LockResult result = asks("platforms: [linux-64]", "fast>=1").lock();

    assertThat(pip(result, Platform.LINUX_64)).as("conda's numpy is called fast here").isEmpty();
    assertThat(result.lockfile().metadata().custom().toString()).contains("numpy=fast");
  }

  @Test
  void lock_bestMatch_takesTheNewestOfAllIndexes() {
    Path other = directory.resolve("other");
    TestIndex.in(other, TestIndex.Form.HTML).add(TestWheel.of("urllib3", "1.9"));
    String url = other.toUri() + "simple";

    project.pip(settings(indexUrl(), url));
    assertThat(pip(asks("platforms: [linux-64]", "urllib3").lock(), Platform.LINUX_64))
        .as("the first index that has it")
        .containsExactly("urllib3 1.9");
    project.pip(
        new PipSettings(
            indexUrl(), List.of(url), null, IndexStrategy.UNSAFE_BEST_MATCH));
    assertThat(
            pip(
                asks("platforms: [linux-64]", "urllib3").mode(Mode.ALWAYS).lock(),
                Platform.LINUX_64))
        .containsExactly("urllib3 2.2.1");
  }

  @Test
  void lock_yankedOnly_isLeftAloneUnlessPinned() {
    index.add("gone", TestIndex.Entry.of(TestWheel.of("gone", "1.0")).withYanked("it is broken"));
    assertThat(asks("platforms: [linux-64]", "gone").failure())
        .contains("gone 1.0 was withdrawn by its authors: it is broken")
        .endsWith(
            "Fix: write `gone==1.0` to take what was withdrawn all the same, or ask for another"
                + " project");

    LockResult pinned = asks("platforms: [linux-64]", "gone==1.0").lock();
    assertThat(pip(pinned, Platform.LINUX_64)).containsExactly("gone 1.0");
    assertThat(project.warnings()).anyMatch(text -> text.contains("HERM-PIP-011 gone 1.0"));
  }

  @Test
  void lock_projectThatNobodyHas_namesWhatToCorrect() {
    index.add(TestWheel.of("lost", "1.0", "absent>=2"));

    assertThat(asks("platforms: [linux-64]", "reqeusts").failure())
        .contains("`reqeusts` (environment.yml:7", "no index has a project reqeusts")
        .endsWith(
            "Fix: correct the name reqeusts, or name the index that has it with `--extra-index-url`"
                + " or `--find-links`");
    assertThat(asks("platforms: [linux-64]", "lost", "requests").failure())
        .contains("lost 1.0 needs `absent>=2`", "no index has a project absent")
        .contains("Fix: correct the name absent, or name the index", ", or leave out `lost`");
  }

  @Test
  void lock_fileThatIsListedAndNotThere_saysSo() throws IOException {
    TestWheel away = TestWheel.of("away", "1.0");
    index.add("away", TestIndex.Entry.of(away).withMetadataBeside());
    Files.delete(indexFolder.resolve("files").resolve(away.fileName()));

    assertThat(asks("platforms: [linux-64]", "away --hash=sha512:" + "0".repeat(128)).failure())
        .startsWith("HERM-PIP-015 ")
        .endsWith(
            "lists away-1.0-py3-none-any.whl, which is not there\n  Fix: try again later with -U; tell"
                + " those who keep the index if it stays so");
  }

  @Test
  void lock_wheelThatFitsNothing_isNotLeftOutAlone() {
    assertThat(asks(SUBDIRS, "fast", "urllib3").failure())
        .contains("Fix: limit fast by a marker to the platforms that have a wheel, take it from a conda channel")
        .contains(", or leave out `fast` (environment.yml:7:5)");
  }

  @Test
  void lock_urlOfAWheelThatDoesNotFit_asksForAnotherAddress() {
    String url = indexFolder.toUri() + "files/tiny-1.0-cp312-cp312-win_amd64.whl";
    assertThat(asks("platforms: [linux-64]", "tiny @ " + url).failure())
        .contains(
            ": this pip requirement cannot be met on linux-64\n",
            "tiny 1.0 is a wheel that is for win_amd64, not for linux-64",
            "\n  Fix: give the address of a wheel of tiny that fits, or ask for tiny by its version");
  }

  @Test
  void lock_urlWithoutAFile_isNotLaidToAnIndex() {
    String url = indexFolder.toUri() + "files/tiny-1.0-py3-none-any.whl";
    assertThat(asks("platforms: [linux-64]", "tiny @ " + url).failure())
        .contains(
            "tiny 1.0 cannot be used: its file is not on the server",
            "\n  Fix: give the address of a wheel of tiny that fits");
  }

  @Test
  void lock_excludeNewer_namesFilesOfUnknownAge() {
    index.add(
        "aged", TestIndex.Entry.of(TestWheel.of("aged", "1.0")).withUploaded("2026-01-01T00:00:00Z"));
    index.add(
        "aged", TestIndex.Entry.of(TestWheel.of("aged", "2.0")).withUploaded("2026-10-01T00:00:00Z"));
    project.excludeNewer("2026-06-01");
    LockResult result = asks("platforms: [linux-64]", "aged", "urllib3").lock();

    assertThat(pip(result, Platform.LINUX_64)).containsExactly("aged 1.0", "urllib3 2.2.1");
    assertThat(project.warnings())
        .anyMatch(
            text ->
                text.contains(
                        "HERM-PIP-008 hermetic.excludeNewer: 1 file of pip packages may be newer than 2026-06-01, since the"
                            + " index does not say when they were uploaded: urllib3-2.2.1-py3-none-any.whl\n"));
  }

  @Test
  void lock_hashes_areHeldToThem() {
    String right = digest("urllib3-2.1.0-py3-none-any.whl");
    LockResult result =
        asks("platforms: [linux-64]", "urllib3 --hash=sha256:" + right).lock();
    assertThat(pip(result, Platform.LINUX_64)).containsExactly("urllib3 2.1.0");

    assertThat(asks("platforms: [linux-64]", "urllib3 --hash=sha256:" + "0".repeat(64)).failure())
        .contains("urllib3 2.1.0, 2.2.1 have no file with one of the hashes that are asked for")
        .endsWith("Fix: correct the --hash of urllib3, or remove it");
  }

  @Test
  void lock_findLinksWithoutDigests_computesThem() throws IOException {
    Path wheels = project.folder.resolve("wheels");
    Files.createDirectories(wheels);
    TestWheel own = TestWheel.of("own", "1.0", "urllib3");
    Files.write(wheels.resolve(own.fileName()), own.bytes());
    LockResult result = asks("platforms: [linux-64]", "--find-links wheels", "own").lock();

    assertThat(pip(result, Platform.LINUX_64)).containsExactly("own 1.0", "urllib3 2.2.1");
    assertThat(find(result, "own").sha256()).isEqualTo(sha256(own.bytes()));
  }

  @Test
  void lock_sourceDistributionAlone_namesTheWaysOut() {
    index.add(
        "src",
        new TestIndex.Entry(
            "src-1.0.tar.gz",
            Sdists.of("src", "1.0"),
            "".getBytes(StandardCharsets.UTF_8),
            null,
            null,
            null,
            false));

    assertThat(asks("platforms: [linux-64]", "src").failure())
        .contains("HERM-PIP-004", "src 1.0 has no wheel for linux-64", "--find-links");
  }

  @Test
  void lock_repositories_needACommit() {
    String commit = "0123456789abcdef0123456789abcdef01234567";
    LockResult result =
        asks("platforms: [linux-64]", "tool @ git+https://example.org/tool@" + commit).lock();
    LockedPackage tool = find(result, "tool");
    assertThat(tool.sha256()).isEqualTo(commit);
    assertThat(tool.sourceUrl()).isEqualTo("git+https://example.org/tool@" + commit);
    assertThat(project.warnings()).anyMatch(
            text ->
                text.contains("HERM-PIP-010")
                    && text.endsWith("name the address of a wheel in its place, since those build nothing"));
    assertThat(project.mode(Mode.IF_STALE).lock().outcome()).isEqualTo(Outcome.UP_TO_DATE);

    assertThat(asks("platforms: [linux-64]", "tool @ git+https://example.org/tool@main").failure())
        .contains("HERM-PIP-005 environment.yml:7", "without a commit");
    assertThat(asks("platforms: [linux-64]", "-e .").failure())
        .contains("HERM-PIP-006 environment.yml:7", "`-e .`");
  }

  @Test
  void lock_directUrl_recordsItsDigest() {
    String url = indexFolder.toUri() + "files/urllib3-2.1.0-py3-none-any.whl";
    LockResult result = asks("platforms: [linux-64]", "urllib3 @ " + url).lock();

    LockedPackage locked = find(result, "urllib3");
    assertThat(locked.version()).isEqualTo("2.1.0");
    assertThat(locked.sourceUrl()).isEqualTo(url + "#sha256=" + locked.sha256());
  }
}
