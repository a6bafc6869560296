package dev.hermetic.prefix;

import dev.hermetic.digest.Sha256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrefixBuilderTest {
  private static final TargetPrefix TARGET = linux("/opt/env");

  @TempDir Path temp;
  private Path cache;
  private Path env;

  @BeforeEach
  void places() {
    cache = temp.resolve("cache");
    env = temp.resolve("env");
  }

  private static TargetPrefix linux(String path) {
    return new TargetPrefix(path, Platform.LINUX_64);
  }

  private Unpacked one(String name) {
    return Unpacked.of(cache, name);
  }

  private PrefixResult build(Unpacked... packages) {
    return build(LinkMode.AUTO, TARGET, TARGET, packages);
  }

  private PrefixResult build(
      LinkMode mode, TargetPrefix prefix, TargetPrefix target, Unpacked... packages) {
    var packs = Arrays.stream(packages).map(Unpacked::pack).toList();
    PrefixPlan plan = PrefixPlan.of(prefix.platform(), packs);
    return PrefixBuilder.build(
        new PrefixRequest(plan, PrefixNotes.NONE, env, prefix, target, mode, false, 2));
  }

  private static ManifestEntry entry(PrefixResult result, String path) {
    return result.manifest().entries().stream()
        .filter(one -> one.path().equals(path))
        .findFirst()
        .orElseThrow();
  }

  private String read(String path) throws IOException {
    return Files.readString(env.resolve(path));
  }

  private String mode(String path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(env.resolve(path)));
  }

  private long time(String path) throws IOException {
    return Files.getLastModifiedTime(env.resolve(path)).toMillis();
  }

  @Test
  void build_files_haveBytesModesAndTimesOfTheirPackage() throws IOException {
    build(one("a").file("bin/tool", "#!x", 0750).link("bin/other", "tool").folder("var/empty"));
    assertThat(read("bin/tool")).isEqualTo("#!x");
    assertThat(mode("bin/tool")).isEqualTo("rwxr-x---");
    assertThat(time("bin/tool")).isEqualTo(Unpacked.TIME * 1000);
    assertThat(Files.readSymbolicLink(env.resolve("bin/other"))).hasToString("tool");
    assertThat(mode("var/empty")).isEqualTo("rwxr-xr-x");
    assertThat(time("var/empty")).isEqualTo(Contest.CONSTANT_TIME * 1000);
    assertThat(time("conda-meta")).isEqualTo(Contest.CONSTANT_TIME * 1000);
  }

  @Test
  void build_patchedFiles_areNewerThanThePackage() throws IOException {
    byte[] binary = ("\1" + Unpacked.PLACEHOLDER + "/lib\0x").getBytes(StandardCharsets.US_ASCII);
    PrefixResult result =
        build(
            one("a").text("bin/script", "#!" + Unpacked.PLACEHOLDER + "/bin/sh\n")
                .binary("lib/b.so", binary));
    assertThat(read("bin/script")).isEqualTo("#!/opt/env/bin/sh\n");
    assertThat(mode("bin/script")).isEqualTo("rwxr-xr-x");
    assertThat(time("bin/script")).isEqualTo((Unpacked.ABOUT_TIME + 1) * 1000);
    assertThat(Files.readAllBytes(env.resolve("lib/b.so"))).hasSameSizeAs(binary);
    assertThat(read("lib/b.so")).startsWith("\1/opt/env/lib\0");
    assertThat(Files.readAllBytes(cache.resolve("a-1/lib/b.so"))).isEqualTo(binary);
    assertThat(entry(result, "bin/script").size()).isEqualTo(18);
  }

  @Test
  void build_linkModes_linkOrCopy() throws IOException {
    PrefixResult linked = build(one("a").file("x", "1").noLink("y", "2"));
    assertThat(List.of(linked.linked(), linked.copied())).containsExactly(1, 1);
    assertThat(Files.isSameFile(env.resolve("x"), cache.resolve("a-1/x"))).isTrue();
    assertThat(Files.isSameFile(env.resolve("y"), cache.resolve("a-1/y"))).isFalse();
    PrefixResult copied =
        build(LinkMode.COPY, TARGET, TARGET, one("a").file("x", "1").noLink("y", "2"));
    assertThat(List.of(copied.linked(), copied.copied())).containsExactly(0, 2);
    assertThat(Files.isSameFile(env.resolve("x"), cache.resolve("a-1/x"))).isFalse();
    assertThat(time("x")).isEqualTo(Unpacked.TIME * 1000);
    assertThat(copied.manifest()).isEqualTo(linked.manifest());
  }

  @Test
  void build_entryPoint_startsThePythonOfThePrefix() throws IOException {
    build(
        Unpacked.python(cache),
        one("tool").noarchPython("tool = tool.cli:main.run").file("site-packages/tool.py", ""));
    assertThat(read("bin/tool"))
        .isEqualTo(
            """
            #!/opt/env/bin/python3.11
            # -*- coding: utf-8 -*-
            import re
            import sys

            from tool.cli import main

            if __name__ == '__main__':
                sys.argv[0] = re.sub(r'(-script\\.pyw?|\\.exe)?$', '', sys.argv[0])
                sys.exit(main.run())
            """);
    assertThat(mode("bin/tool")).isEqualTo("rwxrwxr-x");
  }

  @Test
  void build_condaMeta_tellsWhatIsInstalledAndNothingOfThisMachine() throws IOException {
    build(
        one("a").file("x", "1").file("lost", "a").text("t", Unpacked.PLACEHOLDER)
            .requested("a >=1"),
        one("b").file("lost", "b").link("l", "x"));
    String text = read("conda-meta/a-1-0.json");
    JsonNode json = new ObjectMapper().readTree(text);
    List<String> keys = new ArrayList<>();
    json.fieldNames().forEachRemaining(keys::add);
    assertThat(keys).isSorted();
    assertThat(text).doesNotContain(temp.toString()).contains("\n  \"build\": \"0\",\n");
    assertThat(json.at("/files").toString()).isEqualTo("[\"t\",\"x\"]");
    assertThat(json.at("/requested_spec").asText()).isEqualTo("a >=1");
    assertThat(json.at("/channel").asText()).isEqualTo("https://example.org/main/linux-64");
    JsonNode patched = json.at("/paths_data/paths/0");
    assertThat(patched.at("/file_mode").asText()).isEqualTo("text");
    assertThat(patched.at("/sha256_in_prefix").asText())
        .isEqualTo(Sha256.hex("/opt/env".getBytes(StandardCharsets.UTF_8)))
        .isNotEqualTo(patched.at("/sha256").asText());
    assertThat(new ObjectMapper().readTree(read("conda-meta/b-1-0.json")).at("/files").toString())
        .isEqualTo("[\"l\",\"lost\"]");
    assertThat(read("conda-meta/history"))
        .isEqualTo(
            "==> 1980-01-01 00:00:00 <==\n# cmd: hermetic:install\n"
                + "+https://example.org/main/linux-64::a-1-0\n"
                + "+https://example.org/main/linux-64::b-1-0\n# update specs: [\"a >=1\"]\n");
    assertThat(env.resolve("conda-meta/state")).doesNotExist();
  }

  @Test
  void build_notes_becomeStateAndFrozen() throws IOException {
    PrefixPlan plan = PrefixPlan.of(Platform.LINUX_64, List.of(one("a").file("x", "").pack()));
    var variables = new TreeMap<>(Map.of("B", "2 \"q\"", "A", "1"));
    var notes = new PrefixNotes(variables, "Change environment.yml.");
    PrefixBuilder.build(
        new PrefixRequest(plan, notes, env, TARGET, TARGET, LinkMode.AUTO, false, 1));
    assertThat(read("conda-meta/state"))
        .isEqualTo("{\"env_vars\": {\"A\": \"1\", \"B\": \"2 \\\"q\\\"\"}, \"version\": 1}\n");
    assertThat(read("conda-meta/frozen"))
        .isEqualTo("{\"message\": \"Change environment.yml.\"}\n");
  }

  @Test
  void build_digest_isOfTheTargetWhereverThePrefixLies() throws IOException {
    Unpacked[] packages = {
      Unpacked.python(cache),
      one("t").noarchPython("t = t:m").file("site-packages/t.py", "").text("s", Unpacked.PLACEHOLDER)
    };
    PrefixResult there = build(packages);
    env = temp.resolve("elsewhere");
    PrefixResult here = build(LinkMode.COPY, linux("/some/where"), TARGET, packages);
    assertThat(read("s")).isEqualTo("/some/where");
    assertThat(here.manifest().digest()).isEqualTo(there.manifest().digest());
    assertThat(entry(here, "s").sha256()).isNotEqualTo(entry(here, "s").targetSha256());
    assertThat(entry(here, "s").targetSha256()).isEqualTo(entry(there, "s").sha256());
    env = temp.resolve("other-target");
    assertThat(build(LinkMode.AUTO, TARGET, linux("/opt/other"), packages).manifest().digest())
        .isNotEqualTo(there.manifest().digest());
  }

  @Test
  void build_again_replacesOnlyWhatItBrings() throws IOException {
    PrefixResult first = build(one("a").file("x", "1").text("t", Unpacked.PLACEHOLDER));
    Files.writeString(env.resolve("mine"), "kept");
    Files.delete(env.resolve("x"));
    Files.createSymbolicLink(env.resolve("x"), temp.resolve("outside"));
    PrefixResult second = build(one("a").file("x", "1").text("t", Unpacked.PLACEHOLDER));
    assertThat(second.manifest()).isEqualTo(first.manifest());
    assertThat(read("x")).isEqualTo("1");
    assertThat(read("mine")).isEqualTo("kept");
    assertThat(temp.resolve("outside")).doesNotExist();
  }

  @Test
  void build_linkInThePlaceOfAFolder_isNotWrittenThrough() throws IOException {
    Path outside = Files.createDirectory(temp.resolve("outside"));
    Files.createDirectory(env);
    Files.createSymbolicLink(env.resolve("lib"), outside);
    assertThatThrownBy(() -> build(one("a").file("lib/x", "1")))
        .isInstanceOf(HermeticException.class)
        .hasMessageStartingWith("HERM-PREFIX-010 " + env.resolve("lib"));
    assertThat(outside).isEmptyDirectory();
    assertThat(env.resolve(PrefixManifest.PATH)).doesNotExist();
  }

  @Test
  void build_prefixThatIsALink_isRefused() throws IOException {
    Path outside = Files.createDirectory(temp.resolve("outside"));
    Files.createSymbolicLink(env, outside);
    assertThatThrownBy(() -> build(one("a").file("x", "1")))
        .hasMessageStartingWith("HERM-PREFIX-010");
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void build_fileInTheWay_isTold() throws IOException {
    Files.createDirectory(env);
    Files.writeString(env.resolve("lib"), "a file");
    assertThatThrownBy(() -> build(one("a").file("lib/x", "1")))
        .hasMessageStartingWith("HERM-PREFIX-010 " + env.resolve("lib"));
    Files.delete(env.resolve("lib"));
    Files.createDirectories(env.resolve("x/full"));
    assertThatThrownBy(() -> build(one("a").file("x", "1")))
        .hasMessageStartingWith("HERM-PREFIX-013 " + env.resolve("x"));
    env = env.resolve("x/file");
    Files.writeString(env, "");
    env = env.resolve("env");
    assertThatThrownBy(() -> build(one("a").file("x", "1")))
        .hasMessageStartingWith("HERM-PREFIX-013 " + env);
  }

  @Test
  void build_hardLinksOnAnotherFileSystem_areCopiesOrAProblem() throws IOException {
    Path memory = Path.of("/dev/shm");
    assumeTrue(
        Files.isWritable(memory)
            && !Files.getFileStore(memory).equals(Files.getFileStore(temp)),
        "no second file system here");
    Path elsewhere = Files.createTempDirectory(memory, "hermetic");
    try {
      env = elsewhere.resolve("env");
      Unpacked[] packages = {one("a").file("x", "1").file("y", "2")};
      PrefixResult result = build(packages);
      assertThat(List.of(result.linked(), result.copied())).containsExactly(0, 2);
      assertThat(time("x")).isEqualTo(Unpacked.TIME * 1000);
      assertThatThrownBy(() -> build(LinkMode.HARDLINK, TARGET, TARGET, packages))
          .hasMessageStartingWith("HERM-PREFIX-012 " + env);
      Unpacked many = one("many");
      for (int i = 0; i < 300; i++) {
        many.file("f" + i, "x");
      }
      assertThatThrownBy(() -> build(LinkMode.HARDLINK, TARGET, TARGET, many))
          .isInstanceOfSatisfying(
              HermeticException.class, failure -> assertThat(failure.problems()).hasSize(1));
    } finally {
      try (var all = Files.walk(elsewhere)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  @Test
  void build_changedCache_isFoundAndLeavesNoManifest() throws IOException {
    build(one("a").file("x", "1"));
    Unpacked changed = one("a").file("x", "1").text("t", "abc");
    Path cached = cache.resolve("a-1/x");
    Files.writeString(cached, "2");
    assertThatThrownBy(() -> build(changed)).hasMessageStartingWith("HERM-PREFIX-011 " + cached);
    assertThat(env.resolve(PrefixManifest.PATH)).doesNotExist();
    Unpacked patched = one("b").text("t", "abc");
    Files.writeString(cache.resolve("b-1/t"), "abd");
    Files.setLastModifiedTime(cache.resolve("b-1/t"), FileTime.fromMillis(Unpacked.TIME * 1000));
    assertThatThrownBy(() -> build(patched)).hasMessageStartingWith("HERM-PREFIX-011");
    Files.delete(cache.resolve("b-1/t"));
    assertThatThrownBy(() -> build(patched)).hasMessageStartingWith("HERM-PREFIX-011");
    Unpacked otherMode = one("c").file("x", "1");
    Files.setPosixFilePermissions(
        cache.resolve("c-1/x"), PosixFilePermissions.fromString("rw-rw-rw-"));
    assertThatThrownBy(() -> build(otherMode)).hasMessageStartingWith("HERM-PREFIX-011");
  }

  @Test
  void build_pathLongerThanThePlaceholder_isToldBeforeAnythingIsWritten() {
    byte[] binary = Unpacked.PLACEHOLDER.getBytes(StandardCharsets.US_ASCII);
    String longer = "/" + "x".repeat(binary.length);
    Unpacked[] packages = {one("a").binary("b.so", binary).binary("c.so", binary)};
    assertThatThrownBy(() -> build(LinkMode.AUTO, linux(longer), TARGET, packages))
        .isInstanceOf(HermeticException.class)
        .hasMessageStartingWith(
            "HERM-PREFIX-008 " + longer + ": has 50 bytes, but b.so (a-1-0) has room for 49; files"
                + " with too little room: 2\n");
    assertThat(env).doesNotExist();
  }

  @Test
  void build_macOs_tellsWhatIsNoLongerSigned() {
    byte[] machO = ("\317\372\355\376" + Unpacked.PLACEHOLDER).getBytes(StandardCharsets.ISO_8859_1);
    byte[] other = Unpacked.PLACEHOLDER.getBytes(StandardCharsets.ISO_8859_1);
    TargetPrefix osx = new TargetPrefix("/opt/env", Platform.OSX_ARM64);
    PrefixResult result =
        build(LinkMode.AUTO, osx, osx, one("a").binary("lib/a.dylib", machO).binary("b", other));
    assertThat(result.unsigned()).containsExactly("lib/a.dylib");
  }

  @Test
  void build_manifest_isReadBackAndKnowsDamage() throws IOException {
    PrefixResult result = build(one("a").file("we ird\\\tname\n", "1").link("l", "a\tb"));
    byte[] bytes = Files.readAllBytes(env.resolve(PrefixManifest.PATH));
    assertThat(PrefixManifest.parse(bytes, "m")).isEqualTo(result.manifest());
    String text = new String(bytes, StandardCharsets.UTF_8);
    for (String damaged :
        List.of(
            "",
            text.substring(0, text.length() - 3),
            text.replace("0644", "0645"),
            text.replace("\tsoftlink\t", "\tlink\t"),
            text.replace("digest\t", "digset\t"))) {
      assertThatThrownBy(
              () -> PrefixManifest.parse(damaged.getBytes(StandardCharsets.UTF_8), "m"))
          .isInstanceOf(HermeticException.class)
          .hasMessageStartingWith("HERM-PREFIX-014 m");
    }
  }

  @Test
  void digest_isTheSumOfItsLines() throws IOException {
    PrefixResult result = build(one("a").file("x", "1").link("l", "x"));
    StringBuilder lines = new StringBuilder();
    for (String path : List.of("conda-meta", "conda-meta/a-1-0.json", "conda-meta/history")) {
      boolean folder = path.equals("conda-meta");
      String sha256 = folder ? "" : Sha256.hex(Files.readAllBytes(env.resolve(path)));
      lines.append(path).append(folder ? "\tdirectory\t0755\t\t" : "\tfile\t0644\t\t");
      lines.append(sha256).append('\n');
    }
    lines.append("l\tsoftlink\t0777\tx\t\n");
    lines.append("x\tfile\t0644\t\t").append(Sha256.hex(new byte[] {'1'})).append('\n');
    assertThat(result.manifest().digest())
        .isEqualTo(Sha256.hex(lines.toString().getBytes(StandardCharsets.UTF_8)));
  }
}
