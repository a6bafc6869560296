package dev.hermetic.maven;

import dev.hermetic.event.Listener;
import dev.hermetic.lock.LockRequest;
import dev.hermetic.lock.LockResult;
import dev.hermetic.lock.LockService;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.report.LockReport;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import javax.inject.Inject;
import org.apache.maven.doxia.sink.Sink;
import org.apache.maven.doxia.sink.SinkFactory;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.reporting.MavenMultiPageReport;
import org.apache.maven.reporting.MavenReportException;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Writes the page "specs against locks": what was asked for and what the lock holds, per platform.
 * Works in {@code mvn site} and called directly, reads the environment files and the lock and no
 * network.
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
   * Where a direct call puts the page. In {@code mvn site} it goes to the folder {@code hermetic} of
   * the site.
   *
   * @since 0.1.0
   */
  @Parameter(
      property = "hermetic.report.directory",
      defaultValue = "${project.reporting.outputDirectory}/hermetic")
  private String reportDirectory = "";

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
    return "What environment.yml asks for and what conda-lock.yml holds, per platform.";
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

  /** A site has no page for a project without a lock; a direct call says what is missing. */
  @Override
  public boolean canGenerateReport() {
    return !skips() && Files.isRegularFile(lockfile());
  }

  private Path write(Listener listener) {
    // Frozen: a lock that cannot be read is an error here, not the reason for a new one.
    LockRequest request = request(LockRequest.Mode.FROZEN);
    LockResult lock =
        new LockService(fetchSettings(), Clock.systemUTC(), listener).inspect(request);
    ReportPage page = new ReportPage(title(), pageDirectory(), track(), "Hermetic " + version());
    return new LockReport().write(page.request(request, shown(lockfile()), lock)).page();
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
