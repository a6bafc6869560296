package dev.hermetic.install;

import dev.hermetic.testkit.TestChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Rebuilds the environment of {@link Training} and trains in it again and again, and tells how many
 * of the outputs and digests are those of the first time. Arguments: count, the channel's folder, a
 * folder to work in. Ends with 1 unless all are.
 */
final class RebuildProgram {
  private RebuildProgram() {}

  public static void main(String[] arguments) throws Exception {
    int count = Integer.parseInt(arguments[0]);
    Path work = Files.createDirectories(Path.of(arguments[2])).toRealPath();
    Training training = new Training(work, TestChannel.url(Path.of(arguments[1])));
    Training.Outcome first = null;
    int same = 0;
    for (int i = 1; i <= count; i++) {
      long start = System.nanoTime();
      Training.Outcome outcome = training.run(i);
      first = first == null ? outcome : first;
      same += outcome.equals(first) ? 1 : 0;
      System.out.printf(
          "%d: prefix %s, output sha256 %s, %.1f s%n",
          i,
          outcome.digest().substring(0, 16),
          sha256(outcome.output()).substring(0, 16),
          (System.nanoTime() - start) / 1e9);
    }
    System.out.println(first == null ? "" : first.output());
    System.out.println("R = " + same + "/" + count);
    System.exit(same == count ? 0 : 1);
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
