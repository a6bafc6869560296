package dev.hermetic.ledger;

import dev.hermetic.problem.HermeticException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads what a CI server knows of past deployments: CSV (RFC 4180) with a line of names, or JSON as
 * {@code gh run list --json} and the APIs of GitHub and GitLab give it.
 */
public final class RunImport {
  /** A CI server gives a hundred runs a page; this is a hundred thousand. */
  private static final long MOST_BYTES = 64L << 20;

  private RunImport() {}

  /**
   * What was read.
   *
   * @param events deployments in the order of the file
   * @param neither runs that were given up, left out or have not ended: they are no trials
   */
  public record Imported(List<LedgerEvent> events, int neither) {
    public Imported {
      events = List.copyOf(events);
    }
  }

  /**
   * The deployments of a file, all of them or none.
   *
   * @param shown the file as problems name it
   * @throws HermeticException HERM-LEDGER-010, HERM-LEDGER-011
   */
  public static Imported read(Path file, String shown) {
    String text = text(file, shown);
    String begin = text.stripLeading();
    boolean isJson = begin.startsWith("[") || begin.startsWith("{");
    List<RunRow> rows = isJson ? RunJson.rows(text, shown) : RunCsv.rows(text, shown);
    return PastRun.events(rows, shown);
  }

  private static String text(Path file, String shown) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw unreadable(shown, "it is far too large");
      }
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
              .toString();
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw unreadable(shown, "it is not UTF-8");
    } catch (IOException e) {
      throw unreadable(shown, "there is no such file, or it cannot be read");
    }
  }

  static HermeticException unreadable(String shown, String fact) {
    return new HermeticException(LedgerProblems.unreadableRuns(shown, fact));
  }
}
