package dev.hermetic.text;

/**
 * A pattern of paths: {@code *} stands for anything within a name, {@code ?} for one character of
 * it, {@code **} for any number of folders, or for all below one when it comes last.
 */
public final class PathPattern {
  private static final String FOLDERS = "**";

  private final String text;
  private final String[] names;
  private final String start;
  private final String end;

  private PathPattern(String text) {
    this.text = text;
    this.names = text.split("/");
    this.start = text.substring(0, firstWild(text));
    int last = Math.max(text.lastIndexOf('*'), text.lastIndexOf('?'));
    this.end = text.substring(last + 1);
  }

  /** Of a pattern without a slash at its start and without {@code ..}. */
  public static PathPattern of(String text) {
    return new PathPattern(text);
  }

  /** Whether a whole path fits; paths are relative to the prefix, with {@code /}. */
  public boolean matches(String path) {
    // Most paths fail one of these, and there are many.
    return path.startsWith(start) && path.endsWith(end) && matches(path, 0, 0);
  }

  /** The folders before the first that has a wildcard, with a slash at the end; empty for none. */
  public String fixedFolder() {
    return start.substring(0, start.lastIndexOf('/') + 1);
  }

  /** Whether it names one path alone. */
  public boolean isPlain() {
    return start.length() == text.length();
  }

  private static int firstWild(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '*' || text.charAt(i) == '?') {
        return i;
      }
    }
    return text.length();
  }

  private boolean matches(String path, int from, int next) {
    if (next == names.length) {
      return from > path.length();
    }
    if (from > path.length()) {
      return false;
    }
    String name = names[next];
    if (name.equals(FOLDERS)) {
      if (next == names.length - 1) {
        return true;
      }
      for (int at = from; at >= 0 && at <= path.length(); at = after(path, at)) {
        if (matches(path, at, next + 1)) {
          return true;
        }
      }
      return false;
    }
    int slash = path.indexOf('/', from);
    int stop = slash < 0 ? path.length() : slash;
    return name(path, from, stop, name) && matches(path, stop + 1, next + 1);
  }

  private static int after(String path, int from) {
    int slash = path.indexOf('/', from);
    return slash < 0 ? -1 : slash + 1;
  }

  private static boolean name(String path, int from, int stop, String pattern) {
    int at = from;
    int next = 0;
    int star = -1;
    int resume = 0;
    while (at < stop) {
      char c = next < pattern.length() ? pattern.charAt(next) : 0;
      if (c == '*') {
        star = next++;
        resume = at;
      } else if (next < pattern.length() && (c == '?' || c == path.charAt(at))) {
        next++;
        at++;
      } else if (star >= 0) {
        next = star + 1;
        at = ++resume;
      } else {
        return false;
      }
    }
    while (next < pattern.length() && pattern.charAt(next) == '*') {
      next++;
    }
    return next == pattern.length();
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}
