package dev.hermetic.maven;

import dev.hermetic.diff.DiffJson;
import dev.hermetic.diff.DiffMarkdown;
import dev.hermetic.diff.DiffText;
import dev.hermetic.event.Listener;
import dev.hermetic.lock.LockComparison;
import dev.hermetic.lock.LockRequest;
import dev.hermetic.text.TextStyle;
import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Tells what moved between two locks and why: files, or the project's lock in revisions of git.
 * Solves and fetches nothing; licences are told where the cache knows them.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "diff",
    defaultPhase = LifecyclePhase.VERIFY,
    requiresProject = false,
    threadSafe = true)
public final class DiffMojo extends AbstractDocumentMojo {
  /**
   * The older lock: a file, or a revision of git, which means the project's lock in it.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.from", defaultValue = "HEAD")
  private @Nullable String from;

  /**
   * The newer lock: a file, or a revision of git. Without it: the lock as it is in the project.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.to")
  private @Nullable String to;

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.diff.skip", defaultValue = "false")
  private @Nullable String skipDiff;

  @Inject
  public DiffMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void run(Listener listener) {
    ParameterReader reader = new ParameterReader(folder());
    String older = reader.text(from);
    LockComparison.Result result =
        new LockComparison(fetchSettings(), listener)
            .compare(request(LockRequest.Mode.FROZEN), older == null ? "HEAD" : older, reader.text(to));
    TextStyle style = ConsoleStyle.here();
    tell(
        () -> text(result, style),
        () -> DiffMarkdown.of(result.diff(), result.from(), result.to()),
        () -> DiffJson.of(result.diff(), result.from(), result.to()));
  }

  private static List<String> text(LockComparison.Result result, TextStyle style) {
    List<String> lines = new ArrayList<>();
    lines.add(style.clean(result.from() + " " + style.arrow() + " " + result.to()));
    lines.addAll(DiffText.lines(result.diff(), style));
    return lines;
  }

  @Override
  String goal() {
    return "diff";
  }

  @Override
  @Nullable String skipsGoal() {
    return skipDiff;
  }
}
