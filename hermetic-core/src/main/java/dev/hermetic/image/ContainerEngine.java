package dev.hermetic.image;

import dev.hermetic.oci.DockerTar;
import dev.hermetic.oci.Image;
import dev.hermetic.oci.ImageFile;
import dev.hermetic.oci.ImagePlatform;
import dev.hermetic.problem.HermeticException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A program on this machine that runs containers, and takes images in Docker's tar. */
public enum ContainerEngine {
  NONE,
  DOCKER,
  PODMAN;

  private static final int MINUTES = 30;

  /**
   * Gives the engine the image that was made.
   *
   * @param layout where the image is
   * @param names by which the engine lists it
   * @param work a folder for the tar, which goes again
   * @return a line for people
   * @throws HermeticException HERM-IMAGE-019 when there is no such program, or it fails
   */
  public String load(Path layout, ImagePlatform platform, List<String> names, Path work) {
    return load(name().toLowerCase(Locale.ROOT), layout, platform, names, work);
  }

  /**
   * The same with any program.
   *
   * @param command on the {@code PATH}, or a path
   */
  static String load(
      String command, Path layout, ImagePlatform platform, List<String> names, Path work) {
    Path tar = work.resolve("load.tar");
    Path output = work.resolve("load.txt");
    try {
      Image image = ImageFile.read(layout, platform, null);
      DockerTar.write(tar, image, names);
      Process process = start(command, tar, output);
      boolean ended = false;
      try {
        process.getOutputStream().close();
        ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
      } finally {
        process.destroyForcibly();
      }
      String told = new String(Files.readAllBytes(output), StandardCharsets.UTF_8).strip();
      if (!ended || process.exitValue() != 0) {
        throw ImageProblems.notLoaded(command, ended ? told : "it never ends");
      }
      return "Loaded into " + command + " as " + String.join(", ", names);
    } catch (IOException e) {
      throw ImageProblems.notLoaded(command, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ImageProblems.notLoaded(command, "interrupted");
    } finally {
      discard(tar);
      discard(output);
    }
  }

  private static Process start(String command, Path tar, Path output) {
    try {
      return new ProcessBuilder(command, "load", "--input", tar.toString())
          .redirectErrorStream(true)
          .redirectOutput(output.toFile())
          .start();
    } catch (IOException e) {
      throw ImageProblems.notLoaded(command, "there is no such program, or it cannot be run");
    }
  }

  private static void discard(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // It lies in the build folder, and the next run writes it anew.
      return;
    }
  }
}
