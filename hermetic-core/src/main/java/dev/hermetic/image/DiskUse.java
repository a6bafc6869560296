package dev.hermetic.image;

import dev.hermetic.layer.PackedSize;
import dev.hermetic.oci.Compression;
import dev.hermetic.oci.Image;
import dev.hermetic.oci.ImageLayer;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * What the files of an image take on a disk, in bytes. A file that a later layer replaces or removes
 * counts, as it is pulled and kept; a hard link counts nothing.
 *
 * @param system what is in neither of the two
 * @param environment files below folders that have a {@code conda-meta}, without package caches
 * @param packageCache files below folders {@code pkgs} of conda
 * @param tars sizes of the unpacked tars
 */
record DiskUse(long system, long environment, long packageCache, long tars) {
  private static final String META = "/conda-meta/";
  private static final String CACHE = "/pkgs/";

  /** What a file is for. */
  enum Part {
    SYSTEM,
    ENVIRONMENT,
    PACKAGE_CACHE
  }

  static DiskUse of(Image image) {
    Map<String, Long> byFolder = new HashMap<>();
    Set<String> prefixes = new TreeSet<>();
    long tars = measure(image, byFolder, prefixes);
    long system = 0;
    long environment = 0;
    long cache = 0;
    for (Map.Entry<String, Long> one : byFolder.entrySet()) {
      switch (part(one.getKey(), prefixes)) {
        case SYSTEM -> system += one.getValue();
        case ENVIRONMENT -> environment += one.getValue();
        case PACKAGE_CACHE -> cache += one.getValue();
      }
    }
    return new DiskUse(system, environment, cache, tars);
  }

  /** How large each part is, packed alone as layers are. */
  static Map<Part, Long> packed(Image image, Compression compression, int threads) {
    Set<String> prefixes = new TreeSet<>();
    measure(image, new HashMap<>(), prefixes);
    Map<Part, Long> packed = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      try (PackedSize size = new PackedSize(compression, threads)) {
        for (ImageLayer layer : image.layers()) {
          read(
              layer,
              (folder, entry, tar) -> {
                if (part(folder, prefixes) == part) {
                  size.add(tar);
                }
              });
        }
        packed.put(part, size.bytes());
      } catch (IOException e) {
        throw new IllegalStateException("nothing is written", e);
      }
    }
    return packed;
  }

  private static Part part(String folder, Set<String> prefixes) {
    if (!isBelow(folder, prefixes) && !folder.contains("/conda" + CACHE)) {
      return Part.SYSTEM;
    }
    return folder.contains(CACHE) ? Part.PACKAGE_CACHE : Part.ENVIRONMENT;
  }

  private static boolean isBelow(String folder, Set<String> prefixes) {
    for (int slash = folder.indexOf('/', 1); slash > 0; slash = folder.indexOf('/', slash + 1)) {
      if (prefixes.contains(folder.substring(0, slash + 1))) {
        return true;
      }
    }
    return false;
  }

  /** Adds the files by their folders; returns the size of the tars. */
  private static long measure(Image image, Map<String, Long> byFolder, Set<String> prefixes) {
    long tars = 0;
    for (ImageLayer layer : image.layers()) {
      tars +=
          read(
              layer,
              (folder, entry, tar) -> {
                int meta = folder.indexOf(META);
                if (meta >= 0) {
                  prefixes.add(folder.substring(0, meta + 1));
                }
                byFolder.merge(folder, entry.getSize(), Long::sum);
              });
    }
    return tars;
  }

  /** Takes the files of a tar. */
  private interface Files {
    /** @param folder with a slash at both ends */
    void on(String folder, TarArchiveEntry entry, InputStream content) throws IOException;
  }

  /** Goes through the files of a layer; returns the size of its tar. */
  private static long read(ImageLayer layer, Files files) {
    try (InputStream plain = layer.unpacked()) {
      TarArchiveInputStream tar = new TarArchiveInputStream(plain, "UTF-8");
      for (TarArchiveEntry entry = tar.getNextEntry();
          entry != null;
          entry = tar.getNextEntry()) {
        String path = "/" + entry.getName().replaceFirst("^(?:\\./|/)+", "");
        if (entry.isFile()) {
          files.on(path.substring(0, path.lastIndexOf('/') + 1), entry, tar);
        }
      }
      byte[] rest = new byte[1 << 16];
      while (plain.read(rest) >= 0) {
        continue;
      }
      return tar.getBytesRead();
    } catch (IOException | IllegalArgumentException e) {
      throw ImageProblems.damagedBaseline(layer.blob().subject(), e);
    }
  }
}
