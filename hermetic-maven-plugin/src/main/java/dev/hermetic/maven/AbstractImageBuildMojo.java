package dev.hermetic.maven;

import dev.hermetic.git.GitFolder;
import dev.hermetic.image.ImageRequest;
import dev.hermetic.oci.ImageFormat;
import dev.hermetic.oci.RuntimeConfig;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** What the goals that make an image share. */
abstract class AbstractImageBuildMojo extends AbstractImageMojo {
  /**
   * Media types of the image: {@code oci}, or {@code docker} for runtimes that know no other, which
   * has no annotations and needs {@code gzip} or {@code none}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.image.format", defaultValue = "oci")
  private String imageFormat = "oci";

  /**
   * How layers are packed: {@code zstd}, {@code gzip} or {@code none}. Without it: zstd, and gzip in
   * Docker's format, which has no zstd.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.image.compression")
  private @Nullable String imageCompression;

  /**
   * What is left out of the image: {@code none}, {@code safe}, {@code small}, or a file with a policy
   * of your own.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.image.minimize", defaultValue = "safe")
  private String imageMinimize = "safe";

  /**
   * The source revision that the image names. Without it: git's commit, with {@code -dirty} behind it
   * where files differ from it; nothing where there is no checkout.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.image.revision")
  private @Nullable String imageRevision;

  @Parameter(defaultValue = "${project.build.outputTimestamp}", readonly = true)
  private @Nullable String outputTimestamp;

  AbstractImageBuildMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  /**
   * The parameters as a request.
   *
   * @param tar a tar to be written beside; null for none
   * @param baseline what sizes are compared with; null for nothing
   */
  final ImageRequest imageRequest(
      ImageParameters parameters,
      @Nullable Path tar,
      ImageFormat tarFormat,
      @Nullable String baseline) {
    ImageFormat format = 
        parameters.reader().choice("hermetic.image.format", imageFormat, ImageFormat.OCI);
    return new ImageRequest(
        imageInstall(),
        base(parameters),
        basePins(),
        updatesBase(parameters),
        isFrozen(),
        runtime(parameters),
        files(parameters),
        parameters.policy(imageMinimize, folder()),
        format,
        parameters.compression(imageCompression, format),
        names(parameters),
        annotations(parameters),
        BuildTime.orEpoch(parameters.reader(), outputTimestamp, environmentVariables()),
        imageFolder(),
        tar,
        tarFormat,
        baseline);
  }

  private SortedMap<String, String> annotations(ImageParameters parameters) {
    SortedMap<String, String> annotations = new TreeMap<>();
    annotations.put("org.opencontainers.image.title", project().getArtifactId());
    annotations.put("org.opencontainers.image.version", project().getVersion());
    String given = parameters.reader().text(imageRevision);
    String revision = given == null ? new GitFolder(folder()).revision().orElse("") : given;
    if (!revision.isEmpty()) {
      annotations.put(RuntimeConfig.REVISION, revision);
    }
    return annotations;
  }
}
