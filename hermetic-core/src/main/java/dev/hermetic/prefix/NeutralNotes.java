package dev.hermetic.prefix;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What an installation notes beside the files of packages, in a form that depends on nothing but the
 * package that it is of: not on who asked for it, and not on what else is installed. For images, in
 * which the same package is to be the same bytes for every project, and another version of a package
 * is to change no others.
 *
 * <ul>
 *   <li>The record of a conda package names no spec that asked for it.
 *   <li>{@code conda-meta/history} has the specs, from which conda and mamba take what was asked for,
 *       and does not list the packages.
 *   <li>Wheels have no {@code REQUESTED} (PEP 376), nor a line of it in {@code RECORD}.
 * </ul>
 */
public final class NeutralNotes {
  private static final String REQUESTED = ".dist-info/REQUESTED";
  private static final String RECORD = ".dist-info/" + WheelRecords.NAME;
  private static final String SPEC = "  \"requested_spec\": ";
  private static final String SPECS = "  \"requested_specs\": ";

  private NeutralNotes() {}

  /** Whether a path of a prefix is nothing but such a note. */
  public static boolean leavesOut(ManifestEntry entry) {
    return isWritten(entry) && entry.path().endsWith(REQUESTED);
  }

  /** Whether a file of a prefix may be another one in this form. */
  public static boolean concerns(ManifestEntry entry) {
    return isWritten(entry)
        && (isRecord(entry) || isHistory(entry) || entry.path().endsWith(RECORD));
  }

  /**
   * A file that this concerns, in this form.
   *
   * @param bytes as Hermetic wrote them
   */
  public static byte[] of(ManifestEntry entry, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    List<String> lines = List.of(text.split("\n", -1));
    List<String> neutral =
        isRecord(entry)
            ? record(lines)
            : lines.stream().filter(line -> !isNote(entry, line)).toList();
    return String.join("\n", neutral).getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isNote(ManifestEntry entry, String line) {
    return isHistory(entry) ? line.startsWith("+") : line.contains(REQUESTED + ",");
  }

  /** The lines that {@link CondaMeta} writes where nobody asked for the package. */
  private static List<String> record(List<String> lines) {
    List<String> neutral = new ArrayList<>(lines.size());
    boolean inSpecs = false;
    for (String line : lines) {
      if (line.startsWith(SPEC)) {
        neutral.add(SPEC + "\"None\",");
      } else if (line.startsWith(SPECS)) {
        neutral.add(SPECS + "[],");
        inSpecs = line.endsWith("[");
      } else if (!inSpecs) {
        neutral.add(line);
      } else {
        inSpecs = !line.equals("  ],");
      }
    }
    return neutral;
  }

  private static boolean isWritten(ManifestEntry entry) {
    return entry.kind() == ManifestEntry.Kind.FILE
        && entry.origin() == ManifestEntry.Origin.WRITTEN;
  }

  private static boolean isRecord(ManifestEntry entry) {
    return !entry.owner().isEmpty()
        && entry.path().equals(PrefixManifest.FOLDER + "/" + entry.owner() + ".json");
  }

  private static boolean isHistory(ManifestEntry entry) {
    return entry.path().equals(PrefixMeta.HISTORY);
  }
}
