package dev.hermetic.oci;

import dev.hermetic.lockfile.AtomicFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A layout in one tar, as {@code skopeo copy … oci-archive:FILE} writes and reads it. */
public final class OciTar {
  private static final int MODE = 0644;
  private static final int FOLDER_MODE = 0755;

  private final TarMembers members;
  private final ImageIndex index;

  private OciTar(TarMembers members, ImageIndex index) {
    this.members = members;
    this.index = index;
  }

  /**
   * Reads a tar.
   *
   * @throws dev.hermetic.problem.HermeticException HERM-OCI-002, 003, 005, 008, 011
   */
  public static OciTar open(Path tar) {
    return of(TarMembers.of(tar));
  }

  static OciTar of(TarMembers members) {
    String subject = OciProblems.shown(members.tar());
    OciLayout.checkMarker(members.bytes(OciLayout.MARKER, 1 << 12), subject);
    byte[] bytes = members.bytes(OciLayout.INDEX, ImageManifest.MOST_BYTES);
    return new OciTar(members, ImageIndex.parse(bytes, MediaTypes.OCI_INDEX, subject));
  }

  public ImageIndex index() {
    return index;
  }

  /**
   * The image of a platform; the tar has to stay as long as it is read.
   *
   * @param name by which the index lists it; null where there is only one
   * @throws dev.hermetic.problem.HermeticException HERM-OCI-003 to 008, 011
   */
  public Image image(ImagePlatform platform, @Nullable String name) {
    return new ImageFinder(new Blobs(members), platform).find(index, name);
  }

  /** Blobs as members. */
  private record Blobs(TarMembers members) implements BlobStore {
    @Override
    public Path place() {
      return members.tar();
    }

    @Override
    public Optional<BlobSource> find(Digest digest) {
      return members
          .find(OciLayout.BLOBS + digest.hex())
          .map(one -> BlobSource.part(members.tar(), one.offset(), digest, one.size()));
    }
  }

  /**
   * Writes an image; the bytes depend on it and its names alone.
   *
   * @param names by which the index lists it; empty for none
   * @throws dev.hermetic.problem.HermeticException HERM-OCI-004, 011, HERM-LOCK-030; nothing is then
   *     written
   */
  public static void write(Path tar, Image image, List<String> names) {
    SortedMap<Digest, BlobSource> blobs = new TreeMap<>();
    image.blobs().forEach(blob -> blobs.put(blob.digest(), blob));
    blobs.put(image.digest(), image.manifestBlob());
    AtomicFiles.write(
        tar,
        out -> {
          TarWriter writer = new TarWriter(out);
          add(writer, OciLayout.MARKER, OciLayout.MARKER_CONTENT);
          add(writer, OciLayout.INDEX, OciLayout.index(image, names).json());
          writer.add(TarEntry.directory("blobs", FOLDER_MODE, 0));
          writer.add(TarEntry.directory("blobs/sha256", FOLDER_MODE, 0));
          for (BlobSource blob : blobs.values()) {
            add(writer, OciLayout.BLOBS + blob.digest().hex(), blob);
          }
          writer.finish();
        });
  }

  static void add(TarWriter writer, String name, byte[] content) throws IOException {
    writer.add(TarEntry.file(name, MODE, 0, content.length), content);
  }

  static void add(TarWriter writer, String name, BlobSource blob) throws IOException {
    try (VerifiedInput in = blob.verified()) {
      writer.add(TarEntry.file(name, MODE, 0, blob.size()), in);
    }
  }
}
