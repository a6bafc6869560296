package dev.hermetic.maven;

import dev.hermetic.event.Listener;
import dev.hermetic.ledger.LedgerMemory;
import dev.hermetic.lock.LockRequest;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.report.ReportService;
import dev.hermetic.report.model.ReportFiles;
import dev.hermetic.report.model.ReportModel;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Objects;
import javax.inject.Inject;
import org.apache.maven.doxia.sink.Sink;
import org.apache.maven.doxia.sink.SinkFactory;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.reporting.MavenMultiPageReport;
import org.apache.maven.reporting.MavenReportException;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.eclipse.aether.SessionData;
import org.jspecify.annotations.Nullable;

/**
 * Writes the report of the environment: whether it is reproducible, what is in it, what changed, how
 * big, how safe and how fast it is, each page from what the lock says and what earlier goals and the
 * ledger have recorded. Works in {@code mvn site} and called directly, and uses no network.
 *
 * <p>The pages bring their own style, so this is an external report. It implements Maven's report
 * interface itself: {@code AbstractMavenReport} would fetch a site skin for a direct call.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "report",
    defaultPhase = LifecyclePhase.SITE,
    requiresProject = false,
    threadSafe = true)
public final class ReportMojo extends AbstractHermeticMojo implements MavenMultiPageReport {
  private static final String FOLDER = "hermetic";

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.report.skip", defaultValue = "false")
  private @Nullable String skipReport;

  /**
   * Where a direct call puts the pages. In {@code mvn site} they go to the folder {@code hermetic} of
   * the site.
   *
   * @since 0.1.0
   */
  @Parameter(
      property = "hermetic.report.directory",
      defaultValue = "${project.reporting.outputDirectory}/hermetic")
  private String reportDirectory = "";

  /**
   * Whether all pages are one file without any other, so that it can be sent.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.report.singleFile", defaultValue = "false")
  private @Nullable String reportSingleFile;

  /**
   * The earlier lock of the page on changes: a file, or a revision of git, which means the project's
   * lock in it. Without it: the newest tag that the checkout has.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.report.from")
  private @Nullable String reportFrom;

  /**
   * The project's ledger, of which trends, experiments and deployments are told; relative to the project's folder.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.ledger", defaultValue = "hermetic-ledger.jsonl")
  private String ledger = "hermetic-ledger.jsonl";

  /**
   * The least R that is good enough, between 0 and 1: what is below needs attention.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.minimumR")
  private @Nullable String minimumR;

  /**
   * The highest deployment failure rate that is good enough, between 0 and 1.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.maximumDfr")
  private @Nullable String maximumDfr;

  @Parameter(defaultValue = "${project.build.outputTimestamp}", readonly = true)
  private @Nullable String outputTimestamp;

  private @Nullable File siteDirectory;

  @Inject
  public ReportMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void run(Listener listener) {
    Path page = write(listener);
    getLog().info("Report: " + page);
  }

  @Override
  String goal() {
    return "report";
  }

  @Override
  @Nullable String skipsGoal() {
    return skipReport;
  }

  @Override
  public void generate(Sink sink, SinkFactory sinkFactory, Locale locale)
      throws MavenReportException {
    try (Progress progress = Progress.of(getLog(), false, environmentVariables())) {
      write(progress);
    } catch (HermeticException e) {
      getLog().debug(e);
      throw new MavenReportException(Failures.message(e));
    }
  }

  @Override
  @Deprecated
  public void generate(Sink sink, Locale locale) throws MavenReportException {
    generate(sink, null, locale);
  }

  /** What site plugins before 3.20 ask; later ones ask for getOutputPath, which says the same. */
  @Override
  @SuppressWarnings("deprecation")
  public String getOutputName() {
    return FOLDER + "/index";
  }

  @Override
  public String getCategoryName() {
    return CATEGORY_PROJECT_REPORTS;
  }

  @Override
  public String getName(Locale locale) {
    return "Conda environment";
  }

  @Override
  public String getDescription(Locale locale) {
    return "Whether the environment is reproducible, what is in it, how big, safe and fast it is.";
  }

  @Override
  public void setReportOutputDirectory(File directory) {
    siteDirectory = directory;
  }

  @Override
  public File getReportOutputDirectory() {
    return siteDirectory == null ? pageDirectory().toFile() : siteDirectory;
  }

  @Override
  public boolean isExternalReport() {
    return true;
  }

  /** A module that has neither lock nor environment nor ledger is none of ours. */
  @Override
  public boolean canGenerateReport() {
    return !skips()
        && (Files.isRegularFile(lockfile())
            || Files.isRegularFile(folder().resolve(ledger))
            || hasEnvironment());
  }

  private Path write(Listener listener) {
    ParameterReader reader = new ParameterReader(folder());
    boolean single = reader.flag("hermetic.report.singleFile", reportSingleFile, false);
    QuantityParameters quantities = new QuantityParameters(reader);
    ReportModel.Limits limits =
        new ReportModel.Limits(
            quantities.share("hermetic.minimumR", minimumR),
            quantities.share("hermetic.maximumDfr", maximumDfr));
    ReportPage page =
        new ReportPage(
            title(),
            "Hermetic " + invocation().version(),
            BuildTime.of(reader, outputTimestamp, environmentVariables()));
    String from = reader.text(reportFrom);
    reader.check();
    // Frozen: a lock that cannot be read is an error here, not the reason for a new one.
    LockRequest request = request(LockRequest.Mode.FROZEN);
    ReportFiles.Request files =
        new ReportFiles.Request(
            folder(),
            work(),
            events().file(),
            folder().resolve(ledger),
            Clock.systemUTC().instant());
    return new ReportService(fetchSettings(), Clock.systemUTC(), ledgers(), listener)
        .make(
            new ReportService.Request(
                request,
                files,
                page.title(),
                page.generator(),
                page.timestamp(),
                track(),
                limits,
                result -> page.request(request, shown(lockfile()), result),
                from,
                pageDirectory(),
                single))
        .files()
        .page();
  }

  /** Of all modules of a build, whose threads may come here at once. */
  private LedgerMemory ledgers() {
    SessionData data = session().getRepositorySession().getData();
    data.set(LedgerMemory.class, null, new LedgerMemory());
    return (LedgerMemory) Objects.requireNonNull(data.get(LedgerMemory.class), "it is there now");
  }

  private String title() {
    boolean hasPom = project().getFile() != null;
    return hasPom ? project().getName() : folder().getFileName().toString();
  }

  private Path pageDirectory() {
    if (siteDirectory != null) {
      return siteDirectory.toPath().resolve(FOLDER);
    }
    return BuildFolder.ofReport(reportDirectory, folder());
  }
}
