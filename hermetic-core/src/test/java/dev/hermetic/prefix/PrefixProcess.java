package dev.hermetic.prefix;

import dev.hermetic.platform.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Builds a small prefix in a process of its own; prints its digest and all modes. */
final class PrefixProcess {
  private PrefixProcess() {}

  /**
   * @param arguments an empty folder, the link mode
   */
  public static void main(String[] arguments) throws IOException {
    Path work = Path.of(arguments[0]);
    List<PrefixPackage> packages =
        List.of(
            Unpacked.python(work.resolve("cache")).pack(),
            Unpacked.of(work.resolve("cache"), "a").file("bin/x", "1", 0755).file("etc/y", "2")
                .text("bin/t", Unpacked.PLACEHOLDER).link("l", "bin/x").folder("var").pack(),
            Unpacked.of(work.resolve("cache"), "I").noarchPython("i = i:I").pack());
    var prefix = new TargetPrefix("/opt/env", Platform.LINUX_64);
    Path env = work.resolve("env");
    PrefixResult result =
        PrefixBuilder.build(
            new PrefixRequest(
                PrefixPlan.of(Platform.LINUX_64, packages),
                new PrefixNotes(new TreeMap<>(Map.of("I", "1")), "frozen"),
                env,
                prefix,
                prefix,
                LinkMode.valueOf(arguments[1]),
                false,
                2));
    System.out.println(result.manifest().digest());
    try (Stream<Path> all = Files.walk(env).skip(1).filter(path -> !Files.isSymbolicLink(path))) {
      for (Path path : all.sorted().toList()) {
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        System.out.println(mode + " " + env.relativize(path));
      }
    }
  }
}
