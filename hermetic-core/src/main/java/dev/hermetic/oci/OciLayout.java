package dev.hermetic.oci;

import dev.hermetic.digest.Sha256;
import dev.hermetic.lockfile.AtomicFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder with images (image-spec, image-layout.md): {@code oci-layout}, {@code index.json}, and
 * {@code blobs/sha256/HEX}.
 */
public final class OciLayout {
  static final String MARKER = "oci-layout";
  static final String INDEX = "index.json";
  static final String BLOBS = "blobs/sha256/";

  /** The one version that there is. */
  static final byte[] MARKER_CONTENT =
      "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8);

  private static final int MOST_OF_MARKER = 1 << 12;

  private final Path folder;
  private final ImageIndex index;

  private OciLayout(Path folder, ImageIndex index) {
    this.folder = folder;
    this.index = index;
  }

  /**
   * Reads a layout.
   *
   * @throws dev.hermetic.problem.HermeticException HERM-OCI-002, 003, 005, 008, 011
   */
  public static OciLayout open(Path folder) {
    if (!Files.exists(folder)) {
      throw OciProblems.missing(folder);
    }
    String subject = OciProblems.shown(folder);
    checkMarker(read(folder, MARKER, MOST_OF_MARKER), subject);
    byte[] bytes = read(folder, INDEX, ImageManifest.MOST_BYTES);
    return new OciLayout(folder, ImageIndex.parse(bytes, MediaTypes.OCI_INDEX, subject));
  }

  static void checkMarker(byte[] marker, String subject) {
    String version = ImageJson.object(marker, subject).text("imageLayoutVersion");
    if (!version.startsWith("1.")) {
      throw OciProblems.unsupported(
          subject,
          "its layout has the version " + OciProblems.shown(version),
          "save the image in an OCI layout of version 1.0.0");
    }
  }

  private static byte[] read(Path folder, String name, int most) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw OciProblems.damaged(OciProblems.shown(folder), "it has no file " + name, null);
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(most + 1);
      Documents.check(bytes, most, OciProblems.shown(file));
      return bytes;
    } catch (IOException e) {
      throw OciProblems.cannotRead(OciProblems.shown(file), e);
    }
  }

  public ImageIndex index() {
    return index;
  }

  /**
   * The image of a platform.
   *
   * @param name by which the index lists it; null where there is only one
   * @throws dev.hermetic.problem.HermeticException HERM-OCI-003 to 008, 011
   */
  public Image image(ImagePlatform platform, @Nullable String name) {
    return new ImageFinder(new Blobs(folder), platform).find(index, name);
  }

  /** Blobs as files. */
  private record Blobs(Path place) implements BlobStore {
    @Override
    public Optional<BlobSource> find(Digest digest) {
      Path file = place.resolve(BLOBS + digest.hex());
      try {
        return Files.isRegularFile(file)
            ? Optional.of(BlobSource.file(file, digest, Files.size(file)))
            : Optional.empty();
      } catch (IOException e) {
        throw OciProblems.cannotRead(OciProblems.shown(file), e);
      }
    }
  }

  /**
   * Makes the folder a layout of one image. A layout that is there gets the new image in place of
   * all it had; until that is whole, it is as before. Blobs that it has already are verified and
   * kept; files that were verified are linked to where the file system can.
   *
   * @param names by which the index lists it; empty for none
   * @throws dev.hermetic.problem.HermeticException HERM-OCI-004, 009, 010, HERM-LOCK-030; the layout
   *     is then as it was
   */
  public static OciLayout write(Path folder, Image image, List<String> names) {
    return write(folder, image, names, Sha256::hex);
  }

  /** Takes the digest of a file, or knows it. */
  @FunctionalInterface
  public interface FileDigest {
    /**
     * @return SHA-256 of its bytes, 64 hex digits
     */
    String of(Path file) throws IOException;
  }

  /**
   * The same.
   *
   * @param digests of blobs that are there
   */
  public static OciLayout write(
      Path folder, Image image, List<String> names, FileDigest digests) {
    ImageIndex index = index(image, names);
    try {
      if (!isEmpty(folder) && !Files.isRegularFile(folder.resolve(MARKER))) {
        throw OciProblems.foreign(folder);
      }
      Path blobs = Files.createDirectories(folder.resolve(BLOBS));
      Set<String> kept = new HashSet<>();
      for (BlobSource blob : image.blobs()) {
        place(blobs.resolve(blob.digest().hex()), blob, digests);
        kept.add(blob.digest().hex());
      }
      place(blobs.resolve(image.digest().hex()), image.manifestBlob(), digests);
      kept.add(image.digest().hex());
      Map<Path, byte[]> heads = new LinkedHashMap<>();
      heads.put(folder.resolve(MARKER), MARKER_CONTENT);
      heads.put(folder.resolve(INDEX), index.json());
      AtomicFiles.write(heads);
      sweep(blobs, kept);
    } catch (IOException e) {
      throw OciProblems.cannotWrite(folder, e);
    }
    return new OciLayout(folder, index);
  }

  static ImageIndex index(Image image, List<String> names) {
    Descriptor one = image.descriptor();
    return ImageIndex.of(
        names.isEmpty()
            ? List.of(one)
            : names.stream()
                .distinct()
                .sorted()
                .map(name -> one.withAnnotations(Map.of(ImageIndex.NAME_ANNOTATION, name)))
                .toList());
  }

  private static boolean isEmpty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return true;
    }
    if (!Files.isDirectory(folder)) {
      throw new FileSystemException(folder.toString(), null, "there is a file of that name");
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  private static void place(Path target, BlobSource blob, FileDigest digests)
      throws IOException {
    if (isThere(target, blob, digests)) {
      return;
    }
    Optional<Path> file = blob.verifiedFile();
    if (file.isPresent() && link(target, file.get())) {
      return;
    }
    AtomicFiles.write(target, blob::copyTo);
  }

  /** Whether the file has the bytes; one of another size or with other bytes is replaced. */
  private static boolean isThere(Path target, BlobSource blob, FileDigest digests)
      throws IOException {
    if (!Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
        || Files.size(target) != blob.size()) {
      return false;
    }
    Optional<Path> file = blob.verifiedFile();
    return file.isPresent() && Files.isSameFile(file.get(), target)
        || digests.of(target).equals(blob.digest().hex());
  }

  /** Whether the file system could; what is at the target has other bytes than it should. */
  private static boolean link(Path target, Path file) throws IOException {
    Files.deleteIfExists(target);
    try {
      Files.createLink(target, file);
      return true;
    } catch (UnsupportedOperationException | FileSystemException e) {
      return false;
    }
  }

  private static void sweep(Path blobs, Set<String> kept) throws IOException {
    try (Stream<Path> files = Files.list(blobs)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (Digest.isDigest("sha256:" + name) && !kept.contains(name)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
