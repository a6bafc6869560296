package dev.hermetic.ledger;

import dev.hermetic.track.TrackName;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an environment. Its id is the digest of all the rest, so the same event
 * has the same id wherever it is written, and a line that somebody changed no longer fits its id.
 *
 * @param id first 32 lower-case hex digits of the SHA-256 over the line without {@code id}
 * @param time when it ended, in whole milliseconds
 * @param tool version of Hermetic, or what else it was taken from; empty when unknown
 * @param revision what was checked out, see {@link EventContext#revision()}; empty when unknown
 * @param lock SHA-256 of the lock's bytes, 64 lower-case hex digits; empty when unknown
 * @param platform conda's name of the one that it is about; empty for all, or none
 * @param track whose lock it is about; empty for the stable one, and in events from before tracks were
 *     noted
 */
public record LedgerEvent(
    String id,
    Instant time,
    EventKind kind,
    MachineClass machine,
    String tool,
    String revision,
    String lock,
    String platform,
    String track,
    EventData data)
    implements Comparable<LedgerEvent> {
  /**
   * The highest of a line. To be raised when a line of today would be read wrongly, or another field
   * comes in. A line has the lowest that has all its fields, so that older versions read what they can.
   */
  public static final int FORMAT = 2;

  private static final int FORMAT_WITHOUT_TRACK = 1;

  private static final int ID_DIGITS = 32;
  private static final int LOCK_DIGITS = 64;

  public LedgerEvent {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(machine, "machine");
    Objects.requireNonNull(tool, "tool");
    Objects.requireNonNull(revision, "revision");
    Objects.requireNonNull(platform, "platform");
    Objects.requireNonNull(data, "data");
    if (track.equals(TrackName.STABLE) || !track.isEmpty() && !TrackName.isValid(track)) {
      throw new IllegalArgumentException("a track has a name of its own");
    }
    if (!isHex(id, ID_DIGITS)) {
      throw new IllegalArgumentException("an id has 32 hex digits");
    }
    if (!lock.isEmpty() && !isHex(lock, LOCK_DIGITS)) {
      throw new IllegalArgumentException("the digest of a lock has 64 hex digits");
    }
    if (!time.equals(time.truncatedTo(ChronoUnit.MILLIS))) {
      throw new IllegalArgumentException("a time has whole milliseconds");
    }
  }

  private static boolean isHex(String text, int digits) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return text.length() == digits;
  }

  /** The format of its line. */
  public int format() {
    return track.isEmpty() ? FORMAT_WITHOUT_TRACK : FORMAT;
  }

  /** Whether Hermetic did it; what others did has their name for a tool. */
  public boolean isOwn() {
    return tool.isEmpty() || Character.isDigit(tool.charAt(0));
  }

  /** An event, with the id that its content has. */
  public static LedgerEvent of(
      EventContext context, EventKind kind, String platform, EventData data) {
    LedgerEvent draft =
        new LedgerEvent(
            "0".repeat(ID_DIGITS),
            context.time().truncatedTo(ChronoUnit.MILLIS),
            kind,
            context.machine(),
            context.tool(),
            context.revision(),
            context.lock(),
            platform,
            context.track(),
            data);
    return draft.withId(EventJson.id(draft));
  }

  private LedgerEvent withId(String other) {
    return new LedgerEvent(
        other, time, kind, machine, tool, revision, lock, platform, track, data);
  }

  /** By time, then by id, so that the order of lines does not matter. */
  @Override
  public int compareTo(LedgerEvent other) {
    int order = time.compareTo(other.time);
    return order != 0 ? order : id.compareTo(other.id);
  }

  // Written out: what the compiler makes of a record is slow to link when first called.
  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof LedgerEvent other
        && id.equals(other.id)
        && time.equals(other.time)
        && kind == other.kind
        && machine.equals(other.machine)
        && tool.equals(other.tool)
        && revision.equals(other.revision)
        && lock.equals(other.lock)
        && platform.equals(other.platform)
        && track.equals(other.track)
        && data.equals(other.data);
  }

  /** Of the id, which stands for all the rest. */
  @Override
  public int hashCode() {
    return id.hashCode();
  }
}
