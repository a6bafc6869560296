package dev.hermetic.testkit;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A channel whose packages run: {@code bin/greet} for linux-64, a shell script that greets its first
 * argument and ends with its second for an exit code, and {@code bin/wave} in two versions.
 */
public final class GreetingChannel {
  private static final String SCRIPT =
      """
      #!/bin/sh
      echo "$GREETING, $1, from $CONDA_DEFAULT_ENV"
      exit "${2:-0}"
      """;

  private GreetingChannel() {}

  /** The package that greets. */
  public static TestPackage greet() {
    return TestPackage.of("greet", "1.0")
        .withFile(
            PackageFile.executable("bin/greet", SCRIPT.getBytes(StandardCharsets.UTF_8)));
  }

  private static TestPackage wave(String version) {
    return TestPackage.of("wave", version)
        .withFile(
            PackageFile.executable(
                "bin/wave", "#!/bin/sh\necho wave\n".getBytes(StandardCharsets.UTF_8)));
  }

  /** Writes the channel; the one argument is its folder. */
  public static void main(String[] args) {
    if (args.length != 1) {
      throw new IllegalArgumentException("usage: GreetingChannel FOLDER");
    }
    TestChannel.create().add(greet(), wave("1.0"), wave("1.1")).write(Path.of(args[0]));
  }
}
