package dev.hermetic.image;

import dev.hermetic.lockfile.AtomicFiles;
import dev.hermetic.oci.Digest;
import dev.hermetic.problem.Location;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The digests that references of base images led to, kept beside the lock and committed with it: the
 * tag of a base moves, its digest does not. A text of lines {@code REFERENCE DIGEST}.
 */
public final class BasePins {
  /** The usual name, beside conda-lock.yml. */
  public static final String NAME = "base-image.lock";

  private static final String HEAD =
      "# Digests of base images, written by Hermetic. Commit this file; to take newer ones run the"
          + " goal with -Dhermetic.image.updateBase.\n";

  private final Path file;
  private final SortedMap<String, Digest> pins;

  private BasePins(Path file, SortedMap<String, Digest> pins) {
    this.file = file;
    this.pins = pins;
  }

  /**
   * Reads the pins; without a file there are none.
   *
   * @throws dev.hermetic.problem.HermeticException HERM-IMAGE-017 when a line is none
   */
  public static BasePins read(Path file) {
    SortedMap<String, Digest> pins = new TreeMap<>();
    if (Files.exists(file)) {
      String name = String.valueOf(file.getFileName());
      int number = 0;
      try {
        for (String line : Files.readAllLines(file)) {
          number++;
          if (!line.isBlank() && !line.startsWith("#")) {
            String[] parts = line.strip().split(" +");
            if (parts.length != 2 || !Digest.isDigest(parts[1])) {
              throw ImageProblems.badPin(new Location(name, number, 0));
            }
            pins.put(parts[0], Digest.parse(parts[1]));
          }
        }
      } catch (IOException e) {
        throw ImageProblems.badPin(Location.of(name));
      }
    }
    return new BasePins(file, pins);
  }

  /** The digest that is recorded for a reference; empty when none is. */
  public Optional<Digest> recorded(String reference) {
    return Optional.ofNullable(pins.get(reference));
  }

  /**
   * The digest that a reference led to.
   *
   * @param update whether what is recorded counts no longer
   * @param frozen whether nothing may be recorded
   * @return empty when the registry is to be asked
   * @throws dev.hermetic.problem.HermeticException HERM-IMAGE-018 when it must be asked and the
   *     answer may not be recorded
   */
  Optional<Digest> find(String reference, boolean update, boolean frozen) {
    Optional<Digest> known = update ? Optional.empty() : recorded(reference);
    if (known.isEmpty() && frozen) {
      throw ImageProblems.notPinned(reference, NAME);
    }
    return known;
  }

  /** Records what a reference leads to. */
  void put(String reference, Digest digest) {
    if (digest.equals(pins.put(reference, digest))) {
      return;
    }
    StringBuilder text = new StringBuilder(HEAD);
    pins.forEach((one, leads) -> text.append(one).append(' ').append(leads).append('\n'));
    AtomicFiles.write(Map.of(file, text.toString().getBytes(StandardCharsets.UTF_8)));
  }
}
