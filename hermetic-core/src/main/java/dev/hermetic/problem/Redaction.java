package dev.hermetic.problem;

import java.util.regex.Pattern;

/** Takes credentials out of texts that may hold URLs. */
public final class Redaction {
  private static final Pattern USER_INFO =
      Pattern.compile("(?i)\\b([a-z][a-z0-9+.-]*://)[^/@\\s]+@");
  private static final Pattern CONDA_TOKEN = Pattern.compile("(/t/)[^/\\s]+(?=/)");

  private Redaction() {}

  /** The text with {@code user:password@} and {@code /t/TOKEN/} of URLs replaced by {@code ***}. */
  public static String redact(String text) {
    String result = text;
    if (result.contains("://")) {
      result = USER_INFO.matcher(result).replaceAll("$1***@");
      result = CONDA_TOKEN.matcher(result).replaceAll("$1***");
    }
    return result;
  }
}
