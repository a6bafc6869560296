package dev.hermetic.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where things are.
 *
 * @param repository this repository's root
 * @param shared the folder with the real data
 * @param mavenRepository empty for the user's
 */
record Setting(Path repository, Path shared, String mavenRepository) {
  /** The channel as it is published; its bytes come from the data. */
  static final String CHANNEL = "https://conda.anaconda.org/conda-forge";

  static final List<String> SUBDIRS =
      List.of("linux-64", "linux-aarch64", "osx-64", "osx-arm64", "win-64", "noarch");

  Path work() {
    return repository.resolve("benchmarks/target/work");
  }

  /**
   * A program of these benchmarks in a new JVM, with the options that Maven's JVM would have.
   *
   * @param heap the most that it may have, as {@code -Xmx} says it
   */
  Command java(String heap, Class<?> program, String... arguments) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    String options = System.getenv().getOrDefault("MAVEN_OPTS", "").strip();
    if (!options.isEmpty()) {
      words.addAll(List.of(options.split("\\s+")));
    }
    words.addAll(
        List.of("-Xmx" + heap, "-cp", System.getProperty("java.class.path"), program.getName()));
    words.addAll(List.of(arguments));
    return new Command(repository, words);
  }

  /** Where the documentation shows plots from. */
  Path plots() {
    return repository.resolve("docs/plots");
  }

  Path channels() {
    return shared.resolve("data/channels");
  }

  /** An empty folder below {@link #work()}. */
  Path fresh(String name) throws IOException {
    // Maven would else take its JVM's options from this repository's own .mvn/jvm.config.
    Files.createDirectories(work().resolve(".mvn"));
    Path folder = work().resolve(name);
    delete(folder);
    return Files.createDirectories(folder);
  }

  /** Deletes a file or a folder with all that is in it, where it exists. */
  static void delete(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      all.sorted(Comparator.reverseOrder())
          .forEach(
              one -> {
                try {
                  Files.delete(one);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
