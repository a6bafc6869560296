package dev.hermetic.fetch;

import dev.hermetic.digest.Sha256;
import dev.hermetic.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Holds bytes against what was promised of them. */
final class PinCheck {
  private PinCheck() {}

  /**
   * @param subject for problems
   * @param sha256 of the file, as it was found
   * @return what is wrong
   */
  static Optional<Problem> of(String subject, Pin pin, Path file, String sha256)
      throws IOException {
    long size = Files.size(file);
    if (pin.size() >= 0 && pin.size() != size) {
      return Optional.of(NetProblems.wrongSize(subject, pin.size(), size));
    }
    if (pin.sha256() != null) {
      return pin.sha256().equals(sha256)
          ? Optional.empty()
          : Optional.of(NetProblems.wrongDigest(subject, pin.sha256(), sha256));
    }
    String expected = String.valueOf(pin.md5());
    String found = md5(file);
    return expected.equals(found)
        ? Optional.empty()
        : Optional.of(NetProblems.wrongMd5(subject, expected, found));
  }

  private static String md5(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      Sha256.update(digest, in);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }
}
