package dev.hermetic.pypi.version;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads versions as PEP 440's appendix B does, by hand: in time linear in the text, and with the
 * place at which it goes wrong.
 */
final class PypiVersionParser {
  /** Longer names first, as one may begin with another. */
  private static final List<String> PRE =
      List.of("alpha", "beta", "preview", "pre", "rc", "a", "b", "c");

  private static final List<String> POST = List.of("post", "rev", "r");
  private static final List<String> DEV = List.of("dev");

  /** Texts longer than this are shown by their beginning. */
  private static final int SHOWN = 60;

  private final String text;
  private final int end;
  private int at;

  private PypiVersionParser(String text, int start, int end) {
    this.text = text;
    this.at = start;
    this.end = end;
  }

  static PypiVersion parse(String written) {
    int start = 0;
    int end = written.length();
    while (start < end && isSpace(written.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(written.charAt(end - 1))) {
      end--;
    }
    return new PypiVersionParser(written, start, end).version();
  }

  /** White space as Python's {@code str.strip} takes it. */
  static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
  }

  private PypiVersion version() {
    if (at < end && (text.charAt(at) == 'v' || text.charAt(at) == 'V')) {
      at++;
    }
    List<String> release = new ArrayList<>(4);
    String epoch = Digits.ZERO;
    release.add(number());
    if (at < end && text.charAt(at) == '!') {
      epoch = release.get(0);
      at++;
      release.set(0, number());
    }
    while (at + 1 < end && text.charAt(at) == '.' && Digits.isDigit(text.charAt(at + 1))) {
      at++;
      release.add(number());
    }
    String preLetter = word(PRE);
    String preNumber = preLetter == null ? Digits.ZERO : suffixNumber();
    String post = post();
    String dev = word(DEV) == null ? null : suffixNumber();
    List<String> local = local();
    if (at < end) {
      throw invalid();
    }
    return new PypiVersion(epoch, release, letter(preLetter), preNumber, post, dev, local);
  }

  private static @Nullable String letter(@Nullable String word) {
    if (word == null) {
      return null;
    }
    return switch (word) {
      case "alpha" -> "a";
      case "beta" -> "b";
      case "c", "pre", "preview" -> "rc";
      default -> word;
    };
  }

  private @Nullable String post() {
    if (at + 1 < end && text.charAt(at) == '-' && Digits.isDigit(text.charAt(at + 1))) {
      at++;
      return number();
    }
    return word(POST) == null ? null : suffixNumber();
  }

  private List<String> local() {
    if (at >= end || text.charAt(at) != '+') {
      return List.of();
    }
    List<String> parts = new ArrayList<>(2);
    do {
      at++;
      int start = at;
      while (at < end && isLocal(text.charAt(at))) {
        at++;
      }
      if (at == start) {
        throw invalid();
      }
      String part = text.substring(start, at).toLowerCase(Locale.ROOT);
      parts.add(Digits.areDigits(part) ? Digits.normalise(part) : part);
    } while (at < end && isSeparator(text.charAt(at)));
    return parts;
  }

  private static boolean isLocal(char c) {
    return Digits.isDigit(c) || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  /** One of the words, with a separator before it or not; moves only where there is one. */
  private @Nullable String word(List<String> words) {
    int start = at < end && isSeparator(text.charAt(at)) ? at + 1 : at;
    for (String word : words) {
      if (start + word.length() <= end
          && text.regionMatches(true, start, word, 0, word.length())
          && isAscii(start, word.length())) {
        at = start + word.length();
        return word;
      }
    }
    return null;
  }

  /** {@code regionMatches} takes some letters beyond ASCII for those within. */
  private boolean isAscii(int start, int length) {
    for (int i = start; i < start + length; i++) {
      if (text.charAt(i) > 127) {
        return false;
      }
    }
    return true;
  }

  /** The number after a word, 0 where there is none; a separator before it counts for nothing. */
  private String suffixNumber() {
    if (at < end && isSeparator(text.charAt(at))) {
      at++;
    }
    return at < end && Digits.isDigit(text.charAt(at)) ? number() : Digits.ZERO;
  }

  private String number() {
    int start = at;
    while (at < end && Digits.isDigit(text.charAt(at))) {
      at++;
    }
    if (at == start) {
      throw invalid();
    }
    return Digits.normalise(text.substring(start, at));
  }

  private static boolean isSeparator(char c) {
    return c == '.' || c == '-' || c == '_';
  }

  private InvalidPypiVersionException invalid() {
    return new InvalidPypiVersionException(
        "\"" + shown(text) + "\" is no version as PEP 440 has them", at);
  }

  static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
