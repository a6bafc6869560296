package dev.hermetic.maven;

import dev.hermetic.audit.AuditRequest;
import dev.hermetic.audit.AuditResult;
import dev.hermetic.audit.AuditService;
import dev.hermetic.event.Listener;
import dev.hermetic.lock.LockRequest;
import dev.hermetic.text.Count;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Puts all that is known of the environment and its image into one file for an auditor: lock, bills of
 * materials, scan and verdict, provenance and signatures, every installed file with its digest, and
 * the commands that verify it. To be bound after {@code sign}.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "audit",
    defaultPhase = LifecyclePhase.DEPLOY,
    requiresProject = false,
    threadSafe = true)
public final class AuditMojo extends AbstractImageMojo {
  /**
   * The file to write. Without it: {@code hermetic/ARTIFACT-VERSION-audit.zip} in the build folder.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.audit.file")
  private @Nullable String auditFile;

  /**
   * Further files for the folder of the lock, for example a record of a review.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.audit.files")
  private @Nullable List<String> auditFiles;

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.audit.skip", defaultValue = "false")
  private @Nullable String skipAudit;

  @Inject
  public AuditMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void run(Listener listener) {
    ParameterReader reader = new ParameterReader(folder());
    LockRequest lock = request(LockRequest.Mode.FROZEN);
    List<Path> inputs = new ArrayList<>(lock.environmentFiles());
    inputs.add(basePins());
    Path machines = lock.virtualPackages();
    if (machines != null) {
      inputs.add(machines);
    }
    inputs.add(folder().resolve("hermetic-policy.yml"));
    reader.texts(auditFiles).forEach(file -> inputs.add(folder().resolve(file)));
    String name = project().getArtifactId() + "-" + project().getVersion();
    Path given = reader.file(auditFile);
    AuditResult result =
        AuditService.write(
            new AuditRequest(
                project().getArtifactId() + " " + project().getVersion(),
                folder(),
                work(),
                lockfile(),
                inputs,
                imageInstall().prefix(),
                given == null ? work().resolve(name + "-audit.zip") : given));
    getLog().info("Wrote " + shown(result.file()) + ", " + Count.of(result.entries().size(), "file"));
    result.absent().forEach(getLog()::info);
    getLog().info("SHA-256 " + result.sha256());
  }

  @Override
  String goal() {
    return "audit";
  }

  @Override
  @Nullable String skipsGoal() {
    return skipAudit;
  }
}
