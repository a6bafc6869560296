package dev.hermetic.image;

import dev.hermetic.layer.PackedSize;
import dev.hermetic.oci.Compression;
import dev.hermetic.oci.Image;
import dev.hermetic.oci.ImageLayer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * What is in the unpacked tars of an image, in bytes, with the headers of files, links and folders and with
 * what fills their records up. A file that a later layer replaces or removes counts, as it is pulled and
 * kept.
 *
 * @param system what is in neither of the two, and the ends of tars
 * @param environment what is below folders that have a {@code conda-meta}, without package caches
 * @param packageCache what is below folders {@code pkgs} of conda
 */
record DiskUse(long system, long environment, long packageCache) {
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
    long system = tars - byFolder.values().stream().mapToLong(Long::longValue).sum();
    long environment = 0;
    long cache = 0;
    for (Map.Entry<String, Long> one : byFolder.entrySet()) {
      switch (part(one.getKey(), prefixes)) {
        case SYSTEM -> system += one.getValue();
        case ENVIRONMENT -> environment += one.getValue();
        case PACKAGE_CACHE -> cache += one.getValue();
      }
    }
    return new DiskUse(system, environment, cache);
  }

  /** The sizes of the tars. */
  long tars() {
    return system + environment + packageCache;
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
              (folder, entry, bytes, tar) -> {
                if (entry.isFile() && part(folder, prefixes) == part) {
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

  /** Adds what is in the tars by its folders; returns the size of the tars. */
  private static long measure(Image image, Map<String, Long> byFolder, Set<String> prefixes) {
    long tars = 0;
    for (ImageLayer layer : image.layers()) {
      tars +=
          read(
              layer,
              (folder, entry, bytes, tar) -> {
                int meta = entry.isFile() ? folder.indexOf(META) : -1;
                if (meta >= 0) {
                  prefixes.add(folder.substring(0, meta + 1));
                }
                byFolder.merge(folder, bytes, Long::sum);
              });
    }
    return tars;
  }

  /** Takes what is in a tar. */
  private interface Entries {
    /**
     * @param folder of a file or link, or the folder itself, with a slash at both ends
     * @param bytes that it takes in the tar
     */
    void on(String folder, TarArchiveEntry entry, long bytes, InputStream content)
        throws IOException;
  }

  /** Goes through the tar of a layer; returns its size. */
  private static long read(ImageLayer layer, Entries entries) {
    try (InputStream plain = layer.unpacked()) {
      TarArchiveInputStream tar = new TarArchiveInputStream(plain, "UTF-8");
      long start = 0;
      for (TarArchiveEntry entry = tar.getNextEntry();
          entry != null;
          entry = tar.getNextEntry()) {
        String path = "/" + entry.getName().replaceFirst("^(?:\\./|/)+", "");
        long header = tar.getBytesRead() - start;
        long bytes = header + inRecords(entry.getSize());
        start += bytes;
        entries.on(path.substring(0, path.lastIndexOf('/') + 1), entry, bytes, tar);
      }
      return tar.getBytesRead() + plain.transferTo(OutputStream.nullOutputStream());
    } catch (IOException | IllegalArgumentException e) {
      throw ImageProblems.damagedBaseline(layer.blob().subject(), e);
    }
  }

  private static long inRecords(long bytes) {
    long record = TarConstants.DEFAULT_RCDSIZE;
    return (bytes + record - 1) / record * record;
  }
}
