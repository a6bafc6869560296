package dev.hermetic.attest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
        .hasMessage(
            "HERM-ATTEST-003 b.key: it is a private key, and the public one is asked for\n"
                + "  Fix: name the public key: `cosign public-key --key b.key`, or `openssl pkey -in"
                + " b.key -pubout -out cosign.pub`, writes it; keep the private one to yourself");
    Path pub = TestKeys.write(folder.resolve("c.pub"), TestKeys.PUBLIC);
    assertThatThrownBy(() -> SigningKey.read(pub, "c.pub", null))
        .hasMessage(
            "HERM-ATTEST-003 c.pub: it is a public key, and signing needs the private one\n"
                + "  Fix: name the private key, for example cosign.key");
  }

  @Test
  void read_otherKinds_areNamed() throws Exception {
    kind("RSA", "RSA", "rsa_keygen_bits:2048");
    kind("ECDSA P-384", "EC", "ec_paramgen_curve:P-384");
    kind("ECDSA P-521", "EC", "ec_paramgen_curve:P-521");
    kind("ECDSA secp256k1", "EC", "ec_paramgen_curve:secp256k1");
    kind("ECDSA with a curve that has no name", "EC", "ec_paramgen_curve:P-256", "ec_param_enc:explicit");
    kind("Ed25519", "ED25519");
    Path sec1 = folder.resolve("sec1.key");
    openssl("ecparam", "-name", "prime256v1", "-genkey", "-out", sec1.toString());
    assertThatThrownBy(() -> SigningKey.read(sec1, "sec1.key", null))
        .hasMessage(
            "HERM-ATTEST-003 sec1.key: the key is in SEC 1, the old form of OpenSSL\n"
                + "  Fix: turn it into PKCS#8: `openssl pkcs8 -topk8 -in sec1.key -out cosign.key`");
  }

  /** Both halves of a key of another kind are refused by its name, the private one encrypted too. */
  private void kind(String name, String algorithm, String... options) throws Exception {
    List<String> make = new ArrayList<>(List.of("genpkey", "-algorithm", algorithm));
    for (String option : options) {
      make.addAll(List.of("-pkeyopt", option));
    }
    Path key = folder.resolve("other.key");
    make.addAll(List.of("-out", key.toString()));
    openssl(make.toArray(String[]::new));
    Path encrypted = folder.resolve("encrypted.key");
    openssl("pkcs8", "-topk8", "-v2", "aes-256-cbc", "-passout", "pass:" + TestKeys.PASSWORD, "-in",
        key.toString(), "-out", encrypted.toString());
    Path pub = folder.resolve("other.pub");
    openssl("pkey", "-in", key.toString(), "-pubout", "-out", pub.toString());
    String refused = "it is a key of " + name + ", and only ECDSA P-256 is used, as cosign does" + MAKE;

    assertThatThrownBy(() -> SigningKey.read(key, "other.key", null))
        .hasMessage("HERM-ATTEST-003 other.key: " + refused);
    assertThatThrownBy(
            () -> SigningKey.read(encrypted, "encrypted.key", TestKeys.PASSWORD.toCharArray()))
        .hasMessage("HERM-ATTEST-003 encrypted.key: " + refused);
    assertThatThrownBy(() -> VerifyingKey.read(pub, "other.pub"))
        .hasMessage("HERM-ATTEST-003 other.pub: " + refused);
  }

  @Test
  void read_oldForms_areNamed() throws Exception {
    Path rsa = folder.resolve("rsa.key");
    openssl("genrsa", "-traditional", "-out", rsa.toString(), "2048");
    assertThatThrownBy(() -> SigningKey.read(rsa, "rsa.key", null))
        .hasMessageStartingWith("HERM-ATTEST-003 rsa.key: it is a key of RSA, and only");
    Path plain = folder.resolve("plain.key");
    openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", plain.toString());
    Path encrypted = folder.resolve("encrypted.key");
    openssl("ec", "-aes256", "-passout", "pass:x", "-in", plain.toString(), "-out", encrypted.toString());
    assertThat(Files.readString(encrypted)).contains("Proc-Type: 4,ENCRYPTED");
    assertThatThrownBy(() -> SigningKey.read(encrypted, "encrypted.key", null))
        .hasMessageStartingWith("HERM-ATTEST-003 encrypted.key: the key is in SEC 1");
    Path certificate = folder.resolve("a.crt");
    openssl("req", "-x509", "-new", "-key", plain.toString(), "-subj", "/CN=x", "-out",
        certificate.toString());
    assertThatThrownBy(() -> VerifyingKey.read(certificate, "a.crt"))
        .hasMessage(
            "HERM-ATTEST-003 a.crt: it is a certificate, and a key is asked for\n"
                + "  Fix: take the key out of it: `openssl x509 -in a.crt -pubkey -noout`, and name that");
    Path compressed = folder.resolve("compressed.pub");
    openssl("ec", "-in", plain.toString(), "-pubout", "-conv_form", "compressed", "-out",
        compressed.toString());
    assertThatThrownBy(() -> VerifyingKey.read(compressed, "compressed.pub"))
        .hasMessageStartingWith("HERM-ATTEST-003 compressed.pub: its point is compressed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "garbage", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
      "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", "\u0000\u0001"})
  void read_garbage_isAProblem(String text) {
    Path file = TestKeys.write(folder.resolve("a"), text);
    assertThatThrownBy(() -> SigningKey.read(file, "a", null))
        .hasMessageMatching("(?s)HERM-ATTEST-00[23] a: .*");
    assertThatThrownBy(() -> VerifyingKey.read(file, "a"))
        .hasMessageMatching("(?s)HERM-ATTEST-00[23] a: .*");
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
