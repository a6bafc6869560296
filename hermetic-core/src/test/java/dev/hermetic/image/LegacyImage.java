package dev.hermetic.image;

import dev.hermetic.event.Listener;
import dev.hermetic.layer.LayerContent;
import dev.hermetic.layer.LayerEntry;
import dev.hermetic.layer.LayerWriter;
import dev.hermetic.layer.PlannedLayer;
import dev.hermetic.layer.WrittenLayer;
import dev.hermetic.oci.Compression;
import dev.hermetic.oci.Digest;
import dev.hermetic.oci.TarEntry;
import dev.hermetic.prefix.ManifestEntry;
import dev.hermetic.prefix.PrefixManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a Dockerfile of one stage leaves in an image that installs an environment and cleans nothing
 * up: conda's archives, its unpacked packages with their {@code info/}, and the environment, whose
 * files are the same as those of the packages, linked to, but for those with a prefix in them. The
 * program that installs, and repodata, are not counted, though such an image has them.
 */
final class LegacyImage {
  private static final String PACKAGES = "opt/conda/pkgs/";
  private static final int MODE = 0644;

  /** By path, since a link has to come after what it leads to: environments sort before packages. */
  private final Map<String, LayerEntry> entries = new TreeMap<>();

  /** The path of a file of the environment, by its package and bytes. */
  private final Map<String, String> installed = new HashMap<>();

  /**
   * Makes the layer, packed as ours are; by gzip, as Docker does it, it is larger.
   *
   * @param prefix the environment on disk
   * @param unpacked packages in a cache of ours
   * @param archives all there are; those of packages that are unpacked are taken
   */
  static WrittenLayer layer(Path prefix, Path unpacked, Collection<Path> archives, Path work)
      throws IOException {
    LegacyImage image = new LegacyImage();
    image.environment(prefix);
    Map<Digest, Path> byDigest = new HashMap<>();
    for (Path archive : archives) {
      byDigest.put(Digest.of(Files.readAllBytes(archive)), archive);
    }
    try (Stream<Path> folders = Files.list(unpacked)) {
      for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
        image.unpacked(folder);
        Digest digest = new Digest(folder.getFileName().toString());
        Path archive = byDigest.get(digest);
        image.file(PACKAGES + archive.getFileName(), archive, digest, MODE);
      }
    }
    PlannedLayer plan = new PlannedLayer("legacy", List.of(), image.withFolders());
    return new LayerWriter(
            Compression.ZSTD, work, 2, InstantSource.system(), Listener.SILENT)
        .write(List.of(plan))
        .get(0);
  }

  private void environment(Path prefix) throws IOException {
    byte[] bytes = Files.readAllBytes(prefix.resolve(PrefixManifest.PATH));
    for (ManifestEntry entry : PrefixManifest.parse(bytes, PrefixManifest.PATH).entries()) {
      String path = ImageProject.PREFIX.substring(1) + "/" + entry.path();
      if (entry.kind() == ManifestEntry.Kind.SOFTLINK) {
        link(path, TarEntry.Kind.SYMLINK, entry.linkTarget());
      } else if (entry.kind() == ManifestEntry.Kind.FILE) {
        Digest digest = new Digest(entry.sha256());
        file(path, prefix.resolve(entry.path()), digest, entry.mode());
        installed.putIfAbsent(entry.owner() + "\n" + digest, path);
      }
    }
  }

  private void unpacked(Path folder) throws IOException {
    List<String> manifest = Files.readAllLines(folder.resolve("manifest"));
    String[] info = manifest.get(2).split("\t");
    String distribution = info[1] + "-" + info[2] + "-" + info[3];
    String place = PACKAGES + distribution + "/";
    for (String line : manifest) {
      String[] cells = line.split("\t");
      if (cells[0].equals("SYMLINK")) {
        link(place + cells[1], TarEntry.Kind.SYMLINK, cells[6].substring(1));
      }
    }
    Path files = folder.resolve("files");
    try (Stream<Path> all = Files.walk(files)) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        String path = place + files.relativize(file);
        Digest digest = Digest.of(Files.readAllBytes(file));
        String same = installed.putIfAbsent(distribution + "\n" + digest, path);
        if (same == null || Files.size(file) == 0) {
          file(path, file, digest, MODE);
        } else {
          link(path, TarEntry.Kind.HARD_LINK, same);
        }
      }
    }
  }

  private void file(String path, Path content, Digest digest, int mode) throws IOException {
    TarEntry head = TarEntry.file(path, mode, 0, Files.size(content));
    entries.put(path, new LayerEntry(head, LayerContent.file(content, digest)));
  }

  private void link(String path, TarEntry.Kind kind, String target) {
    entries.put(path, LayerEntry.of(new TarEntry(path, kind, 0777, 0, 0, target, 0, 0)));
  }

  private List<LayerEntry> withFolders() {
    for (String path : List.copyOf(entries.keySet())) {
      for (int at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1)) {
        String folder = path.substring(0, at);
        entries.putIfAbsent(folder, LayerEntry.of(TarEntry.directory(folder, 0755, 0)));
      }
    }
    return new ArrayList<>(entries.values());
  }
}
