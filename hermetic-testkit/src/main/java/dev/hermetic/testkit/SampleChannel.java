package dev.hermetic.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A small extract of conda-forge that answers the case study on four platforms: {@code python=3.10
 * pytorch=2.1 transformers=4.36 spacy=3.7 numpy>=1.24 pandas scikit-learn} (on win-64 without
 * PyTorch, which conda-forge did not build there in those days). Names, versions and dependencies
 * are facts; the files are samples that hold no software.
 */
public final class SampleChannel {
  private static final String TABLE = "sample-channel.txt";

  private SampleChannel() {}

  /** Every package of the channel. */
  public static List<TestPackage> packages() {
    try (InputStream in =
        Objects.requireNonNull(SampleChannel.class.getResourceAsStream(TABLE), TABLE)) {
      return SampleTable.read(
          new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the channel into a folder, made when missing, and gives the folder back. */
  public static Path write(Path folder) {
    return TestChannel.create().addAll(packages()).write(folder);
  }

  /** Writes the channel; the one argument is its folder. */
  public static void main(String[] args) {
    if (args.length != 1) {
      throw new IllegalArgumentException("usage: SampleChannel FOLDER");
    }
    write(Path.of(args[0]));
  }
}
