package dev.hermetic.maven;

import dev.hermetic.attest.VerifyingKey;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.image.ImageFolder;
import dev.hermetic.ledger.EventKind;
import dev.hermetic.ledger.Happened;
import dev.hermetic.lock.LockRequest;
import dev.hermetic.lockfile.AtomicFiles;
import dev.hermetic.oci.ImageReference;
import dev.hermetic.policy.Policy;
import dev.hermetic.policy.PolicyRequest;
import dev.hermetic.policy.PolicyService;
import dev.hermetic.policy.Verdict;
import dev.hermetic.policy.VerdictGate;
import dev.hermetic.policy.VerdictText;
import dev.hermetic.scan.ScanJson;
import dev.hermetic.scan.ScanRequest;
import dev.hermetic.scan.ScanResult;
import dev.hermetic.scan.ScanService;
import dev.hermetic.scan.ScanText;
import dev.hermetic.tool.ToolRun;
import dev.hermetic.track.TrackCommands;
import dev.hermetic.track.WorkFolder;
import dev.hermetic.trust.VerifyService;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Tells which known vulnerabilities the locked packages, the packages of the image's base and the
 * dependencies of the project have, the smallest change of the lock that fixes them, and of which
 * packages nothing can be said. Fails the build when the policy of the project forbids any of it.
 * Installs nothing.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "scan",
    defaultPhase = LifecyclePhase.VERIFY,
    requiresDependencyResolution = ResolutionScope.RUNTIME,
    requiresProject = false,
    threadSafe = true)
