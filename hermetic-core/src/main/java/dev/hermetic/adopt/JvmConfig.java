package dev.hermetic.adopt;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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

  /** What to add to the file of a project by hand; empty where it says how far Java compiles. */
  static Optional<String> note(Path directory, Path root) {
    Path file = root.resolve(NAME);
    if (Files.exists(file) && saysHowFar(ProjectFiles.bytes(file))) {
      return Optional.empty();
    }
    String shown = absolute(directory).relativize(absolute(file)).toString().replace('\\', '/');
    String whole = absolute(directory).equals(absolute(root)) ? "" : ", which all modules have";
    return Optional.of(
        "add the line " + TEXT.strip() + " to " + shown + whole + ": short builds take about half the"
            + " processor time without Java's optimising compiler");
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
