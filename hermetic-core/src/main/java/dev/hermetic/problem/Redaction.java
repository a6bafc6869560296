package dev.hermetic.problem;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes credentials out of texts that may hold URLs. */
public final class Redaction {
  private static final String SCHEME = "(?i)\\b([a-z][a-z0-9+.-]*://)";
  private static final Pattern USER_INFO = Pattern.compile(SCHEME + "[^/@\\s]+@");

  /** A password that was not percent-encoded may hold slashes. */
  private static final Pattern RAW_PASSWORD = Pattern.compile(SCHEME + "[^/@\\s:]*:[^@\\s]*@");

  private static final String REST = "[^\\s:,;|\"'<>()]*";

  /**
   * A token, or first an address or a path of a file, where a folder of that name is none. Both end before any
   * colon, so that they never reach into a URL. What begins with {@code //} or {@code /t/} may be a part of one.
   */
  private static final Pattern FILE_OR_TOKEN =
      Pattern.compile(
          "((?i:\\bfile:/|(?<![^\\s\"'`(<])(?:(?:~|\\.{1,2}|[a-z]:)/|/(?!/|t/)))"
              + REST
              + ")|(/t/)[^/\\s]+");

  private Redaction() {}

  /** The text with {@code user:password@} and {@code /t/TOKEN} of URLs replaced by {@code ***}. */
  public static String redact(String text) {
    boolean suspect = text.indexOf('@') >= 0 || text.contains("/t/");
    if (!suspect || !text.contains("://")) {
      return text;
    }
    String result = RAW_PASSWORD.matcher(text).replaceAll("$1***@");
    result = USER_INFO.matcher(result).replaceAll("$1***@");
    return FILE_OR_TOKEN
        .matcher(result)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    found.group(1) == null ? found.group(2) + "***" : found.group(1)));
  }
}
