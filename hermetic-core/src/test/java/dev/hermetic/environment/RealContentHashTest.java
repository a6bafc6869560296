package dev.hermetic.environment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hermetic.environment.Environment.PlatformRequest;
import dev.hermetic.lockfile.ContentHash;
import dev.hermetic.lockfile.HashedSpec;
import dev.hermetic.lockfile.Lockfile.LockedChannel;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.platform.VirtualPackages;
import dev.hermetic.testkit.SharedData;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is read must be what conda-lock read: then the content hash of a real lock comes out again.
 */
class RealContentHashTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"04", "06", "07", "09", "12", "13", "14", "31", "32", "38", "40", "42", "43"})
  void read_environmentOfRealLock_hashesToTheLocksContentHash(String number) throws IOException {
    Path pair = pair(number);
    JsonNode info = new ObjectMapper().readTree(pair.resolve("info.json").toFile());
    List<Path> files = new ArrayList<>();
    for (JsonNode file : info.get("environment_files")) {
      files.add(Path.of(file.asText()));
    }
    List<Platform> platforms = new ArrayList<>();
    info.get("content_hash").fieldNames().forEachRemaining(p -> platforms.add(new Platform(p)));

    Environment environment =
        EnvironmentReader.read(
            new EnvironmentSource(pair.resolve("tree"), files, platforms, List.of()));

    for (Platform platform : environment.platforms()) {
      Set<String> hashes = new TreeSet<>();
      for (String equal : List.of("==", "=")) {
        hashes.addAll(ContentHash.acceptedVariants(input(environment, platform, equal)));
      }
      assertThat(hashes)
          .as(platform.subdir())
          .contains(info.get("content_hash").get(platform.subdir()).asText());
    }
  }

  private static Path pair(String number) throws IOException {
    Path pairs = SharedData.data("lockfiles/pairs");
    try (DirectoryStream<Path> found = Files.newDirectoryStream(pairs, number + "-*")) {
      return found.iterator().next();
    }
  }

  private static ContentHash.Input input(Environment environment, Platform platform, String equal) {
    List<VirtualPackage> machine = VirtualPackages.forPlatform(platform).hashed();
    PlatformRequest request = environment.requests().get(platform);
    List<HashedSpec> specs = new ArrayList<>();
    for (Requirement requirement : request.hashed()) {
      MatchSpec spec = requirement.spec();
      specs.add(
          HashedSpec.Versioned.conda(
              spec.name(),
              spec.rawVersion().orElse(""),
              spec.rawBuild().orElse(null),
              spec.channel().orElse(null),
              requirement.category()));
    }
    request.pip().forEach(entry -> specs.add(pip(entry, equal)));
    List<LockedChannel> channels =
        environment.channels().stream()
            .map(channel -> new LockedChannel(channel.text(), List.of()))
            .toList();
    return new ContentHash.Input(platform, channels, specs, List.of(), machine, List.of());
  }

  /**
   * Enough of PEP 508 for the files of this test.
   *
   * @param equal how that conda-lock's Poetry prints an exact version
   */
  private static HashedSpec pip(PipRequirement entry, String equal) {
    String[] parts = entry.text().split("(?=[=<>~!])", 2);
    String name = parts[0].strip().toLowerCase(Locale.ROOT).replace('_', '-');
    String version = parts.length == 1 ? "*" : parts[1].strip().replaceFirst("^==", equal);
    return HashedSpec.Versioned.pip(name, version, List.of(), null, entry.category());
  }

  @Test
  void readVirtualPackages_glibcOnly_hashesLikeCondaLocksOwnTest(@TempDir Path dir)
      throws IOException {
    Files.writeString(
        dir.resolve("vp.yml"), "subdirs: {linux-64: {packages: {__glibc: '2.11'}}}\n");
    VirtualPackageResult result =
        VirtualPackageReader.read(
            VirtualPackageSource.of(
                dir, List.of(Platform.LINUX_64), Path.of("vp.yml"), Map.of(), null));

    assertThat(hashOfNothing(result.platforms().get(Platform.LINUX_64)))
        .isEqualTo("8ee5fc79fca4cb7732d2e88443209e0a3a354da9899cb8899d94f9b1dcccf975");
  }

  /** The values of conda-lock's own tests for a request without channels and dependencies. */
  @ParameterizedTest
  @CsvSource({
    "linux-64, a949aac83da089258ce729fcd54dc0a3a1724ea325d67680d7a6d7cc9c0f1d1b",
    "linux-aarch64, f68603a3a28dbb03d20a25e1dacda3c42b6acc8a93bd31e13c4956115820cfa6",
    "linux-ppc64le, ababb6bc556ac8c9e27a499bf9b83b5757f6ded385caa0c3d7bf3f360dfe358d",
    "osx-64, b7eebe4be0654740f67e3023f2ede298f390119ef225f50ad7e7288ea22d5c93",
    "osx-arm64, cc82018d1b1809b9aebacacc5ed05ee6a4318b3eba039607d2a6957571f8bf2b",
    "win-64, 44239e9f0175404e62e4a80bb8f4be72e38c536280d6d5e484e52fa04b45c9f6",
  })
  void forPlatform_defaults_hashLikeCondaLocksOwnTests(String subdir, String expected) {
    assertThat(hashOfNothing(VirtualPackages.forPlatform(new Platform(subdir))))
        .isEqualTo(expected);
  }

  private static String hashOfNothing(VirtualPackages machine) {
    return ContentHash.of(
        new ContentHash.Input(
            machine.platform(), List.of(), List.of(), List.of(), machine.hashed(), List.of()));
  }
}
