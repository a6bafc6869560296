package dev.hermetic.maven;

import dev.hermetic.attest.Provenance;
import dev.hermetic.trust.EvidenceRequest;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** What the goals about signatures share. */
abstract class AbstractTrustMojo extends AbstractImageMojo {
  /**
   * Who builds, as the provenance tells it: a URI by which those who verify know your build system.
   * Without it, this plugin.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.sign.builder")
  private @Nullable String signBuilder;

  @Parameter(defaultValue = "${project.build.outputTimestamp}", readonly = true)
  private @Nullable String outputTimestamp;

  AbstractTrustMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  /** Where the build has left what it knows. */
  final EvidenceRequest places(ImageParameters parameters) {
    String builder = parameters.reader().text(signBuilder);
    if (builder != null && !builder.matches("[A-Za-z][A-Za-z0-9+.-]*:\\S+")) {
      parameters
          .reader()
          .problem(
              "hermetic.sign.builder",
              "'" + builder + "' is no URI",
              "write for example https://ci.example.org/pipelines/images");
    }
    return new EvidenceRequest(
        folder(),
        work(),
        lockfile(),
        builder == null ? Provenance.BUILDER : builder,
        invocation().version(),
        BuildTime.orEpoch(parameters.reader(), outputTimestamp, environmentVariables()));
  }
}
