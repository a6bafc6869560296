package dev.hermetic.lockfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.platform.Platform;
import dev.hermetic.pypi.tag.WheelTarget;
import dev.hermetic.pypi.version.PypiVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

class PylockWriterTest {
  private static final Platform LINUX = Platform.LINUX_64;
  private static final String SHA256 = "ab".repeat(32);
  private static final String COMMIT = "c".repeat(40);

  private static LockedPackage pip(
      String name, String url, String hash, String source, String... needs) {
    TreeMap<String, String> dependencies = new TreeMap<>();
    for (String need : needs) {
      dependencies.put(need, "*");
    }
    return new LockedPackage(
        name, "1.0", Manager.PIP, LINUX, dependencies, url, null, hash, source, null, "main");
  }

  private static String write(List<LockedPackage> packages) {
    Lockfile lock =
        new Lockfile(
            new Lockfile.Metadata(
                new TreeMap<>(),
                List.of(),
                List.of(LINUX),
                List.of(),
                new TreeMap<>(),
                new TreeMap<>(Map.of())),
            packages);
    WheelTarget target =
        new WheelTarget(LINUX, List.of(), PypiVersion.parse("3.11.2"), false);
    return new String(PylockWriter.write(lock, target), StandardCharsets.UTF_8);
  }

  private static final List<LockedPackage> PACKAGES =
      List.of(
          pip("b", "https://host/b-1.0-py3-none-any.whl", SHA256, null),
          pip("a", "https://host/a-1.0.tar.gz", SHA256, null, "b", "numpy"),
          pip("c", "https://host/c.whl", SHA256, "https://host/c.whl#sha256=" + SHA256),
          pip(
              "d",
              "git+https://host/d.git@" + COMMIT,
              COMMIT,
              "git+https://host/d.git@" + COMMIT + "#subdirectory=sub"));

  @Test
  void write_isTomlThatSaysAllOfIt() {
    TomlParseResult toml = Toml.parse(write(PACKAGES));

    assertThat(toml.errors()).isEmpty();
    assertThat(toml.getString("lock-version")).isEqualTo("1.0");
    assertThat(toml.getString("requires-python")).isEqualTo("==3.11.*");
    assertThat(toml.getArrayOrEmpty("environments").toList())
        .containsExactly(
            "sys_platform == 'linux' and platform_machine == 'x86_64'"
                + " and implementation_name == 'cpython'");
    TomlArray packages = toml.getArrayOrEmpty("packages");
    assertThat(packages.size()).isEqualTo(4);
    TomlTable a = packages.getTable(0);
    assertThat(a.getString("name")).isEqualTo("a");
    assertThat(a.getString("version")).isEqualTo("1.0");
    assertThat(a.getArrayOrEmpty("dependencies").size()).as("numpy is conda's").isEqualTo(1);
    assertThat(a.getString("sdist.name")).isEqualTo("a-1.0.tar.gz");
    assertThat(a.getString("sdist.hashes.sha256")).isEqualTo(SHA256);
    TomlTable wheel = packages.getTable(1).getArrayOrEmpty("wheels").getTable(0);
    assertThat(wheel.getString("url")).isEqualTo("https://host/b-1.0-py3-none-any.whl");
    assertThat(packages.getTable(2).getString("archive.url")).isEqualTo("https://host/c.whl");
    TomlTable d = packages.getTable(3);
    assertThat(d.contains("version")).as("of a repository it is not known").isFalse();
    assertThat(d.getString("vcs.type")).isEqualTo("git");
    assertThat(d.getString("vcs.url")).isEqualTo("https://host/d.git");
    assertThat(d.getString("vcs.commit-id")).isEqualTo(COMMIT);
    assertThat(d.getString("vcs.subdirectory")).isEqualTo("sub");
  }

  @Test
  void write_doesNotDependOnTheOrderOfTheLock() {
    List<LockedPackage> reversed = new ArrayList<>(PACKAGES);
    Collections.reverse(reversed);

    assertThat(write(reversed)).isEqualTo(write(PACKAGES));
  }

  @Test
  void write_quotesWhatTomlWouldTakeForItsOwn() {
    LockedPackage odd = pip("a", "https://host/a\"\\\u0001.whl", SHA256, null);

    TomlParseResult toml = Toml.parse(write(List.of(odd)));

    assertThat(toml.errors()).isEmpty();
    assertThat(
            toml.getArrayOrEmpty("packages")
                .getTable(0)
                .getArrayOrEmpty("wheels")
                .getTable(0)
                .getString("url"))
        .isEqualTo("https://host/a\"\\\u0001.whl");
  }

  @Test
  void pylockFile_hasOneNameBetweenItsDots() {
    assertThat(LockFileNames.pylockFile(Path.of("x/conda-lock.yml"), LINUX))
        .isEqualTo(Path.of("x/pylock.linux-64.toml"));
    assertThat(LockFileNames.pylockFile(Path.of("research.conda-lock.yml"), LINUX))
        .isEqualTo(Path.of("pylock.research-linux-64.toml"));
  }
}
