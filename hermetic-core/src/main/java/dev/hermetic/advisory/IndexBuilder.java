package dev.hermetic.advisory;

import dev.hermetic.advisory.Advisory.Affected;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * Writes an index: {@link AdvisoryIndex#HEADER} bytes of head, the advisories one behind the other,
 * and a directory with what is known of the whole, then for every package and every name the places
 * of its advisories. Of several entries with one id the one that was changed last counts, of those
 * the first. Those withdrawn are in no list.
 */
final class IndexBuilder implements AutoCloseable {
  /** One in so many may be lost; where it is more, the whole is damaged. */
  private static final int MOST_LOST = 10;

  private final Path file;
  private final CRC32C crc = new CRC32C();
  private final OutputStream out;
  private final List<Malformed> malformed = new ArrayList<>();
  private final Map<String, Entry> entries = new HashMap<>();
  private final AdvisoryReader reader = new AdvisoryReader(malformed::add);
  private final AdvisoryBytes.Writer bytes = new AdvisoryBytes.Writer();
  private long offset = AdvisoryIndex.HEADER;

  /** What is left in memory of an advisory that was written. */
  private record Entry(
      long offset, Instant modified, boolean withdrawn, List<String> aliases, List<PackageKey> keys) {}

  /** @param file that is made, or made anew */
  IndexBuilder(Path file) throws IOException {
    this.file = file;
    OutputStream plain = Files.newOutputStream(file);
    plain.write(new byte[AdvisoryIndex.HEADER]);
    this.out = new BufferedOutputStream(new CheckedOutputStream(plain, crc), 1 << 16);
  }

  /** Reads one entry and takes it in. */
  void add(byte[] json, int length, String place) throws IOException {
    Optional<Advisory> read = reader.read(json, length, place);
    if (read.isPresent()) {
      add(read.get());
    }
  }

  private void add(Advisory advisory) throws IOException {
    Entry known = entries.get(advisory.id());
    if (known != null && !advisory.modified().isAfter(known.modified)) {
      return;
    }
    List<PackageKey> keys =
        advisory.affected().stream().map(Affected::key).distinct().toList();
    entries.put(
        advisory.id(),
        new Entry(
            offset, advisory.modified(), advisory.isWithdrawn(), advisory.aliases(), keys));
    bytes.reset();
    AdvisoryBytes.write(advisory, bytes);
    out.write(bytes.buffer(), 0, bytes.size());
    offset += bytes.size();
  }

  /**
   * Writes the directory and the head.
   *
   * @param place as facts and problems name it
   * @throws dev.hermetic.problem.HermeticException HERM-ADVISORY-003 when there is no advisory, or a
   *     large part of them is lost
   */
  void finish(String place, String sha256) throws IOException {
    long lost = malformed.stream().filter(one -> one.loss() == Malformed.Loss.ALL).count();
    String first =
        malformed.stream()
            .min(Comparator.comparing(Malformed::loss))
            .map(one -> one.place() + ": " + one.reason())
            .orElse("");
    if (entries.isEmpty()) {
      throw AdvisoryProblems.empty(place, malformed.size(), first);
    }
    if (lost > (lost + entries.size()) / MOST_LOST) {
      throw AdvisoryProblems.broken(place, lost, lost + entries.size(), first);
    }
    SortedMap<PackageKey, List<Long>> packages = new TreeMap<>();
    SortedMap<String, List<Long>> names = new TreeMap<>();
    SortedSet<String> ecosystems = new TreeSet<>();
    Instant newest = Instant.EPOCH;
    int withdrawn = 0;
    for (Map.Entry<String, Entry> one : new TreeMap<>(entries).entrySet()) {
      Entry entry = one.getValue();
      newest = entry.modified.isAfter(newest) ? entry.modified : newest;
      entry.keys.forEach(key -> ecosystems.add(key.ecosystem()));
      if (entry.withdrawn) {
        withdrawn++;
        continue;
      }
      entry.keys.forEach(
          key -> packages.computeIfAbsent(key, any -> new ArrayList<>()).add(entry.offset));
      SortedSet<String> called = new TreeSet<>(entry.aliases);
      called.add(one.getKey());
      called.forEach(
          name -> names.computeIfAbsent(name, any -> new ArrayList<>()).add(entry.offset));
    }
    bytes.reset();
    bytes.text(sha256);
    bytes.number(entries.size() - withdrawn);
    bytes.number(withdrawn);
    bytes.time(newest);
    bytes.texts(ecosystems);
    bytes.all(malformed, this::malformed);
    bytes.all(
        packages.entrySet(),
        one -> {
          bytes.text(one.getKey().ecosystem());
          bytes.text(one.getKey().name());
          bytes.all(one.getValue(), bytes::number);
        });
    bytes.all(
        names.entrySet(),
        one -> {
          bytes.text(one.getKey());
          bytes.all(one.getValue(), bytes::number);
        });
    out.write(bytes.buffer(), 0, bytes.size());
    out.close();
    ByteBuffer head = ByteBuffer.allocate(AdvisoryIndex.HEADER);
    head.putLong(AdvisoryIndex.MAGIC).putLong(crc.getValue()).putLong(offset).flip();
    try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
      channel.write(head);
    }
  }

  private void malformed(Malformed one) {
    bytes.text(one.place());
    bytes.text(one.id());
    bytes.text(one.reason());
    bytes.number(one.loss().ordinal());
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
