package dev.hermetic.maven;

import dev.hermetic.event.Listener;
import dev.hermetic.lock.LockRequest;
import dev.hermetic.lock.LockView;
import dev.hermetic.tree.DependencyTree;
import dev.hermetic.tree.GraphJson;
import dev.hermetic.tree.TreeMarkdown;
import dev.hermetic.tree.TreeText;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Tells what is locked as a tree, from the specs of the environment files down, and tells apart what
 * was asked for, what came along, what is both, and what nothing needs. Reads the lock alone.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "tree",
    defaultPhase = LifecyclePhase.VERIFY,
    requiresProject = false,
    threadSafe = true)
public final class TreeMojo extends AbstractDocumentMojo {
  /**
   * How many levels below the specs to tell, for people; JSON has the whole graph.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.depth", defaultValue = "100")
  private @Nullable String depth;

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.tree.skip", defaultValue = "false")
  private @Nullable String skipTree;

  @Inject
  public TreeMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void run(Listener listener) {
    ParameterReader reader = new ParameterReader(folder());
    int levels =
        new QuantityParameters(reader).number("hermetic.depth", depth, DependencyTree.DEEPEST);
    reader.check();
    LockView view = LockView.read(request(LockRequest.Mode.FROZEN), environmentVariables());
    List<DependencyTree> trees = DependencyTree.of(view.graphs(), levels);
    tell(
        () -> TreeText.lines(trees, ConsoleStyle.here()),
        () -> TreeMarkdown.of(trees),
        () -> GraphJson.of(view.graphs()));
  }

  @Override
  boolean passesOver() {
    return true;
  }

  @Override
  String goal() {
    return "tree";
  }

  @Override
  @Nullable String skipsGoal() {
    return skipTree;
  }
}
