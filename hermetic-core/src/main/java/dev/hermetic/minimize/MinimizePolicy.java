package dev.hermetic.minimize;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.text.PathPattern;
import dev.hermetic.yaml.YamlFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * What is left out of an image. Three policies come with Hermetic; their files, which show the form,
 * are printed whole in {@code docs/minimizing.md}.
 *
 * @param name {@code none}, {@code safe}, {@code small}, or the file
 * @param kinds in the order in which they are asked: a path is of the first that fits
 * @param keep paths that stay whatever kind they are of
 */
public record MinimizePolicy(String name, List<RemovedKind> kinds, List<PathPattern> keep) {
  /** The policies that come with Hermetic, the one that removes least first. */
  public static final List<String> BUILT_IN = List.of("none", "safe", "small");

  public MinimizePolicy {
    kinds = List.copyOf(kinds);
    keep = List.copyOf(keep);
  }

  /**
   * A policy that comes with Hermetic.
   *
   * @throws IllegalArgumentException when there is none of the name
   */
  public static MinimizePolicy builtIn(String name) {
    String file = name + ".yml";
    return PolicyReader.read(YamlFile.parse(text(name), file), name, file);
  }

  /**
   * A policy of the user's own.
   *
   * @param shown the file as problems name it
   * @throws HermeticException HERM-MIN-001 with all that is wrong in it, HERM-YAML-nnn
   */
  public static MinimizePolicy read(Path file, String shown) {
    return PolicyReader.read(YamlFile.read(file, shown), shown, shown);
  }

  /**
   * The policy of a name.
   *
   * @param name of one that comes with Hermetic, or of a file
   * @param folder what files are relative to
   * @throws HermeticException HERM-MIN-001 with all that is wrong in it, HERM-YAML-nnn
   */
  public static MinimizePolicy named(String name, Path folder) {
    return BUILT_IN.contains(name) ? builtIn(name) : read(folder.resolve(name), name);
  }

  /** The file of a policy that comes with Hermetic. */
  public static String text(String name) {
    if (!BUILT_IN.contains(name)) {
      throw new IllegalArgumentException(name);
    }
    try (InputStream in = MinimizePolicy.class.getResourceAsStream(name + ".yml")) {
      if (in == null) {
        throw new IllegalStateException(name + ".yml is missing in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a path stays whatever kind it is of. */
  boolean keeps(String path) {
    for (PathPattern pattern : keep) {
      if (pattern.matches(path)) {
        return true;
      }
    }
    return false;
  }
}
