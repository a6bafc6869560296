package dev.hermetic.image;

import dev.hermetic.base.BaseSource;
import dev.hermetic.install.InstallRequest;
import dev.hermetic.minimize.MinimizePolicy;
import dev.hermetic.oci.Compression;
import dev.hermetic.oci.ImageFormat;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An image to be made.
 *
 * @param install the environment; its patched path is where it is in the image
 * @param from the base: a reference, a folder or tar with an image, or {@code scratch}
 * @param pins where digests of references are recorded
 * @param updateBase whether to take what a reference leads to now
 * @param frozen whether nothing may be recorded: what is not yet is then a problem
 * @param runtime how a container is run
 * @param files rules of application files, as {@link FileRule} has them
 * @param policy what is left out
 * @param names by which the image is known, for example {@code registry.example.org/team/name:tag}
 * @param annotations of the manifest
 * @param created the time that the image has, whole seconds
 * @param work the folder for the image and all that is kept for the next build
 * @param tar a tar to be written beside; null for none
 * @param tarFormat whose tar that is
 * @param baseline what sizes are compared with: a reference, a tar, or a size; null for nothing
 */
public record ImageRequest(
    InstallRequest install,
    String from,
    Path pins,
    boolean updateBase,
    boolean frozen,
    RuntimeRequest runtime,
    List<String> files,
    MinimizePolicy policy,
    ImageFormat format,
    Compression compression,
    List<String> names,
    SortedMap<String, String> annotations,
    Instant created,
    Path work,
    @Nullable Path tar,
    ImageFormat tarFormat,
    @Nullable String baseline) {
  public ImageRequest {
    files = List.copyOf(files);
    names = names.stream().distinct().sorted().toList();
    annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
  }

  /**
   * The same, made elsewhere, with nothing beside it and nothing recorded.
   *
   * @param elsewhere the environment
   * @param folder for the image
   */
  public ImageRequest at(InstallRequest elsewhere, Path folder) {
    return new ImageRequest(
        elsewhere,
        from,
        pins,
        false,
        true,
        runtime,
        files,
        policy,
        format,
        compression,
        names,
        annotations,
        created,
        folder,
        null,
        tarFormat,
        null);
  }

  /** Whether there is no base, so that all there is comes from the lock and the application. */
  boolean isScratch() {
    return from.strip().equals(BaseSource.SCRATCH);
  }

  /** Where the image is. */
  public Path layout() {
    return ImageFolder.layout(work);
  }

  /** Where its facts are. */
  public Path facts() {
    return work.resolve(FactsFile.NAME);
  }
}
