package dev.hermetic.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * The way to the shared test data, which lies beside the repository and not in it. A test that asks
 * for data that is not there is skipped, and the test report says so.
 */
public final class SharedData {
  /** System property with the path of the shared folder. */
  public static final String PROPERTY = "hermetic.shared";

  private SharedData() {}

  /**
   * A file or folder below {@code shared/data}.
   *
   * @param path with {@code /} between its parts, for example {@code channels/conda-forge}
   */
  public static Path data(String path) {
    String shared = System.getProperty(PROPERTY, "");
    Assumptions.assumeTrue(!shared.isEmpty(), "system property " + PROPERTY + " is not set");
    Path found = Path.of(shared, "data").resolve(path);
    Assumptions.assumeTrue(Files.exists(found), "../shared is not here: " + found);
    return found;
  }
}
