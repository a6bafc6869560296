package dev.hermetic.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hermetic.attest.PredicateTypes;
import dev.hermetic.attest.TestKeys;
import dev.hermetic.image.PushedProject;
import dev.hermetic.testkit.LoopbackRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sigstore's library for JavaScript on the bundles that we make. Needs Node and, in
 * {@code benchmarks/peer}, what {@code npm ci} puts there.
 */
@Timeout(120)
class SigstorePeerTest {
  private static final Path PEER = Path.of("../benchmarks/peer").toAbsolutePath().normalize();

  @TempDir Path temp;

  private record Ended(int code, String told) {}

  @Test
  void verify_ourBundles_theirLibraryAgrees() throws Exception {
    assumeTrue(Files.isDirectory(PEER.resolve("node_modules/@sigstore/verify")), "npm ci was not run");
    assumeTrue(node("--version").code() == 0, "there is no Node");
    Path copies = temp.resolve("sign");
    try (LoopbackRegistry server = LoopbackRegistry.start()) {
      PushedProject project =
          PushedProject.push(Files.createDirectories(temp.resolve("project")), server.host());
      TrustKit.makeDocuments(project);
      TrustKit.sign(project, TestKeys.signing(), copies);
    }
    List<String> command = new ArrayList<>(List.of("verify.cjs", copies.resolve("cosign.pub").toString()));
    try (Stream<Path> files = Files.list(copies)) {
      files.map(Path::toString).filter(one -> one.endsWith(".sigstore.json")).sorted().forEach(command::add);
    }

    Ended all = node(command.toArray(String[]::new));
    assertThat(all.code()).as(all.told()).isZero();
    assertThat(all.told().lines())
        .containsExactlyInAnyOrder(
            PredicateTypes.SIGNATURE, PredicateTypes.PROVENANCE, PredicateTypes.CYCLONEDX,
            PredicateTypes.SPDX, PredicateTypes.SCAN);

    Path tampered = copies.resolve("provenance.sigstore.json");
    String bundle = Files.readString(tampered);
    String payload = bundle.replaceFirst("(?s).*\"payload\"\\s*:\\s*\"([^\"]+)\".*", "$1");
    String changed =
        new String(Base64.getDecoder().decode(payload), StandardCharsets.UTF_8)
            .replaceFirst("linux-64", "linux-65");
    Files.writeString(
        tampered,
        bundle.replace(
            payload,
            Base64.getEncoder().encodeToString(changed.getBytes(StandardCharsets.UTF_8))));
    Ended refused = node("verify.cjs", copies.resolve("cosign.pub").toString(), tampered.toString());
    assertThat(refused.code()).isNotZero();
    assertThat(refused.told()).contains("signature verification failed");
  }

  private static Ended node(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("node"));
    command.addAll(List.of(arguments));
    Process process;
    try {
      process =
          new ProcessBuilder(command).directory(PEER.toFile()).redirectErrorStream(true).start();
    } catch (IOException e) {
      return new Ended(-1, "");
    }
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return new Ended(process.exitValue(), told);
  }
}
