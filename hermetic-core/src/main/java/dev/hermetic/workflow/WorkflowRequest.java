package dev.hermetic.workflow;

import dev.hermetic.track.TrackName;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What the pipelines of a repository depend on.
 *
 * @param modules those that have an environment, at least one
 * @param branches that push and sign; they have to be protected on the server
 * @param cron when updates are looked for, UTC, see {@link Cron}; empty for never
 * @param container the image in which GitLab runs the jobs: Maven 3.9 or later, git, bash
 */
public record WorkflowRequest(
    List<WorkflowModule> modules,
    List<String> branches,
    Optional<String> cron,
    String container) {
  /** The container where nobody names another. */
  public static final String CONTAINER = "maven:3.9-eclipse-temurin-17";

  public WorkflowRequest {
    modules = modules.stream().sorted().toList();
    branches = List.copyOf(branches);
  }

  /** The same for other modules. */
  public WorkflowRequest with(Collection<WorkflowModule> others) {
    return new WorkflowRequest(List.copyOf(others), branches, cron, container);
  }

  /** How each file begins. */
  String head() {
    StringBuilder head = new StringBuilder(Workflows.MARKER);
    modules.forEach(module -> head.append(module.line()).append("\n"));
    return head.toString();
  }

  /** Whether commands have to say which module is meant. */
  boolean hasSeveral() {
    return modules.size() > 1;
  }

  /**
   * The goals that test and make the image in one Maven build, as {@code push} demands it. The scan that
   * a lifecycle may have is left to the step of that name.
   */
  String testGoals() {
    return "verify -Dhermetic.scan.skip=true"
        + (modules.stream().allMatch(WorkflowModule::bindsTests)
            ? " hermetic:image"
            : " hermetic:test hermetic:image");
  }

  /** The stable lock and the tracks of all modules. */
  List<String> tracks() {
    SortedSet<String> names = new TreeSet<>();
    modules.forEach(module -> names.addAll(module.tracks()));
    return Stream.concat(Stream.of(TrackName.STABLE), names.stream()).distinct().toList();
  }

  /** The same as members of a list in YAML. */
  String trackList() {
    return quoted(tracks());
  }

  /** Whether a track is that of some modules only, which a job of it has to be told then. */
  boolean hasPartialTracks() {
    return tracks().stream().anyMatch(track -> !isOfAll(track));
  }

  boolean isOfAll(String track) {
    return modules.stream().allMatch(module -> module.has(track));
  }

  /** The modules with a track, as Maven's {@code --projects} takes them. */
  String with(String track) {
    return selection(module -> module.has(track));
  }

  /** One module, as Maven's {@code --projects} takes it. */
  String only(WorkflowModule module) {
    return selection(module::equals);
  }

  /** Maven 4 takes the modules below a selected one for selected too, so that those are named as well. */
  private String selection(Predicate<WorkflowModule> isWanted) {
    List<WorkflowModule> wanted = modules.stream().filter(isWanted).toList();
    return String.join(
        ",",
        Stream.concat(
                wanted.stream().map(module -> ":" + module.name()),
                modules.stream()
                    .filter(module -> !wanted.contains(module))
                    .filter(module -> wanted.stream().anyMatch(module::isBelow))
                    .map(module -> "!:" + module.name()))
            .toList());
  }

  /** A text as a scalar of YAML in single quotes. */
  static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** Texts as members of a list in YAML. */
  static String quoted(Collection<String> texts) {
    return String.join(", ", texts.stream().map(WorkflowRequest::quoted).toList());
  }
}
