package dev.hermetic.attest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
  private static final byte[] CONTENT = "content\n".getBytes(StandardCharsets.UTF_8);
  private static final String MAKE =
      "\n  Fix: make a key with `cosign generate-key-pair`, or with `openssl genpkey -algorithm EC"
          + " -pkeyopt ec_paramgen_curve:P-256 -aes256 -out cosign.key`";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {TestKeys.PLAIN, TestKeys.ENCRYPTED, TestKeys.COSIGN})
  void read_eachForm_isTheSameKey(String pem) {
    SigningKey key = TestKeys.key(pem);

    assertThat(key.verifying().pem()).isEqualTo(TestKeys.PUBLIC);
    assertThat(key.verifying().hint()).isEqualTo(TestKeys.HINT);
    assertThat(VerifyingKey.read(TestKeys.publicFile(folder), "cosign.pub").hint())
        .isEqualTo(TestKeys.HINT);
  }

  @Test
  void sign_twice_isTheSameSignatureWhichOnlyThisKeyVerifies() {
    byte[] signature = TestKeys.signing().sign(CONTENT);

    assertThat(TestKeys.key(TestKeys.COSIGN).sign(CONTENT)).isEqualTo(signature);
    assertThat(TestKeys.signing().verifying().verifies(CONTENT, signature)).isTrue();
    assertThat(TestKeys.other().verifying().verifies(CONTENT, signature)).isFalse();
    assertThat(TestKeys.signing().verifying().verifies(new byte[] {1}, signature)).isFalse();
    for (int i = 0; i < signature.length; i++) {
      byte[] changed = signature.clone();
      changed[i] ^= 1;
      assertThat(TestKeys.signing().verifying().verifies(CONTENT, changed)).isFalse();
    }
    assertThat(TestKeys.signing().verifying().verifies(CONTENT, new byte[0])).isFalse();
  }

  @Test
  void sign_opensslVerifiesIt() throws Exception {
    Path content = Files.write(folder.resolve("content"), CONTENT);
    Path signature = Files.write(folder.resolve("sig"), TestKeys.signing().sign(CONTENT));

    assertThat(openssl("dgst", "-sha256", "-verify", TestKeys.publicFile(folder).toString(),
            "-signature", signature.toString(), content.toString()))
        .isEqualTo("Verified OK\n");
  }

  @Test
  void read_keysThatOpensslMakes_areRead() throws Exception {
    Path key = folder.resolve("made.key");
    openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-aes256",
        "-pass", "pass:s3cret", "-out", key.toString());
    Path pub = folder.resolve("made.pub");
    openssl("pkey", "-in", key.toString(), "-passin", "pass:s3cret", "-pubout", "-out",
        pub.toString());

    assertThat(SigningKey.read(key, "made.key", "s3cret".toCharArray()).verifying().pem())
        .isEqualTo(Files.readString(pub));
  }

  @Test
  void read_missing_isAProblem() {
    assertThatThrownBy(() -> SigningKey.read(folder.resolve("no.key"), "no.key", null))
        .hasMessageStartingWith("HERM-ATTEST-001 no.key: the key cannot be read: ")
        .hasMessageEndingWith("\n  Fix: name a file with a key in PEM");
  }

  @Test
  void read_noKey_isAProblem() {
    Path file = TestKeys.write(folder.resolve("a.key"), "-----BEGIN PRIVATE KEY-----\n%%%\n");
    assertThatThrownBy(() -> SigningKey.read(file, "a.key", null))
        .hasMessage("HERM-ATTEST-002 a.key: it holds no private key in PEM that can be read" + MAKE);
    Path key = TestKeys.write(folder.resolve("b.key"), TestKeys.PLAIN);
    assertThatThrownBy(() -> VerifyingKey.read(key, "b.key"))
        .hasMessage("HERM-ATTEST-002 b.key: it holds no public key in PEM that can be read" + MAKE);
  }

  @Test
  void read_otherKinds_areNamed() throws Exception {
    Path rsa = folder.resolve("rsa.key");
    openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out",
        rsa.toString());
    assertThatThrownBy(() -> SigningKey.read(rsa, "rsa.key", null))
        .hasMessage(
            "HERM-ATTEST-003 rsa.key: it is no key of the curve P-256, which cosign's signatures are"
                + " made with" + MAKE);
    Path p384 = folder.resolve("p384.key");
    openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384", "-out",
        p384.toString());
    assertThatThrownBy(() -> SigningKey.read(p384, "p384.key", null))
        .hasMessageStartingWith("HERM-ATTEST-003 p384.key: it is no key of the curve P-256");
    Path sec1 = folder.resolve("sec1.key");
    openssl("ecparam", "-name", "prime256v1", "-genkey", "-out", sec1.toString());
    assertThatThrownBy(() -> SigningKey.read(sec1, "sec1.key", null))
        .hasMessage(
            "HERM-ATTEST-003 sec1.key: the key is in SEC 1, the old form of OpenSSL\n"
                + "  Fix: turn it into PKCS#8: `openssl pkcs8 -topk8 -in sec1.key -out cosign.key`");
  }

  @ParameterizedTest
  @ValueSource(strings = {TestKeys.ENCRYPTED, TestKeys.COSIGN})
  void read_noPasswordOrAWrongOne_isAProblem(String pem) {
    Path file = TestKeys.write(folder.resolve("a.key"), pem);
    assertThatThrownBy(() -> SigningKey.read(file, "a.key", null))
        .hasMessage(
            "HERM-ATTEST-004 a.key: the key is encrypted, and no password is given\n"
                + "  Fix: set the environment variable COSIGN_PASSWORD, or name a server of"
                + " settings.xml that has the password in hermetic.sign.server");
    assertThatThrownBy(() -> SigningKey.read(file, "a.key", "wr0ng".toCharArray()))
        .hasMessage(
            "HERM-ATTEST-005 a.key: the password does not open the key\n"
                + "  Fix: correct COSIGN_PASSWORD, or the password of the server that"
                + " hermetic.sign.server names")
        .hasMessageNotContaining("wr0ng");
  }

  @Test
  void read_cosignKeyThatWantsTooMuchMemory_isRefused() {
    String json =
        "{'kdf':{'name':'scrypt','params':{'N':1073741824,'r':8,'p':1},'salt':'AAAA'},"
            + "'cipher':{'name':'nacl/secretbox','nonce':'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'},"
            + "'ciphertext':'AAAA'}";
    String body =
        java.util.Base64.getEncoder()
            .encodeToString(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    String pem =
        "-----BEGIN ENCRYPTED COSIGN PRIVATE KEY-----\n"
            + body
            + "\n-----END ENCRYPTED COSIGN PRIVATE KEY-----\n";

    assertThatThrownBy(() -> TestKeys.key(pem))
        .hasMessageStartingWith(
            "HERM-ATTEST-003 key.pem: it is encrypted in another way than cosign does it");
  }

  private static String openssl(String... arguments) throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/openssl")), "openssl is not installed");
    List<String> command = new java.util.ArrayList<>(List.of("/usr/bin/openssl"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