public final class ScanMojo extends AbstractImageMojo {
  /**
   * The advisories, in OSV format: a folder, a zip, a {@code .json} or {@code .jsonl} file, also packed
   * as {@code .zst}; the URL of one; the URL of a mirror that has {@code ECOSYSTEM/all.zip}; {@code osv}
   * for the service at api.osv.dev, {@code osv:URL} for another.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.scan.database")
  private @Nullable String scanDatabase;

  /**
   * File or URL of a mapping from conda names to those of PyPI, over the names that Hermetic knows.
   * Without it: {@code hermetic.pip.mapping}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.scan.mapping")
  private @Nullable String scanMapping;

  /**
   * Whether to use only what is on this machine, also where Maven may use the network.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.scan.offline", defaultValue = "false")
  private @Nullable String scanOffline;

  /**
   * Whether to look for the smallest change of the lock that fixes what was found, by trying it.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.scan.fixes", defaultValue = "true")
  private @Nullable String scanFixes;

  /**
   * The policy of the project; where there is no such file, only the parameters beside it count.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.scan.policy", defaultValue = "hermetic-policy.yml")
  private @Nullable String scanPolicy;

  /**
   * From which severity on a vulnerability fails the build: {@code none}, {@code low}, {@code medium},
   * {@code high} or {@code critical}. Where the policy says it too, the stricter counts; where neither
   * does, {@code high}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.scan.failOn")
  private @Nullable String scanFailOn;

  /**
   * What to do about a vulnerability whose severity nobody knows: {@code fail} or {@code ignore}. Where
   * the policy says it too, the stricter counts; where neither does, {@code fail}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.scan.unknownSeverity")
  private @Nullable String scanUnknownSeverity;

  /**
   * How old the newest advisory may be, for example {@code 7d}; {@code none} for any age. Where the
   * policy says it too, the stricter counts; where neither does, 30 days.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.scan.maxAge")
  private @Nullable String scanMaxAge;

  /**
   * Scanners that are installed and are run too, on the image, or on the bill of materials where there
   * is no image: {@code trivy}, {@code grype}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.scan.tools")
  private @Nullable List<String> scanTools;

  /**
   * Where the verdict is written as SARIF 2.1.0. Without it: {@code hermetic/scan/hermetic.sarif} in
   * the build folder.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.scan.sarif")
  private @Nullable String scanSarif;

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.scan.skip", defaultValue = "false")
  private @Nullable String skipScan;

  @Parameter(defaultValue = "${project.build.outputTimestamp}", readonly = true)
  private @Nullable String outputTimestamp;

  @Inject
  public ScanMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void run(Listener listener) {
    ScanSettings asked = asked(listener);
    Path policy = asked.policy();
    if (asked.database() == null && policy == null && !invocation().isDirect()) {
      getLog().info("Not scanned: hermetic.scan.database names no advisories");
      return;
    }
    // A scan takes its time, and one that breaks off must not leave the verdict of another.
    PolicyService.forget(folderOfScan());
    if (policy != null) {
      Policy.read(policy, shown(policy));
    }
    LockRequest lock = request(LockRequest.Mode.FROZEN);
    FetchSettings settings = asked.offline() ? fetchSettings().offlineOnly() : fetchSettings();
    Stopwatch watch = Stopwatch.start();
    ScanResult result = scan(asked, lock, settings, listener);
    tell(result);
    PolicyRequest question =
        new PolicyRequest(
            result,
            lock,
            policy,
            asked.limits(),
            imageFolder(),
            (image, key) ->
                new VerifyService(asked.registry(), Clock.systemUTC(), listener)
                    .missingSignature(
                        ImageReference.parse(image), VerifyingKey.read(key, shown(key))));
    Verdict verdict = new PolicyService(settings, Clock.systemUTC()).judge(question);
    eventLog(listener)
        .add(EventKind.SCAN, "", Happened.scan(verdict.scan(), verdict, watch.millis()));
    tell(verdict, question, asked);
  }

  private ScanSettings asked(Listener listener) {
    ImageParameters parameters = parameters();
    ParameterReader reader = parameters.reader();
    ScanParameters scan = new ScanParameters(reader);
    ScanSettings asked =
        new ScanSettings(
            reader.text(scanDatabase),
            reader.text(scanMapping),
            reader.flag("hermetic.scan.offline", scanOffline, false),
            reader.flag("hermetic.scan.fixes", scanFixes, true),
            scan.tools(scanTools),
            scan.limits(scanFailOn, scanUnknownSeverity, scanMaxAge),
            PolicyFile.find(reader, folder(), scanPolicy),
            reader.file(scanSarif),
            BuildTime.orEpoch(reader, outputTimestamp, environmentVariables()),
            registrySettings(parameters, listener));
    reader.check();
    return asked;
  }

  private Path folderOfScan() {
    return WorkFolder.scan(work());
  }

  /** Our own scan, with what other scanners find. */
  private ScanResult scan(
      ScanSettings asked, LockRequest lock, FetchSettings settings, Listener listener) {
    String database = asked.database();
    String mapping = asked.mapping();
    ScanResult own =
        new ScanService(settings, Clock.systemUTC(), listener)
            .scan(
                new ScanRequest(
                    lock,
                    database == null ? "" : database,
                    mapping == null ? lock.pipSettings().mapping() : mapping,
                    imageFolder(),
                    ScanTargets.dependencies(project()),
                    asked.fixes()));
    return new ToolRun(folderOfScan(), settings.offline())
        .extend(
            own,
            asked.scanners(),
            ImageFolder.layout(imageFolder()),
            ScanTargets.bill(WorkFolder.sbom(work())));
  }

  private void tell(ScanResult result) {
    Path file = folderOfScan().resolve(ScanJson.NAME);
    String json = TrackCommands.in(ScanJson.of(result), track());
    AtomicFiles.write(Map.of(file, json.getBytes(StandardCharsets.UTF_8)));
    ScanText.lines(result, ConsoleStyle.here(), Clock.systemUTC().instant())
        .forEach(getLog()::info);
    tellWritten(file);
  }

  /** The verdict is written before it fails the build. */
  private void tell(Verdict verdict, PolicyRequest question, ScanSettings asked) {
    Path folder = folderOfScan();
    Path sarif = asked.sarif();
    PolicyService.write(
        verdict,
        question,
        new PolicyService.Output(
            folder,
            sarif == null ? folder.resolve("hermetic.sarif") : sarif,
            project().getGroupId() + ":" + project().getArtifactId(),
            invocation().version(),
            asked.created(),
            track()));
    String shown = shown(folder.resolve(VerdictGate.FILE));
    VerdictText.lines(verdict, ConsoleStyle.here()).forEach(getLog()::info);
    getLog().info("Wrote " + shown + ", and it as JUnit XML, SARIF and OpenVEX");
    verdict.enforce(shown);
  }

  @Override
  String goal() {
    return "scan";
  }

  @Override
  @Nullable String skipsGoal() {
    return skipScan;
  }
}
