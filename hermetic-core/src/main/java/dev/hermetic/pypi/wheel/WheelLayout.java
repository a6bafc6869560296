package dev.hermetic.pypi.wheel;

import java.util.Locale;

/**
 * The folders of a wheel: {@code NAME-VERSION.dist-info}, and {@code NAME-VERSION.data} with one
 * folder for each scheme (PEP 427, "The .data directory"). Pure: also for who places what was
 * unpacked.
 */
public final class WheelLayout {
  private static final String DATA = ".data";
  private static final String INFO = ".dist-info";

  private WheelLayout() {}

  /** Where files of {@code .data} go. */
  public enum Scheme {
    PURELIB,
    PLATLIB,
    SCRIPTS,
    HEADERS,
    DATA
  }

  /**
   * A file of {@code .data}.
   *
   * @param path below the folder of the scheme
   */
  public record Spread(Scheme scheme, String path) {}

  /** The first part of a path. */
  static String top(String path) {
    int slash = path.indexOf('/');
    return slash < 0 ? path : path.substring(0, slash);
  }

  /** Whether the file is in {@code .data}. */
  public static boolean isSpread(String path) {
    return path.indexOf('/') > 0 && top(path).endsWith(DATA);
  }

  /** Whether the file is in {@code .dist-info}. */
  public static boolean isInfo(String path) {
    return path.indexOf('/') > 0 && top(path).endsWith(INFO);
  }

  /**
   * Where a file of {@code .data} goes.
   *
   * @throws IllegalArgumentException when its scheme is none, or it is no file of a scheme
   */
  public static Spread spread(String path) {
    String[] parts = path.split("/", 3);
    if (parts.length < 3) {
      throw new IllegalArgumentException("it is in no folder of a scheme");
    }
    for (Scheme scheme : Scheme.values()) {
      // Only in lower case: Windows would take others for the same.
      if (scheme.name().toLowerCase(Locale.ROOT).equals(parts[1])) {
        return new Spread(scheme, parts[2]);
      }
    }
    throw new IllegalArgumentException(
        WheelProblems.shown(parts[1]) + " is none of purelib, platlib, scripts, headers and data");
  }
}
