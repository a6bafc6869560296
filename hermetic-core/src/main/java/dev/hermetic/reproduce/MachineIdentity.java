package dev.hermetic.reproduce;

import dev.hermetic.ledger.MachineClass;
import dev.hermetic.oci.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tells machines apart without telling which they are: a digest of {@code /etc/machine-id} for this
 * purpose alone, as machine-id(5) asks for. A machine without one counts as its kind.
 */
final class MachineIdentity {
  private static final String PURPOSE = "dev.hermetic.reproduce ";
  private static final int DIGITS = 12;

  private MachineIdentity() {}

  static String of(Path file, MachineClass kind) {
    try {
      String id = Files.readString(file).strip();
      return id.matches("[0-9a-f]{32}")
          ? Digest.of((PURPOSE + id).getBytes(StandardCharsets.UTF_8)).hex().substring(0, DIGITS)
          : kind.text();
    } catch (IOException e) {
      return kind.text();
    }
  }
}
