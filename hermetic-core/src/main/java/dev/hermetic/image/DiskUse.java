package dev.hermetic.image;

import dev.hermetic.oci.Image;
import dev.hermetic.oci.ImageLayer;
import java.io.IOException;
import java.io.InputStream;
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

  static DiskUse of(Image image) {
    Map<String, Long> byFolder = new HashMap<>();
    Set<String> prefixes = new TreeSet<>();
    long tars = 0;
    for (ImageLayer layer : image.layers()) {
      tars += layer(layer, byFolder, prefixes);
    }
    long system = 0;
    long environment = 0;
    long cache = 0;
    for (Map.Entry<String, Long> one : byFolder.entrySet()) {
      String folder = one.getKey();
      if (isBelow(folder, prefixes) || folder.contains("/conda" + CACHE)) {
        boolean cached = folder.contains(CACHE);
        cache += cached ? one.getValue() : 0;
        environment += cached ? 0 : one.getValue();
      } else {
        system += one.getValue();
      }
    }
    return new DiskUse(system, environment, cache, tars);
  }

  private static boolean isBelow(String folder, Set<String> prefixes) {
    for (int slash = folder.indexOf('/', 1); slash > 0; slash = folder.indexOf('/', slash + 1)) {
      if (prefixes.contains(folder.substring(0, slash + 1))) {
        return true;
      }
    }
    return false;
  }

  /** Adds the files of a layer by their folders; returns the size of its tar. */
  private static long layer(
      ImageLayer layer, Map<String, Long> byFolder, Set<String> prefixes) {
    try (InputStream plain = layer.unpacked()) {
      TarArchiveInputStream tar = new TarArchiveInputStream(plain, "UTF-8");
      for (TarArchiveEntry entry = tar.getNextEntry();
          entry != null;
          entry = tar.getNextEntry()) {
        String path = "/" + entry.getName().replaceFirst("^(?:\\./|/)+", "");
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        int meta = path.indexOf(META);
        if (meta >= 0) {
          prefixes.add(path.substring(0, meta + 1));
        }
        if (entry.isFile()) {
          byFolder.merge(folder, entry.getSize(), Long::sum);
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
