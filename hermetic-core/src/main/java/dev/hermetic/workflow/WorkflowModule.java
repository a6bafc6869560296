package dev.hermetic.workflow;

import dev.hermetic.track.TrackName;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A module with an environment, of which pipelines have a line each: a module that is built alone knows
 * nothing of its siblings, and by their lines what the whole file has to be.
 *
 * @param name Maven's artifactId
 * @param folder of the module from the root of the repository, with {@code /} between its parts; {@code .}
 *     for the root itself
 * @param lockfile the stable lock, from the root of the repository
 * @param tracks that are declared beside the stable lock
 * @param bindsTests whether Maven's lifecycle runs the Python tests
 */
public record WorkflowModule(
    String name, String folder, String lockfile, SortedSet<String> tracks, boolean bindsTests)
    implements Comparable<WorkflowModule> {
  /** The folder of a project that is the whole repository. */
  public static final String ROOT = ".";

  private static final String PATH = "(?!/)(?!\\S*\\.\\.)[A-Za-z0-9._/-]+";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");
  private static final Pattern LINE =
      Pattern.compile(
          "# Module (\\S+): folder=(\\S+) lock=(\\S+) tracks=(\\S+) tests=(lifecycle|called)");

  public WorkflowModule {
    tracks = Collections.unmodifiableSortedSet(new TreeSet<>(tracks));
  }

  /** Whether every server and shell takes a path as it is: below the root, without blanks. */
  public static boolean isPath(String text) {
    return text.matches(PATH);
  }

  /** Whether a track of this name is declared; the stable lock is there without. */
  boolean has(String track) {
    return track.equals(TrackName.STABLE) || tracks.contains(track);
  }

  /** Whether another module is in the same folder. */
  public boolean isWhere(WorkflowModule other) {
    return folder.equals(other.folder);
  }

  /** Whether this lies in the folder of another module. */
  boolean isBelow(WorkflowModule other) {
    return !equals(other) && (other.folder.equals(ROOT) || folder.startsWith(other.folder + "/"));
  }

  /** What a pipeline says of it: a comment without line end. */
  public String line() {
    return "# Module "
        + name
        + ": folder="
        + folder
        + " lock="
        + lockfile
        + " tracks="
        + String.join(",", trackNames())
        + " tests="
        + (bindsTests ? "lifecycle" : "called");
  }

  /** The stable lock, and the tracks behind it. */
  List<String> trackNames() {
    return Stream.concat(Stream.of(TrackName.STABLE), tracks.stream()).distinct().toList();
  }

  /** Those of which a text has lines, by folder. A line that nobody would write is none. */
  public static List<WorkflowModule> in(String text) {
    return text.lines()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .filter(line -> NAME.matcher(line.group(1)).matches())
        .filter(line -> isPath(line.group(2)) && isPath(line.group(3)))
        .map(
            line ->
                new WorkflowModule(
                    line.group(1),
                    line.group(2),
                    line.group(3),
                    Arrays.stream(line.group(4).split(","))
                        .filter(track -> TrackName.isValid(track) && !track.equals(TrackName.STABLE))
                        .collect(Collectors.toCollection(TreeSet::new)),
                    line.group(5).equals("lifecycle")))
        .sorted()
        .toList();
  }

  @Override
  public int compareTo(WorkflowModule other) {
    return folder.compareTo(other.folder);
  }
}
