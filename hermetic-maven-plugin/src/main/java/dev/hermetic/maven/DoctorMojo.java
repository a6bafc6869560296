package dev.hermetic.maven;

import dev.hermetic.doctor.Checkup;
import dev.hermetic.doctor.CheckupText;
import dev.hermetic.doctor.Doctor;
import dev.hermetic.doctor.DoctorRequest;
import dev.hermetic.doctor.JavaText;
import dev.hermetic.doctor.MachineDetector;
import dev.hermetic.event.Listener;
import dev.hermetic.lock.LockRequest;
import dev.hermetic.problem.HermeticException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a lock can be made and used here: files, channels, the credentials and proxy they
 * are reached with, cache, and this machine beside the one that the lock assumes. Solves, downloads
 * and changes nothing, and has a fix for each red line.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "doctor",
    defaultPhase = LifecyclePhase.VALIDATE,
    requiresProject = false,
    threadSafe = true)
public final class DoctorMojo extends AbstractHermeticMojo {
  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.doctor.skip", defaultValue = "false")
  private @Nullable String skipDoctor;

  /**
   * Whether anything red fails the build; else it is only told.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.doctor.fail", defaultValue = "true")
  private @Nullable String fail;

  @Inject
  public DoctorMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void run(Listener listener) {
    ParameterReader reader = new ParameterReader(folder());
    boolean fails = reader.flag("hermetic.doctor.fail", fail, true);
    reader.check();
    DoctorRequest request =
        new DoctorRequest(
            request(LockRequest.Mode.FROZEN),
            tools(),
            Path.of(System.getProperty("java.io.tmpdir")));
    Checkup checkup =
        new Doctor(fetchSettings(), Clock.systemUTC(), MachineDetector.detect()).examine(request);
    CheckupText.lines(checkup, ConsoleStyle.here()).forEach(line -> tell(line, fails));
    if (fails) {
      checkup
          .verdict()
          .ifPresent(
              problem -> {
                throw new HermeticException(problem);
              });
    }
  }

  /** Maven colours its labels by level. They differ in length, which the blanks make up for. */
  private void tell(CheckupText.Line line, boolean fails) {
    switch (line.level()) {
      case GREEN -> getLog().info("   " + line.text());
      case YELLOW -> getLog().warn(line.text());
      case RED -> {
        if (fails) {
          getLog().error("  " + line.text());
        } else {
          getLog().warn(line.text());
        }
      }
    }
  }

  private SortedMap<String, String> tools() {
    SortedMap<String, String> tools = new TreeMap<>();
    tools.put("Hermetic", invocation().version());
    tools.put("Maven", session().getSystemProperties().getProperty("maven.version", "not known"));
    tools.put("Java", JavaText.here());
    return tools;
  }

  @Override
  String goal() {
    return "doctor";
  }

  @Override
  @Nullable String skipsGoal() {
    return skipDoctor;
  }
}
