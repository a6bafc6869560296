package dev.hermetic.base;

import dev.hermetic.archive.LimitedInput;
import dev.hermetic.oci.ImageLayer;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Looks through the layers of an image as a runtime lays them over each other (image-spec, layer.md):
 * what a later one has or takes away counts. Nothing is unpacked to disk, all bytes are verified.
 */
public final class RootScan {
  private static final String WHITEOUT = ".wh.";
  private static final String OPAQUE = ".wh..wh..opq";
  private static final int MOST_PATHS = 2_000_000;
  private static final int MOST_OF_HEADER = 1 << 20;

  private final String name;
  private final SortedMap<String, String> root = new TreeMap<>();
  private final RootVisitor visitor;

  private RootScan(String name, RootVisitor visitor) {
    this.name = name;
    this.visitor = visitor;
  }

  /**
   * What is there when all layers are laid over each other: at each path, without a slash at the
   * beginning, {@code d}, {@code f}, or {@code l} and the target of a symbolic link.
   *
   * @param layers from the bottom up
   * @param name of the base, for problems
   * @param visitor sees the files of each layer, also those that a later one takes away
   * @throws dev.hermetic.problem.HermeticException HERM-BASE-007, HERM-OCI-nnn
   */
  public static SortedMap<String, String> of(
      List<ImageLayer> layers, String name, RootVisitor visitor) {
    RootScan scan = new RootScan(name, visitor);
    for (ImageLayer layer : layers) {
      scan.layer(layer);
    }
    return scan.root;
  }

  private void layer(ImageLayer layer) {
    // What a layer takes away is of the layers below it, in whichever order its entries come.
    SortedMap<String, String> own = new TreeMap<>();
    try (InputStream plain = layer.unpacked()) {
      LimitedInput limited = new LimitedInput(plain, Long.MAX_VALUE);
      TarArchiveInputStream tar = new TarArchiveInputStream(limited, "UTF-8");
      for (TarArchiveEntry entry = next(tar, limited);
          entry != null;
          entry = next(tar, limited)) {
        entry(entry, tar, own);
        // Else it would be skipped as a part of the next header.
        drain(tar);
      }
      // To the end, where all is compared with the digests.
      drain(plain);
    } catch (IOException e) {
      throw BaseProblems.damaged(name, "a layer cannot be read: " + e.getMessage(), e);
    }
    root.putAll(own);
    if (root.size() > MOST_PATHS) {
      throw BaseProblems.damaged(name, "it has more than " + MOST_PATHS + " files", null);
    }
  }

  private static void drain(InputStream in) throws IOException {
    byte[] rest = new byte[1 << 16];
    while (in.read(rest) >= 0) {
      continue;
    }
  }

  private @Nullable TarArchiveEntry next(TarArchiveInputStream tar, LimitedInput limited)
      throws IOException {
    limited.header(MOST_OF_HEADER);
    try {
      return tar.getNextEntry();
    } catch (IllegalArgumentException e) {
      throw new IOException(e);
    } finally {
      limited.header(-1);
    }
  }

  private void entry(TarArchiveEntry entry, InputStream content, SortedMap<String, String> own)
      throws IOException {
    String path = path(entry.getName());
    String file = path.substring(path.lastIndexOf('/') + 1);
    String folder = path.substring(0, path.length() - file.length());
    if (file.equals(OPAQUE)) {
      remove(root, folder);
      return;
    }
    if (file.startsWith(WHITEOUT)) {
      String gone = folder + file.substring(WHITEOUT.length());
      root.remove(gone);
      remove(root, gone + "/");
      return;
    }
    if (path.isEmpty()) {
      return;
    }
    String there =
        entry.isDirectory() ? "d" : entry.isSymbolicLink() ? "l" + entry.getLinkName() : "f";
    if (!there.equals("d")) {
      remove(root, path + "/");
      remove(own, path + "/");
    }
    own.put(path, there);
    if (entry.isLink()) {
      visitor.link(path, path(entry.getLinkName()));
    } else if (entry.isFile()) {
      visitor.file(path, entry.getSize(), content);
    }
  }

  private static void remove(SortedMap<String, String> paths, String below) {
    // '0' comes after '/'.
    if (below.isEmpty()) {
      paths.clear();
    } else {
      paths.subMap(below, below.substring(0, below.length() - 1) + "0").clear();
    }
  }

  /** Names may hold anything but steps up: they are looked at, and no file is made of them. */
  private String path(String text) {
    List<String> parts = new ArrayList<>();
    for (String part : text.split("/")) {
      if (part.equals("..")) {
        throw BaseProblems.damaged(name, "a file in it leads out: " + text, null);
      }
      if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return String.join("/", parts);
  }
}
