package dev.hermetic.image;

import dev.hermetic.oci.Image;
import dev.hermetic.oci.ImageLayer;
import dev.hermetic.oci.RuntimeConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Runs programs in an image as an engine would: its files as root, its variables and no others, its
 * user, processes of its own.
 */
final class Container {
  private final Path root;
  private final RuntimeConfig runtime;

  private Container(Path root, RuntimeConfig runtime) {
    this.root = root;
    this.runtime = runtime;
  }

  /** Skips the test where this user cannot make a container. */
  static void require() throws Exception {
    boolean can;
    try {
      can =
          System.getProperty("user.name").equals("root")
              && new ProcessBuilder("unshare", "-m", "-p", "-f", "--mount-proc", "true")
                      .start()
                      .waitFor()
                  == 0;
    } catch (IOException e) {
      can = false;
    }
    Assumptions.assumeTrue(can, "this user cannot make a container here (root and unshare)");
  }

  /** Unpacks the layers with the machine's tar, from the bottom up. */
  static Container of(Image image, Path root) throws Exception {
    Files.createDirectories(root);
    for (ImageLayer layer : image.layers()) {
      Process tar =
          new ProcessBuilder("tar", "-x", "-p", "--numeric-owner", "-C", root.toString())
              .redirectErrorStream(true)
              .start();
      try (InputStream in = layer.unpacked();
          OutputStream out = tar.getOutputStream()) {
        in.transferTo(out);
      }
      finish(tar, "tar");
    }
    return new Container(root, image.config().runtime());
  }

  /** Adds a link, as a richer base might have it. */
  Container link(String path, String target) throws IOException {
    Path link = root.resolve(path);
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, Path.of(target));
    return this;
  }

  /** Paths of all its files. */
  List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .toList();
    }
  }

  /** What the image itself runs prints, standard error included. */
  String run() throws Exception {
    return run(runtime.cmd());
  }

  /** What a program prints, standard error included. */
  String run(List<String> command) throws Exception {
    String[] user = runtime.user().split(":");
    List<String> words =
        new ArrayList<>(
            List.of("/usr/bin/unshare", "-m", "-p", "-f", "-R", root.toString(), "--mount-proc"));
    words.addAll(List.of("-S", user[0], "-G", user[1], "-w", runtime.workingDir()));
    words.addAll(runtime.entrypoint());
    words.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.environment().clear();
    builder.environment().putAll(runtime.env());
    return finish(builder.start(), String.join(" ", command));
  }

  private static String finish(Process process, String name) throws Exception {
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    if (code != 0) {
      throw new AssertionError(name + " ended with " + code + ": " + said);
    }
    return said;
  }
}
