package dev.hermetic.image;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.text.PathPattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which files of the project go into the image, and where: {@code SOURCE}, {@code SOURCE=TARGET}, or
 * {@code !PATTERN} for what stays out. A source is a file, a folder with all that is in it, or a
 * pattern; without a target files go to the working directory.
 *
 * @param text as it was written
 * @param source relative to the project's folder, with {@code /}
 * @param target absolute path in the image; null for the working directory. One that ends with a
 *     slash, or is of a folder or pattern, is a folder
 * @param excludes whether what fits stays out
 */
record FileRule(String text, PathPattern source, @Nullable String target, boolean excludes) {
  /** @throws HermeticException HERM-IMAGE-001 when it is none */
  static FileRule parse(String text) {
    String plain = text.strip();
    boolean excludes = plain.startsWith("!");
    int equals = excludes ? -1 : plain.indexOf('=');
    String source = plain.substring(excludes ? 1 : 0, equals < 0 ? plain.length() : equals);
    source = source.startsWith("./") ? source.substring(2) : source;
    source = source.endsWith("/") ? source.substring(0, source.length() - 1) : source;
    String target = equals < 0 ? null : plain.substring(equals + 1);
    if (!isInside(source)) {
      throw ImageProblems.badFileRule(text, "`" + source + "` is no path within the project");
    }
    if (target != null && (!target.startsWith("/") || !isInside(trimmed(target)))) {
      throw ImageProblems.badFileRule(text, "`" + target + "` is no absolute path");
    }
    return new FileRule(plain, PathPattern.of(source), target, excludes);
  }

  private static String trimmed(String target) {
    String inner = target.substring(1);
    return inner.endsWith("/") ? inner.substring(0, inner.length() - 1) : inner;
  }

  private static boolean isInside(String path) {
    List<String> parts = List.of(path.split("/", -1));
    return !parts.contains("..")
        && !parts.contains("")
        && path.indexOf('\\') < 0
        && path.chars().noneMatch(Character::isISOControl);
  }
}
