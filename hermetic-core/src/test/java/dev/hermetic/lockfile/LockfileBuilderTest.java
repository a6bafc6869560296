package dev.hermetic.lockfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.channel.Channel;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.record.PackageRecord;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LockfileBuilderTest {
  private static final String MD5 = "0123456789abcdef0123456789abcdef";
  private static final String BASE = "https://example.org/chan";
  private static final List<Channel> CHANNELS =
      List.of(
          new Channel(
              "https://example.org/t/$TOKEN/chan",
              BASE,
              "https://example.org/t/$TOKEN/chan",
              List.of("https://example.org/t/tk-secret/chan")));
  private static final Lockfile.Metadata NOTHING =
      new Lockfile.Metadata(
          new TreeMap<>(), List.of(), List.of(), List.of(), new TreeMap<>(), new TreeMap<>());

  private static PackageRecord record(String name, @Nullable String md5, String... depends) {
    String file = name + "-1.0-h_0.conda";
    return recordAt(name, md5, BASE + "/noarch/" + file, depends);
  }

  private static PackageRecord recordAt(
      String name, @Nullable String md5, String url, String... depends) {
    return new PackageRecord(
        name, "1.0", "h_0", 0, List.of(depends), List.of(), "noarch", "python", -1, List.of(),
        null, null, md5, null, -1, name + "-1.0-h_0.conda", BASE, url, null);
  }

  private static Lockfile build(PackageRecord... records) {
    return LockfileBuilder.build(
        NOTHING, new TreeMap<>(Map.of(Platform.LINUX_64, List.of(records))), CHANNELS);
  }

  private static Map<String, String> dependencies(String... depends) {
    return build(record("a", MD5, depends)).packages().get(0).dependencies();
  }

  @Test
  void build_dependencies_dropBuildsAndKeepVirtualPackages() {
    assertThat(dependencies("python_abi 3.11.* *_cp311", "__glibc >=2.17,<3.0.a0", "tzdata"))
        .hasToString("{__glibc=>=2.17,<3.0.a0, python_abi=3.11.*, tzdata=}");
  }

  @Test
  void build_severalConstraintsOnOneName_areJoinedAsCondaLockDoes() {
    assertThat(dependencies("python >=3.9", "python")).hasToString("{python=>=3.9}");
    assertThat(dependencies("libgcc >=14", "libgcc >=14")).hasToString("{libgcc=>=14}");
    assertThat(dependencies("numpy >=1.24.1", "numpy >=1.23,<3"))
        .hasToString("{numpy=>=1.23,<3,>=1.24.1}");
    assertThat(dependencies("numpy <2.5", "numpy >=1.19,<3", "numpy >=1.23.5"))
        .hasToString("{numpy=<2.5,>=1.19,<3,>=1.23.5}");
    assertThat(dependencies("python >=3.11,<3.12.0a0", "python >=3.11,<3.12.0a0 *_cpython"))
        .hasToString("{python=>=3.11,<3.12.0a0,>=3.11,<3.12.0a0}");
    assertThat(dependencies("libabseil * cxx17*", "libabseil >=20260107.1,<20260108.0a0"))
        .hasToString("{libabseil=*,>=20260107.1,<20260108.0a0}");
  }

  @Test
  void build_joinedWithAlternatives_keepsTheirMeaning() {
    assertThat(dependencies("x 1.*|2.*", "x <2.5")).hasToString("{x=(1.*|2.*),<2.5}");
  }

  @Test
  void build_url_hasVariablesInPlaceOfCredentials() {
    PackageRecord elsewhere = recordAt("b", MD5, "https://cdn.example.org/b-1.0-h_0.conda");
    assertThat(build(record("a", MD5, "b"), elsewhere).packages())
        .extracting(LockedPackage::url)
        .containsExactly(
            "https://example.org/t/$TOKEN/chan/noarch/a-1.0-h_0.conda",
            "https://cdn.example.org/b-1.0-h_0.conda");
  }

  @Test
  void build_packages_areInMain() {
    assertThat(build(record("b", MD5, "c"), record("a", MD5, "c")).packages())
        .extracting(p -> p.name() + " " + p.category() + " " + p.optional() + " " + p.build())
        .containsExactly("a main false null", "b main false null");
  }

  @Test
  void build_recordsWithoutMd5_areAllReported() {
    assertThatThrownBy(
            () -> build(record("b", null), record("a", null, "b")))
        .isInstanceOf(HermeticException.class)
        .hasMessage(
            String.join(
                "\n",
                "HERM-LOCK-010 https://example.org/chan/noarch/a-1.0-h_0.conda: the channel gives"
                    + " no md5 for this package, which conda-lock.yml (CEP-37) requires",
                "  Fix: ask the channel's owner to index it again with md5, or use another channel",
                "HERM-LOCK-010 https://example.org/chan/noarch/b-1.0-h_0.conda: the channel gives"
                    + " no md5 for this package, which conda-lock.yml (CEP-37) requires",
                "  Fix: ask the channel's owner to index it again with md5, or use another"
                    + " channel"));
  }

  @Test
  void build_unreadableDependency_isProblem() {
    assertThatThrownBy(() -> build(record("a", MD5, "b[")))
        .isInstanceOf(HermeticException.class)
        .hasMessageStartingWith(
            "HERM-LOCK-011 https://example.org/chan/noarch/a-1.0-h_0.conda: its dependency 'b[' is"
                + " no match spec: ")
        .hasMessageEndingWith(
            "\n  Fix: ask the channel's owner to correct the package's metadata, or exclude the"
                + " package");
  }
}
