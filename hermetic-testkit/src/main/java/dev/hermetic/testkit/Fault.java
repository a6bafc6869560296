package dev.hermetic.testkit;

/**
 * A way in which a {@link ChannelServer} misbehaves.
 *
 * @param kind what it does
 * @param value status code, or the number of body bytes sent before it happens
 * @param times how many requests it hits, after which the server behaves again
 */
public record Fault(Kind kind, int value, int times) {
  /** What the server does. */
  public enum Kind {
    /** Answers with a status code and a short text. */
    STATUS,
    /** Promises the whole body, sends its beginning and closes the connection. */
    TRUNCATE,
    /** Promises the whole body, sends its beginning and then nothing, until the server closes. */
    STALL,
    /** Answers 200 with bytes that are not the file's. */
    CORRUPT,
    /** Answers 200 with a web page, as a network does that wants a login first. */
    WEB_PAGE
  }

  /** Every request, until the server closes. */
  public static Fault status(int code) {
    return new Fault(Kind.STATUS, code, Integer.MAX_VALUE);
  }

  public static Fault truncate(int afterBytes) {
    return new Fault(Kind.TRUNCATE, afterBytes, Integer.MAX_VALUE);
  }

  public static Fault stall(int afterBytes) {
    return new Fault(Kind.STALL, afterBytes, Integer.MAX_VALUE);
  }

  public static Fault corrupt() {
    return new Fault(Kind.CORRUPT, 0, Integer.MAX_VALUE);
  }

  public static Fault webPage() {
    return new Fault(Kind.WEB_PAGE, 200, Integer.MAX_VALUE);
  }

  /** The same for the next {@code count} requests only. */
  public Fault times(int count) {
    return new Fault(kind, value, count);
  }
}
