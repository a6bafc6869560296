package dev.hermetic.pypi.simple;

import dev.hermetic.fetch.Fetcher;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.pypi.simple.DistributionFile.OfferedMetadata;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Files of any projects beside the indexes: in a folder, or linked from a page ({@code --find-links}). */
public final class FindLinks {
  private final IndexAddress address;
  private final Fetcher fetcher;

  /**
   * @param address of the folder ({@code file:}) or page
   */
  public FindLinks(IndexAddress address, Fetcher fetcher) {
    this.address = address;
    this.fetcher = fetcher;
  }

  /**
   * Wheels and source distributions, sorted by name where they are in a folder.
   *
   * @throws HermeticException HERM-INDEX-nnn, HERM-NET-nnn
   */
  public List<DistributionFile> files() {
    String shown = address.display();
    if (address.isLocal()) {
      Path path = Path.of(URI.create(address.url()));
      if (Files.isDirectory(path)) {
        return inFolder(path, shown);
      }
    }
    return new IndexPages(fetcher)
        .read(address.url(), address, shown)
        .orElseThrow(() -> new HermeticException(IndexProblems.noFolder(shown)))
        .files()
        .stream()
        .filter(file -> isDistribution(file.fileName()))
        .toList();
  }

  private List<DistributionFile> inFolder(Path folder, String shown) {
    List<Path> paths;
    try (Stream<Path> all = Files.list(folder)) {
      paths =
          all.filter(path -> isDistribution(path.getFileName().toString()))
              .filter(Files::isRegularFile)
              .sorted(Comparator.comparing(path -> path.getFileName().toString()))
              .toList();
    } catch (IOException e) {
      throw new HermeticException(
          IndexProblems.unreadable(shown, String.valueOf(e.getMessage())), e);
    }
    List<DistributionFile> files = new ArrayList<>();
    for (Path path : paths) {
      files.add(
          new DistributionFile(
              path.getFileName().toString(),
              path.toUri().toString(),
              new TreeMap<>(),
              null,
              null,
              null,
              path.toFile().length(),
              OfferedMetadata.NONE,
              address));
    }
    return files;
  }

  private static boolean isDistribution(String name) {
    return name.endsWith(".whl") || name.endsWith(".tar.gz") || name.endsWith(".zip");
  }
}
