package dev.hermetic.pypi.tag;

import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.version.InvalidPypiVersionException;
import dev.hermetic.pypi.version.PypiVersion;
import dev.hermetic.text.Count;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the file name of a wheel says (PEP 427, "File name convention"): {@code
 * name-version[-build]-python-abi-platform.whl}.
 *
 * @param tags every tag that the compressed sets stand for, sorted
 * @param fileName as given
 */
public record WheelName(
    ProjectName name, PypiVersion version, BuildTag build, SortedSet<Tag> tags, String fileName) {
  private static final String SUFFIX = ".whl";

  /** A compressed set stands for the product of its parts; real wheels stand for a few dozen. */
  private static final int MAX_TAGS = 1000;

  public WheelName {
    tags = Collections.unmodifiableSortedSet(new TreeSet<>(tags));
  }

  /** Whether the file is a wheel by its name. */
  public static boolean isWheel(String fileName) {
    return fileName.endsWith(SUFFIX);
  }

  /**
   * Reads a file name.
   *
   * @param fileName without folders
   * @throws InvalidWheelNameException when no wheel may be named so
   */
  public static WheelName parse(String fileName) {
    if (!isWheel(fileName)) {
      throw new InvalidWheelNameException("it does not end in .whl");
    }
    String stem = fileName.substring(0, fileName.length() - SUFFIX.length());
    List<String> parts = split(stem, '-');
    if (parts.size() != 5 && parts.size() != 6) {
      throw new InvalidWheelNameException(
          "it has " + Count.of(parts.size(), "part") + " between hyphens instead of 5 or 6");
    }
    int last = parts.size() - 1;
    SortedSet<Tag> tags = tags(parts.get(last - 2), parts.get(last - 1), parts.get(last));
    BuildTag build = parts.size() == 6 ? BuildTag.parse(parts.get(2)) : BuildTag.NONE;
    return new WheelName(name(parts.get(0)), version(parts.get(1)), build, tags, fileName);
  }

  private static ProjectName name(String text) {
    if (!ProjectName.isName(text)) {
      throw new InvalidWheelNameException("its first part is not the name of a project");
    }
    return ProjectName.of(text);
  }

  private static PypiVersion version(String text) {
    try {
      // Hyphens cannot stand in a part, and "_" is written for them.
      return PypiVersion.parse(text.replace('_', '-'));
    } catch (InvalidPypiVersionException e) {
      throw new InvalidWheelNameException("its second part is not a version");
    }
  }

  private static SortedSet<Tag> tags(String pythons, String abis, String platforms) {
    List<String> pythonParts = split(pythons, '.');
    List<String> abiParts = split(abis, '.');
    List<String> platformParts = split(platforms, '.');
    long count = (long) pythonParts.size() * abiParts.size() * platformParts.size();
    if (count > MAX_TAGS) {
      throw new InvalidWheelNameException("it stands for more than " + MAX_TAGS + " tags");
    }
    SortedSet<Tag> tags = new TreeSet<>();
    for (String python : pythonParts) {
      for (String abi : abiParts) {
        for (String platform : platformParts) {
          tags.add(new Tag(python, abi, platform));
        }
      }
    }
    return tags;
  }

  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int end; (end = text.indexOf(separator, start)) >= 0; start = end + 1) {
      parts.add(text.substring(start, end));
    }
    parts.add(text.substring(start));
    if (parts.contains("")) {
      throw new InvalidWheelNameException("one of its parts is empty");
    }
    return parts;
  }

  /** What stands behind project and version: the build tag where there is one, and the tags. */
  public String tagText() {
    int version = fileName.indexOf('-') + 1;
    return fileName.substring(
        fileName.indexOf('-', version) + 1, fileName.length() - SUFFIX.length());
  }

  /** The file name. */
  @Override
  public String toString() {
    return fileName;
  }
}
