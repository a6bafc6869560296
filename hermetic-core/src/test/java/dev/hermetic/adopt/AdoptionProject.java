package dev.hermetic.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.adopt.AdoptResult.Outcome;
import dev.hermetic.environment.Environment;
import dev.hermetic.environment.EnvironmentReader;
import dev.hermetic.environment.EnvironmentSource;
import dev.hermetic.lockfile.CondaLockReader;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder that becomes a project, for the tests of how. */
abstract class AdoptionProject {
  static final String MD5 = "0123456789abcdef".repeat(2);
  static final String BASE = "https://conda.anaconda.org/conda-forge/";
  static final String ENVIRONMENT =
      """
      channels: [conda-forge]
      dependencies:
        - numpy
      """;

  @TempDir Path folder;

  /** Maven's root, whatever lies above the folders for temporary files. */
  @BeforeEach
  void makeRoot() throws IOException {
    Files.createDirectories(folder.resolve(".mvn"));
  }

  /** Each spec of the environment file is met by the package of its name. */
  void assertAnswers() throws IOException {
    Lockfile lock = CondaLockReader.parse(read("conda-lock.yml"), "conda-lock.yml");
    Environment environment = environment();
    assertThat(environment.platforms())
        .containsExactlyInAnyOrderElementsOf(lock.metadata().platforms());
    for (Platform platform : environment.platforms()) {
      assertThat(environment.requests().get(platform).conda()).isNotEmpty();
      environment
          .requests()
          .get(platform)
          .conda()
          .forEach(
              requirement ->
                  assertThat(lock.packages())
                      .as(requirement.text())
                      .anyMatch(
                          locked ->
                              locked.platform().equals(platform)
                                  && LockRoots.meets(locked, requirement.spec().toString())));
    }
  }

  Environment environment() {
    return EnvironmentReader.read(
        new EnvironmentSource(folder, List.of(Path.of("environment.yml"))));
  }

  List<String> lockNames() throws IOException {
    return CondaLockReader.parse(read("conda-lock.yml"), "conda-lock.yml").packages().stream()
        .map((LockedPackage one) -> one.name() + " " + one.version())
        .toList();
  }

  String lock() {
    return """
        version: 1
        metadata:
          content_hash: {}
          channels:
          - url: conda-forge
            used_env_vars: []
          platforms: [linux-64, osx-arm64]
          sources: [environment.yml]
        package:
        """
        + locked("numpy", "1.26.4", "linux-64", "python: '>=3.9'")
        + locked("numpy", "2.0.1", "osx-arm64", "python: '>=3.9'")
        + locked("python", "3.11.1", "linux-64", "")
        + locked("python", "3.11.1", "osx-arm64", "")
        + locked("ring-a", "1", "linux-64", "ring-b: ''")
        + locked("ring-b", "1", "linux-64", "ring-a: ''");
  }

  String ours(String specs) {
    return lock()
        .replace(
            "package:",
            """
              custom_metadata:
                hermetic_format: '1'
                hermetic_channel_priority: flexible
                hermetic_cuda: '12.4'
                hermetic_exclude_newer: 7d=2026-08-02T00:00:00Z
                hermetic_multichannels: labs=bioconda
                hermetic_specs: "%s"
            package:"""
                .formatted(specs));
  }

  static String locked(String name, String version, String platform, String needs) {
    return """
        - name: %1$s
          version: '%2$s'
          manager: conda
          platform: %3$s
          dependencies: {%4$s}
          url: %5$s%3$s/%1$s-%2$s-0.conda
          hash: {md5: %6$s}
          category: main
          optional: false
        """
        .formatted(name, version, platform, needs, BASE, MD5);
  }

  AdoptResult adopt(@Nullable String from) {
    return Adoption.adopt(
        new AdoptRequest(folder, from == null ? null : Path.of(from), "1.2.3", false));
  }

  org.assertj.core.api.AbstractThrowableAssert<?, ?> assertFails(@Nullable String from) {
    return assertThatThrownBy(() -> adopt(from)).isInstanceOf(HermeticException.class);
  }

  Map<String, Outcome> outcomes(AdoptResult result) {
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    result.steps().forEach(
        step -> outcomes.put(folder.relativize(step.file()).toString(), step.outcome()));
    return outcomes;
  }

  Map<String, String> contents() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .collect(
              Collectors.toMap(
                  file -> file.getFileName().toString(),
                  file -> ProjectFiles.bytes(file),
                  (one, other) -> one,
                  TreeMap::new));
    }
  }

  void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  String read(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }
}
