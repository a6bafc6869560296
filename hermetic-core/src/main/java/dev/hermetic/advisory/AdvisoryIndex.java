package dev.hermetic.advisory;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/** An index that was built before; advisories are decoded when they are asked for. */
final class AdvisoryIndex implements AdvisoryDatabase {
  /** Ends with the version of the form. */
  static final long MAGIC = 0x4845524d_41445632L;

  /** Bytes: magic, CRC-32C of all that follows the head, place of the directory. */
  static final int HEADER = 24;

  private final ByteBuffer bytes;
  private final DatabaseFacts facts;
  private final Map<PackageKey, List<Long>> packages = new HashMap<>();
  private final Map<String, List<Long>> names = new HashMap<>();

  private AdvisoryIndex(ByteBuffer bytes, String place) {
    this.bytes = bytes;
    ByteBuffer in = bytes.duplicate().position((int) bytes.getLong(16));
    String sha256 = AdvisoryBytes.text(in);
    int advisories = (int) AdvisoryBytes.number(in);
    int withdrawn = (int) AdvisoryBytes.number(in);
    Optional<Instant> newest = Optional.ofNullable(AdvisoryBytes.time(in));
    List<String> ecosystems = AdvisoryBytes.all(in, AdvisoryBytes::text);
    List<Malformed> malformed =
        AdvisoryBytes.all(
            in,
            one ->
                new Malformed(
                    AdvisoryBytes.text(one),
                    AdvisoryBytes.text(one),
                    AdvisoryBytes.text(one),
                    Malformed.Loss.values()[(int) AdvisoryBytes.number(one)]));
    AdvisoryBytes.all(
        in,
        one ->
            packages.put(
                new PackageKey(AdvisoryBytes.text(one), AdvisoryBytes.text(one)), places(one)));
    AdvisoryBytes.all(in, one -> names.put(AdvisoryBytes.text(one), places(one)));
    this.facts =
        new DatabaseFacts(place, sha256, advisories, withdrawn, newest, ecosystems, malformed);
  }

  private static List<Long> places(ByteBuffer in) {
    return AdvisoryBytes.all(in, AdvisoryBytes::number);
  }

  /**
   * Opens an index.
   *
   * @param place as facts name the database
   * @return empty when there is none, or it is not as it was written
   */
  static Optional<AdvisoryDatabase> open(Path file, String place) {
    try (FileChannel channel = FileChannel.open(file)) {
      if (channel.size() <= HEADER || channel.size() > Integer.MAX_VALUE) {
        return Optional.empty();
      }
      ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      CRC32C crc = new CRC32C();
      crc.update(bytes.duplicate().position(HEADER));
      return bytes.getLong(0) == MAGIC && bytes.getLong(8) == crc.getValue()
          ? Optional.of(new AdvisoryIndex(bytes, place))
          : Optional.empty();
    } catch (IOException | BufferUnderflowException | IllegalArgumentException e) {
      // It is built anew from the snapshot.
      return Optional.empty();
    }
  }

  @Override
  public DatabaseFacts facts() {
    return facts;
  }

  @Override
  public boolean covers(String ecosystem) {
    return facts.ecosystems().contains(ecosystem);
  }

  @Override
  public List<Advisory> about(PackageKey key) {
    return decode(packages.getOrDefault(key, List.of()));
  }

  @Override
  public List<Advisory> called(String id) {
    return decode(names.getOrDefault(id, List.of()));
  }

  private List<Advisory> decode(List<Long> places) {
    return places.stream()
        .map(place -> AdvisoryBytes.read(bytes.duplicate().position(place.intValue())))
        .sorted(Comparator.comparing(Advisory::id))
        .toList();
  }
}
