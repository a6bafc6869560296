package dev.hermetic.archive;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Paths inside a package: relative, of plain parts, never leading out. */
public final class MemberPath {
  private static final int MOST_BYTES = 1024;
  private static final int MOST_BYTES_OF_A_PART = 255;

  private MemberPath() {}

  /**
   * The path without parts that say nothing ({@code ./}, {@code //}, a slash at the end); empty for
   * the root itself.
   *
   * @throws Unsafe with what is wrong, to be read after the path
   */
  public static String normalize(String path) throws Unsafe {
    if (path.startsWith("/")) {
      throw new Unsafe("is an absolute path");
    }
    if (isPlain(path)) {
      return path;
    }
    StringBuilder normal = new StringBuilder(path.length());
    for (int start = 0; start <= path.length(); ) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      String part = path.substring(start, end);
      start = end + 1;
      if (part.isEmpty() || part.equals(".")) {
        continue;
      }
      String wrong = wrong(part);
      if (wrong != null) {
        throw new Unsafe(wrong);
      }
      normal.append(normal.length() == 0 ? "" : "/").append(part);
    }
    if (bytes(normal) > MOST_BYTES) {
      throw new Unsafe("has a path of more than " + MOST_BYTES + " bytes");
    }
    return normal.toString();
  }

  /** Whether nothing has to be looked at more closely, as of nearly all paths. */
  private static boolean isPlain(String path) {
    int length = path.length();
    boolean plain = length > 0 && length <= MOST_BYTES_OF_A_PART;
    char before = '/';
    for (int i = 0; plain && i < length; i++) {
      char c = path.charAt(i);
      plain = c >= ' ' && c < 0x7f && (before != '/' || c != '/' && c != '.');
      before = c;
    }
    return plain && before != '/';
  }

  private static @Nullable String wrong(String part) {
    if (part.equals("..")) {
      return "leads out of the package";
    }
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (c < ' ' || c == 0x7f || c == '\uFFFD') {
        return "has a control character in its name, or one that is not UTF-8";
      }
    }
    // At most three bytes a character: the rest need not be counted.
    if (part.length() > MOST_BYTES_OF_A_PART / 3 && bytes(part) > MOST_BYTES_OF_A_PART) {
      return "has a name of more than " + MOST_BYTES_OF_A_PART + " bytes";
    }
    return null;
  }

  private static int bytes(CharSequence text) {
    return text.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  /** Whether a path is, or lies below, another. */
  static boolean isWithin(String path, String folder) {
    return path.startsWith(folder)
        && (path.length() == folder.length() || path.charAt(folder.length()) == '/');
  }

  /** A path that must not be used. */
  public static final class Unsafe extends Exception {
    private static final long serialVersionUID = 1;

    Unsafe(String fact) {
      super(fact);
    }

    /** What is wrong, to be read after the path. */
    public String fact() {
      return String.valueOf(getMessage());
    }
  }
}
