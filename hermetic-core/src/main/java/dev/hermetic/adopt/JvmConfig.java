package dev.hermetic.adopt;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The options of the Java that runs Maven. In builds as short as Hermetic's, Java's optimising
 * compiler takes as much of the processor as the work itself.
 */
final class JvmConfig {
  static final String NAME = ".mvn/jvm.config";

  /** Maven 3 hands each word of the file to Java, so that there can be no comment in it. */
  static final String TEXT = "-XX:TieredStopAtLevel=1\n";

  static final String PURPOSE =
      "short builds take about half the processor time without Java's optimising compiler; delete it"
          + " where Maven itself compiles much";

  private static final String OPTION = "-XX:TieredStopAtLevel=";

  private JvmConfig() {}

  /**
   * The folder that Maven takes the file from where that is not the project itself: the nearest
   * above it that has {@code .mvn}, else the topmost of the POMs right above it. A {@code .mvn} in
   * the project would make that the root of its builds in place of this one.
   */
  static Optional<Path> rootAbove(Path directory) {
    Path folder = absolute(directory);
    if (Files.isDirectory(folder.resolve(".mvn"))) {
      return Optional.empty();
    }
    for (Path above = folder.getParent(); above != null; above = above.getParent()) {
      if (Files.isDirectory(above.resolve(".mvn"))) {
        return Optional.of(above);
      }
    }
    Path root = folder;
    while (root.getParent() != null && Files.exists(root.getParent().resolve("pom.xml"))) {
      root = root.getParent();
    }
    return root.equals(folder) ? Optional.empty() : Optional.of(root);
  }

  /**
   * Whether the file is not there, not even as a link that leads nowhere, and its folder can have it: a
   * project is worth more than what only makes its builds shorter.
   */
  static boolean canBegin(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return !isThere(file)
        && (!isThere(folder) || Files.isDirectory(folder) && Files.isWritable(folder));
  }

  /** Whether there is anything of that name. */
  static boolean isThere(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  /** What to add to the file of a project by hand; empty where it says how far Java compiles. */
  static Optional<String> note(Path directory, Path root) {
    Path file = root.resolve(NAME);
    boolean readable = Files.isRegularFile(file) && Files.isReadable(file);
    if (readable && saysHowFar(ProjectFiles.bytes(file))) {
      return Optional.empty();
    }
    List<String> clauses = new ArrayList<>();
    if (!absolute(directory).equals(absolute(root))) {
      clauses.add("which all modules have");
    }
    if (!readable && isThere(file)) {
      clauses.add("which cannot be read");
    } else if (!readable && !canBegin(file)) {
      clauses.add("which cannot be written");
    }
    String shown = absolute(directory).relativize(absolute(file)).toString().replace('\\', '/');
    return Optional.of(
        "add the line "
            + TEXT.strip()
            + " to "
            + shown
            + (clauses.isEmpty() ? "" : ", " + String.join(" and ", clauses))
            + ": short builds take about half the processor time without Java's optimising compiler");
  }

  /** Whatever level it is: it is the user's. Maven 4 knows comments. */
  private static boolean saysHowFar(String text) {
    return text.lines()
        .flatMap(line -> Arrays.stream(line.replaceFirst("#.*", "").split("\\s+")))
        .anyMatch(word -> word.startsWith(OPTION));
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
