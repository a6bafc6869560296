package dev.hermetic.ledger;

import dev.hermetic.problem.HermeticException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Adds events to a ledger. Nothing that stands in it is ever changed; an event that is in it is not
 * added again. Safe for use by several threads and processes.
 */
public final class LedgerWriter {
  /** A lock on a file is one of the process: threads need one of their own. */
  private static final Object ONE_AT_A_TIME = new Object();

  private LedgerWriter() {}

  /**
   * Adds the events that the file does not have, in their order of time. A line that a killed process
   * left unfinished stays, and the next begins behind it.
   *
   * @param shown the file as problems name it
   * @return those that were added
   * @throws HermeticException HERM-LEDGER-001, HERM-LEDGER-002
   */
  public static List<LedgerEvent> append(Path file, String shown, Collection<LedgerEvent> events) {
    if (events.isEmpty()) {
      // No file is made for nothing.
      return List.of();
    }
    synchronized (ONE_AT_A_TIME) {
      try {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
          Files.createDirectories(folder);
        }
        try (FileChannel channel =
                FileChannel.open(
                    file,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE)) {
          channel.lock(); // held until the channel is closed
          return append(channel, shown, events);
        }
      } catch (IOException e) {
        throw new HermeticException(LedgerProblems.unusable(shown, e), e);
      }
    }
  }

  private static List<LedgerEvent> append(
      FileChannel channel, String shown, Collection<LedgerEvent> events) throws IOException {
    if (channel.size() > LedgerReader.MOST_BYTES) {
      throw new HermeticException(LedgerProblems.tooLarge(shown));
    }
    byte[] present = new byte[(int) channel.size()];
    ByteBuffer into = ByteBuffer.wrap(present);
    while (into.hasRemaining() && channel.read(into, into.position()) >= 0) {
      // Reads on until the file is read.
    }
    Set<String> ids = ids(present, shown, events);
    List<LedgerEvent> added = new ArrayList<>();
    for (LedgerEvent one : new TreeSet<>(events)) {
      if (ids.add(one.id())) {
        added.add(one);
      }
    }
    if (added.isEmpty()) {
      return added;
    }
    StringBuilder text = new StringBuilder();
    if (present.length > 0 && present[present.length - 1] != '\n') {
      text.append('\n');
    }
    for (LedgerEvent one : added) {
      text.append(EventJson.line(one)).append('\n');
    }
    ByteBuffer out = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.US_ASCII));
    long end = present.length;
    while (out.hasRemaining()) {
      end += channel.write(out, end);
    }
    return added;
  }

  /** Of the events that are in a file, as far as the given ones may be among them. */
  private static Set<String> ids(byte[] present, String shown, Collection<LedgerEvent> events) {
    Set<String> ids = new HashSet<>();
    // What a goal adds is one event that has just happened: its id is nowhere in the file, which is
    // sooner seen than all events are read.
    if (events.size() > 1
        || mayHold(
            new String(present, StandardCharsets.ISO_8859_1), events.iterator().next().id())) {
      for (LedgerEvent one : LedgerReader.read(present, shown, Instant.MAX).events()) {
        ids.add(one.id());
      }
    }
    return ids;
  }

  /** Other programs may write the hexadecimal digits of an id as JSON escapes, which {@link EventJson} never does. */
  private static boolean mayHold(String present, String id) {
    return present.contains(id)
        || present.contains("\\u003")
        || present.contains("\\u004")
        || present.contains("\\u006");
  }
}
