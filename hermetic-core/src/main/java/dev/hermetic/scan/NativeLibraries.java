package dev.hermetic.scan;

import dev.hermetic.advisory.PackageKey;
import dev.hermetic.advisory.TagForms;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which C and C++ projects conda packages are: {@code native-libraries.txt}, a table by hand. */
final class NativeLibraries {
  private static final String FILE = "native-libraries.txt";
  private static final Map<String, Library> KNOWN = load();

  private NativeLibraries() {}

  /**
   * A project.
   *
   * @param keys its names in OSS-Fuzz and as repositories
   */
  record Library(List<PackageKey> keys, TagForms forms) {
    List<Identity> identities(String version) {
      return keys.stream().map(key -> new Identity(key, version, forms)).toList();
    }
  }

  static Optional<Library> find(String conda) {
    return Optional.ofNullable(KNOWN.get(conda));
  }

  /** The names of all conda packages in the table, sorted. */
  static List<String> names() {
    return List.copyOf(KNOWN.keySet());
  }

  private static Map<String, Library> load() {
    Map<String, Library> libraries = new TreeMap<>();
    try (InputStream in = NativeLibraries.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is missing");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().filter(one -> !one.startsWith("#")).toList()) {
        String[] cells = line.split("\\|", -1);
        List<PackageKey> keys = new ArrayList<>();
        words(cells[1]).forEach(name -> keys.add(new PackageKey(PackageKey.OSS_FUZZ, name)));
        words(cells[2]).forEach(url -> keys.add(PackageKey.repository(url)));
        Library library = new Library(List.copyOf(keys), TagForms.of(words(cells[3])));
        for (String conda : words(cells[0])) {
          if (libraries.put(conda, library) != null) {
            throw new IllegalStateException(conda + " stands twice in " + FILE);
          }
        }
      }
      return libraries;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> words(String cell) {
    String text = cell.strip();
    return text.equals("-") ? List.of() : List.of(text.split(" +"));
  }
}
