package dev.hermetic.pypi.wheel;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.pypi.metadata.CoreMetadata;
import dev.hermetic.pypi.metadata.Headers;
import dev.hermetic.pypi.metadata.InvalidMetadataException;
import dev.hermetic.pypi.metadata.MetadataReader;
import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.tag.InvalidWheelNameException;
import dev.hermetic.pypi.tag.Tag;
import dev.hermetic.pypi.tag.WheelName;
import dev.hermetic.pypi.version.PypiVersion;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a wheel is, on which its file's name, its {@code .dist-info}, WHEEL and METADATA have to
 * agree.
 *
 * @param name as METADATA has it
 * @param version as the file's name has it
 * @param tags {@code PYTHON-ABI-PLATFORM} as the file's name has them, with a build tag before them
 *     where there is one
 */
record WheelIdentity(String name, String version, String tags) {
  private static final String KNOWN_FORMAT = "1\\.[0-9]{1,4}";

  /**
   * Reads it; adds what is wrong to the problems.
   *
   * @throws HermeticException when it cannot be told what it is
   */
  static WheelIdentity of(
      String fileName, String info, byte[] wheel, byte[] metadata, List<Problem> problems) {
    try {
      WheelName name = WheelName.parse(fileName);
      Headers headers = Headers.read(wheel);
      String format = headers.one("wheel-version").orElse("");
      if (!format.matches(KNOWN_FORMAT)) {
        throw new InvalidMetadataException(
            "its Wheel-Version is " + WheelProblems.shown(format) + ", and only 1.x is known");
      }
      CoreMetadata core = MetadataReader.read(metadata);
      if (!core.name().equals(name.name())) {
        problems.add(differs(fileName, "METADATA is of the project", core.name().toString()));
      }
      if (!core.version().equals(name.version())) {
        problems.add(differs(fileName, "METADATA is of the version", core.version().toString()));
      }
      if (!isOf(name, info)) {
        problems.add(differs(fileName, "its metadata are in the folder", info));
      }
      checkTags(name, headers.all("tag"), problems);
      String[] parts = fileName.substring(0, fileName.length() - ".whl".length()).split("-", 3);
      return new WheelIdentity(core.name().written(), parts[1], parts[2]);
    } catch (InvalidWheelNameException e) {
      throw failure(fileName, "its name is no name of a wheel: " + e.getMessage());
    } catch (InvalidMetadataException e) {
      throw failure(fileName, e.fact());
    }
  }

  private static boolean isOf(WheelName name, String info) {
    int dash = info.indexOf('-');
    String project = info.substring(0, Math.max(0, dash));
    String version = info.substring(dash + 1, info.length() - ".dist-info".length());
    Optional<PypiVersion> parsed = PypiVersion.tryParse(version.replace('_', '-'));
    return ProjectName.isName(project)
        && ProjectName.of(project).equals(name.name())
        && parsed.isPresent()
        && parsed.get().equals(name.version());
  }

  /**
   * A wheel is often made to fit more systems of its kind by a new name alone: linux, manylinux and
   * musllinux count as one, and so do the versions of macOS. For which Python it was built does not
   * change so.
   */
  private static void checkTags(WheelName name, List<String> written, List<Problem> problems) {
    Set<String> declared = new TreeSet<>();
    for (String text : written) {
      for (Tag tag : tags(text)) {
        declared.add(kind(tag));
      }
    }
    Set<String> missing = new TreeSet<>();
    name.tags().forEach(tag -> missing.add(kind(tag)));
    missing.removeAll(declared);
    if (!declared.isEmpty() && !missing.isEmpty()) {
      problems.add(
          differs(
              name.fileName(), "WHEEL has no tag for", String.join(", ", missing)));
    }
  }

  private static Set<Tag> tags(String text) {
    try {
      // Real ones have compressed sets here too.
      return WheelName.parse("x-0-" + text.strip() + ".whl").tags();
    } catch (InvalidWheelNameException e) {
      throw new InvalidMetadataException("its WHEEL has a Tag that is none: "
          + WheelProblems.shown(text));
    }
  }

  private static String kind(Tag tag) {
    String system = tag.platform().replaceFirst("_.*", "");
    String family =
        system.matches("(many|musl)?linux.*") ? "linux" : system.startsWith("win") ? "win" : system;
    return tag.python() + "-" + tag.abi() + "-" + family;
  }

  private static Problem differs(String fileName, String what, String found) {
    return WheelProblems.contradiction(
        fileName, "its name says otherwise: " + what + " " + WheelProblems.shown(found));
  }

  private static HermeticException failure(String fileName, String fact) {
    return new HermeticException(WheelProblems.contradiction(fileName, fact));
  }
}
