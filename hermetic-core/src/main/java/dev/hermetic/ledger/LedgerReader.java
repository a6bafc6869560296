package dev.hermetic.ledger;

import dev.hermetic.ledger.LineReader.BadLineException;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a ledger: JSON Lines in UTF-8, one event a line. A line that is no event does not take the
 * others with it.
 */
public final class LedgerReader {
  /** 10,000 events with the layers of an image each are a tenth of it. */
  static final long MOST_BYTES = 512L << 20;

  static final int MOST_LINE_BYTES = 1 << 20;

  /** A file of another kind would give a problem for each of its lines. */
  private static final int MOST_TOLD = 20;

  /** Clocks of machines that belong together differ by less. */
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private final String shown;
  private final Instant latest;
  private final LineReader lines = new LineReader();
  private final List<LedgerEvent> events = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private int untold;
  private int firstBackwards;
  private int backwards;
  private @Nullable LedgerEvent before;

  private LedgerReader(String shown, Instant latest) {
    this.shown = shown;
    this.latest = latest;
  }

  /**
   * The events of a file; none where there is no such file.
   *
   * @param shown the file as problems name it
   * @param now what is later than this was written under a wrong clock
   * @throws HermeticException HERM-LEDGER-001, HERM-LEDGER-002
   */
  public static Ledger read(Path file, String shown, Instant now) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new HermeticException(LedgerProblems.tooLarge(shown));
      }
      return read(Files.readAllBytes(file), shown, now.plus(TOLERANCE));
    } catch (NoSuchFileException e) {
      return Ledger.EMPTY;
    } catch (IOException e) {
      throw new HermeticException(LedgerProblems.unusable(shown, e), e);
    }
  }

  /**
   * @param latest what is later was written under a wrong clock
   */
  static Ledger read(byte[] bytes, String shown, Instant latest) {
    LedgerReader reader = new LedgerReader(shown, latest);
    int line = 0;
    for (int start = 0; start < bytes.length; ) {
      int end = end(bytes, start);
      reader.line(bytes, start, end, ++line);
      start = end + 1;
    }
    return reader.ledger();
  }

  /** Apart from what is done with a line: Java compiles a method whole as soon as it loops for long. */
  private static int end(byte[] bytes, int start) {
    int end = start;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    return end;
  }

  private Ledger ledger() {
    if (untold > 0) {
      problems.add(LedgerProblems.moreLines(shown, untold));
    }
    if (backwards > 0) {
      problems.add(LedgerProblems.backwards(shown, firstBackwards, backwards));
    }
    return new Ledger(events, problems);
  }

  private void line(byte[] bytes, int start, int end, int number) {
    if (end - start > MOST_LINE_BYTES) {
      tell(LedgerProblems.broken(shown, number, "it is longer than any event"));
      return;
    }
    try {
      String line = text(bytes, start, end).strip();
      if (line.isEmpty()) {
        return;
      }
      if (isConflict(line)) {
        tell(LedgerProblems.conflict(shown, number));
        return;
      }
      add(lines.read(line), number);
    } catch (CharacterCodingException e) {
      tell(LedgerProblems.broken(shown, number, "it is not UTF-8"));
    } catch (BadLineException e) {
      tell(
          switch (e.reason()) {
            case BROKEN -> LedgerProblems.broken(shown, number, e.fact());
            case NEWER -> LedgerProblems.newer(shown, number, e.fact());
            case CHANGED -> LedgerProblems.changed(shown, number, e.fact());
          });
    }
  }

  private static String text(byte[] bytes, int start, int end) throws CharacterCodingException {
    for (int i = start; i < end; i++) {
      if (bytes[i] < 0) {
        return StandardCharsets.UTF_8
            .newDecoder()
            .decode(ByteBuffer.wrap(bytes, start, end - start))
            .toString();
      }
    }
    // What Hermetic writes is ASCII, of which a decoder makes the same in more time.
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
  }

  private static boolean isConflict(String line) {
    return line.startsWith("<<<<<<<") || line.startsWith("=======") || line.startsWith(">>>>>>>");
  }

  private void add(LedgerEvent event, int number) {
    if (event.time().isAfter(latest)) {
      tell(LedgerProblems.inFuture(shown, number, event.time()));
    } else if (before != null
        && sameBuild(before, event)
        && event.time().plus(TOLERANCE).isBefore(before.time())) {
      firstBackwards = backwards++ == 0 ? number : firstBackwards;
    }
    before = event;
    events.add(event);
  }

  /**
   * One build writes its events in the order of their times. Lines of different builds come together
   * in any order when branches are merged, so nothing follows from theirs.
   */
  private static boolean sameBuild(LedgerEvent one, LedgerEvent other) {
    return !one.revision().isEmpty()
        && one.revision().equals(other.revision())
        && one.machine().equals(other.machine())
        && one.tool().equals(other.tool());
  }

  private void tell(Problem problem) {
    if (problems.size() < MOST_TOLD) {
      problems.add(problem);
    } else {
      untold++;
    }
  }
}
