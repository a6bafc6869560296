package dev.hermetic.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.Security;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Sha256Test {
  private static final long MUCH = 1L << 40;

  @Test
  void knowsTheExamplesOfFips180() {
    assertThat(Sha256.hex("abc".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    byte[] million = new byte[1_000_000];
    Arrays.fill(million, (byte) 'a');
    MessageDigest digest = Sha256.create(MUCH);
    digest.update(million);
    assertThat(Sha256.hex(digest))
        .isEqualTo("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  }

  /** Whatever the pieces, the library and Java come to the same, and both begin anew. */
  @Test
  void isTheSameFromTheLibraryAndFromJava() throws Exception {
    MessageDigest few = Sha256.create();
    MessageDigest much = Sha256.create(MUCH);
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      byte[] bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
      byte[] expected = NativeSha256.java().digest(bytes);
      assertThat(fed(few, bytes, random)).isEqualTo(expected);
      assertThat(fed(much, bytes, random)).isEqualTo(expected);
    }
  }

  private static byte[] fed(MessageDigest digest, byte[] bytes, Random random) throws Exception {
    if (random.nextInt(4) == 0) {
      digest.update((byte) 1);
      digest.reset();
    }
    for (int at = 0; at < bytes.length; ) {
      int length = Math.min(bytes.length - at, 1 + random.nextInt(90));
      switch (random.nextInt(4)) {
        case 0 -> digest.update(bytes, at, length);
        case 1 -> digest.update(ByteBuffer.wrap(bytes, at, length));
        case 2 -> digest.update(ByteBuffer.allocateDirect(length).put(bytes, at, length).flip());
        default -> {
          length = 1;
          digest.update(bytes[at]);
        }
      }
      at += length;
    }
    byte[] result = new byte[32];
    if (random.nextBoolean()) {
      return digest.digest();
    }
    assertThat(digest.digest(result, 0, result.length)).isEqualTo(32);
    return result;
  }

  @Test
  void readsFilesAndStreams(@TempDir Path folder) throws Exception {
    byte[] bytes = new byte[300_000];
    new Random(1).nextBytes(bytes);
    Path file = Files.write(folder.resolve("file"), bytes);
    assertThat(Sha256.hex(file)).isEqualTo(Sha256.hex(bytes));
    MessageDigest digest = Sha256.create();
    Sha256.update(digest, new ByteArrayInputStream(bytes));
    assertThat(Sha256.hex(digest)).isEqualTo(Sha256.hex(bytes));
  }

  @Test
  void leavesJavasProvidersAsTheyAre() {
    Sha256.create(MUCH).digest(new byte[10]);
    assertThat(Security.getProviders()).noneMatch(p -> p.getName().contains("Conscrypt"));
  }

  /** In a JVM of its own, on a processor that has none. */
  @Test
  void isJavasOwnWhereTheLibraryCannotBeLoaded() throws Exception {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dos.arch=pdp11",
                "-cp",
                System.getProperty("java.class.path"),
                Much.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(java.inputReader().readLine())
        .isEqualTo("false ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(java.waitFor()).isZero();
  }

  /** Prints whether the library is there, and the digest of a text. */
  static final class Much {
    public static void main(String[] arguments) {
      MessageDigest digest = Sha256.create(MUCH);
      digest.update("abc".getBytes(StandardCharsets.US_ASCII));
      System.out.println(NativeSha256.isThere() + " " + Sha256.hex(digest));
    }
  }

  @Test
  void takesTheLibraryForManyBytesWhereItCanBeLoaded() {
    String name = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    assumeTrue(name.equals("Linux amd64"), "the library is known to be there for Linux amd64");
    assertThat(NativeSha256.isThere()).isTrue();
    assertThat(NativeSha256.isFrom(NativeSha256.create())).isTrue();
    assertThat(NativeSha256.isFrom(NativeSha256.java())).isFalse();
  }
}
