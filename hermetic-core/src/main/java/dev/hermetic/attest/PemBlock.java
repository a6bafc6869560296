package dev.hermetic.attest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a PEM file (RFC 7468).
 *
 * @param label for example {@code PRIVATE KEY}
 * @param bytes what is encoded
 */
record PemBlock(String label, byte[] bytes) {
  private static final int MOST_BYTES = 1 << 20;

  private static final Pattern BLOCK =
      Pattern.compile(
          // With the headers of encrypted keys in old forms (RFC 1421).
          "-----BEGIN ([A-Z0-9 ]+)-----\\s+(?:[A-Za-z0-9-]+: .*\\R)*([A-Za-z0-9+/=\\s]*)-----END \\1-----");

  /**
   * All parts of a file; none when it is something else.
   *
   * @param file what to call it in problems
   * @throws dev.hermetic.problem.HermeticException HERM-ATTEST-001
   */
  static List<PemBlock> read(Path path, String file) {
    try {
      return Files.size(path) > MOST_BYTES
          ? List.of()
          : parse(new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw AttestProblems.unreadable(file, e);
    }
  }

  private static List<PemBlock> parse(String text) {
    List<PemBlock> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      try {
        String body = matcher.group(2).replaceAll("\\s", "");
        blocks.add(new PemBlock(matcher.group(1), Base64.getDecoder().decode(body)));
      } catch (IllegalArgumentException e) {
        return List.of();
      }
    }
    return blocks;
  }
}
