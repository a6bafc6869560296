package dev.hermetic.prefix;

import dev.hermetic.digest.Sha256;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStream;
import dev.hermetic.platform.Platform;
import dev.hermetic.testkit.SharedData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The prefixes that mamba 2.8.1 makes of the same packages, file for file. */
class GoldenPrefixTest {
  @TempDir Path temp;

  private PrefixResult build(
      List<PrefixPackage> packages, String prefix, String folder, LinkMode mode, int threads) {
    return build(packages, prefix, temp.resolve(folder), mode, false, threads);
  }

  private static PrefixResult build(
      List<PrefixPackage> packages,
      String prefix,
      Path folder,
      LinkMode mode,
      boolean compile,
      int threads) {
    var target = new TargetPrefix(prefix, Platform.LINUX_64);
    PrefixPlan plan = PrefixPlan.of(Platform.LINUX_64, packages);
    return PrefixBuilder.build(
        new PrefixRequest(
            plan, PrefixNotes.NONE, folder, target, target, mode, compile, threads));
  }

  /** What is on the disk, without {@code conda-meta}, one line for each path that is no folder. */
  private static SortedMap<String, String> onDisk(Path prefix) throws IOException {
    SortedMap<String, String> found = new TreeMap<>();
    try (Stream<Path> all = Files.walk(prefix)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        String name = prefix.relativize(path).toString();
        if (name.startsWith("conda-meta")) {
          continue;
        }
        if (Files.isSymbolicLink(path)) {
          found.put(name, "softlink " + Files.readSymbolicLink(path));
        } else if (Files.isRegularFile(path)) {
          byte[] bytes = Files.readAllBytes(path);
          int mode = (Integer) Files.getAttribute(path, "unix:mode") & 07777;
          found.put(
              name,
              "file 0o" + Integer.toOctalString(mode) + " " + Sha256.hex(bytes));
        }
      }
    }
    return found;
  }

  private static SortedMap<String, String> golden(JsonNode files) {
    SortedMap<String, String> expected = new TreeMap<>();
    for (JsonNode file : files) {
      String text =
          file.get("type").asText().equals("softlink")
              ? "softlink " + file.get("target").asText()
              : "file " + file.get("mode").asText() + " " + file.get("sha256").asText();
      expected.put(file.get("path").asText(), text);
    }
    return expected;
  }

  @ParameterizedTest
  @CsvSource({"clobber-123", "symlinks"})
  void build_smallPackages_areAsMambaInstallsThem(String name) throws IOException {
    JsonNode golden =
        new ObjectMapper()
            .readTree(SharedData.data("golden/install/" + name + ".json").toFile());
    List<Path> archives = new ArrayList<>();
    for (JsonNode one : golden.get("packages")) {
      archives.add(SharedData.data("packages/" + one.asText()));
    }
    List<PrefixPackage> packages = RealPackages.unpack(archives, temp.resolve("cache"));
    build(packages, golden.get("prefix").asText(), "env", LinkMode.AUTO, 2);
    assertThat(onDisk(temp.resolve("env"))).isEqualTo(golden(golden.get("files")));
  }

  @Test
  void build_debian12_isAsMambaInstallsItAndTwiceTheSame() throws Exception {
    JsonNode golden;
    try (InputStream in =
        new ZstdInputStream(
            Files.newInputStream(
                SharedData.data("golden/install/debian12-linux-64.json.zst")))) {
      golden = new ObjectMapper().readTree(in);
    }
    List<PrefixPackage> packages = new ArrayList<>(debian12(temp.resolve("cache")));
    PrefixResult first =
        build(packages, "/opt/conda/envs/golden", "env", LinkMode.AUTO, 2);
    SortedMap<String, String> expected = golden(golden);
    // mamba's own configuration of that run.
    expected.remove(".mambarc");
    assertThat(onDisk(temp.resolve("env"))).isEqualTo(expected);
    assertThat(first.manifest().entries().stream().map(ManifestEntry::path))
        .containsAll(expected.keySet());

    var zone = TimeZone.getDefault();
    var locale = Locale.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
      Locale.setDefault(new Locale("tr", "TR"));
      Collections.shuffle(packages, new Random(3));
      PrefixResult second =
          build(packages, "/opt/conda/envs/golden", "second", LinkMode.COPY, 4);
      assertThat(second.manifest()).isEqualTo(first.manifest());
    } finally {
      TimeZone.setDefault(zone);
      Locale.setDefault(locale);
    }
    PrefixResult alone =
        build(packages, "/opt/conda/envs/golden", "third", LinkMode.HARDLINK, 1);
    assertThat(alone.manifest()).isEqualTo(first.manifest());

    runs(packages, first.manifest().digest());
  }

  /** Where the machine is of the platform, the real Python shows that it is used as it should be. */
  private void runs(List<PrefixPackage> packages, String digest) throws Exception {
    if (!System.getProperty("os.name").equals("Linux")
        || !System.getProperty("os.arch").equals("amd64")) {
      return;
    }
    Path one = temp.resolve("one");
    Path two = temp.resolve("two");
    PrefixResult compiled =
        build(packages, "/opt/conda/envs/golden", one, LinkMode.AUTO, true, 1);
    List<PrefixPackage> sorted = new ArrayList<>(packages);
    sorted.sort(Comparator.comparing(PrefixPackage::distribution));
    PrefixResult again =
        build(sorted, "/opt/conda/envs/golden", two, LinkMode.AUTO, true, 2);
    assertThat(compiled.notCompiled()).isNull();
    assertThat(compiled.compiled()).isGreaterThan(500);
    assertThat(again.manifest()).isEqualTo(compiled.manifest());
    assertThat(compiled.manifest().digest()).isEqualTo(digest);
    assertThat(python(one, "-Bvc", "import flask"))
        .contains(" matches " + one + "/lib/python3.11/site-packages/flask/__init__.py")
        .doesNotContain("bytecode is stale");
    takesShippedPyc(sorted, one);
  }

  /** What a package ships compiled is taken, unless the prefix was patched into its source. */
  private void takesShippedPyc(List<PrefixPackage> packages, Path prefix) throws Exception {
    String folder = "lib/python3.11/site-packages/";
    Path cache = temp.resolve("cache");
    Unpacked shipped =
        Unpacked.of(cache, "shipped")
            .file(folder + "shipped.py", "here = 1\n")
            .text(folder + "patched.py", "here = '" + Unpacked.PLACEHOLDER + "'\n");
    for (String module : List.of("shipped", "patched")) {
      Path source = cache.resolve("shipped-1/" + folder + module + ".py");
      python(prefix, "-m", "py_compile", source.toString());
      String compiled = folder + "__pycache__/" + module + ".cpython-311.pyc";
      shipped.file(compiled, Files.readAllBytes(cache.resolve("shipped-1").resolve(compiled)));
    }
    List<PrefixPackage> more = new ArrayList<>(packages);
    more.add(shipped.pack());
    // As long as the placeholder, so that the source's size does not give the patch away.
    String longest = "/" + "p".repeat(Unpacked.PLACEHOLDER.length() - 1);
    Path env = temp.resolve("shipped");
    build(more, longest, env, LinkMode.AUTO, false, 2);
    String log = python(env, "-Bvc", "import shipped, patched; print(patched.here)");
    assertThat(log)
        .contains(" matches " + env + "/" + folder + "shipped.py", "\n" + longest + "\n")
        .contains("bytecode is stale for 'patched'")
        .doesNotContain("bytecode is stale for 'shipped'");
  }

  private static String python(Path prefix, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(prefix.resolve("bin/python3.11").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("PYTHON"));
    builder.environment().putAll(Map.of("LC_ALL", "C"));
    Process process = builder.start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  /** The 48 packages that the golden environment has. */
  private static List<PrefixPackage> debian12(Path cache) throws IOException {
    List<Path> archives = new ArrayList<>();
    for (String subdir : List.of("linux-64", "noarch")) {
      try (Stream<Path> files =
          Files.list(SharedData.data("channels/debian12/" + subdir))) {
        files
            .filter(file -> !file.getFileName().toString().startsWith("repodata"))
            .filter(file -> !file.getFileName().toString().contains("netlib"))
            .forEach(archives::add);
      }
    }
    assertThat(archives).hasSize(48);
    return RealPackages.unpack(archives, cache);
  }
}
