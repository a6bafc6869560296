package dev.hermetic.pypi.tag;

import dev.hermetic.platform.VirtualPackage;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says why a wheel does not fit: the Python first, then the machine. */
final class Misfit {
  /** Tags that are shown of each kind. */
  private static final int SHOWN = 3;

  private Misfit() {}

  static String describe(TagSet tags, WheelName wheel) {
    WheelTarget target = tags.target();
    Set<String> pythons = values(tags, tag -> tag.python() + "-" + tag.abi());
    List<Tag> forPython =
        wheel.tags().stream()
            .filter(tag -> pythons.contains(tag.python() + "-" + tag.abi()))
            .toList();
    if (forPython.isEmpty()) {
      return "is for "
          + shown(wheel.tags().stream().map(tag -> tag.python() + "-" + tag.abi()).toList())
          + ", not for Python "
          + target.pythonMinor()
          + (target.freeThreaded() ? " without the global lock" : "");
    }
    List<String> platforms = forPython.stream().map(Tag::platform).toList();
    List<VirtualPackage> limits =
        target.virtualPackages().stream().filter(one -> limits(one, target, platforms)).toList();
    if (limits.isEmpty()) {
      return "is for " + shown(platforms) + ", not for " + target.platform();
    }
    return "needs "
        + shown(platforms)
        + ", but "
        + target.platform()
        + " has "
        + limits.stream()
            .map(one -> one.name() + " " + one.version())
            .collect(Collectors.joining(" and "));
  }

  /** Whether one of the tags is for such machines, if only their system were newer. */
  private static boolean limits(VirtualPackage one, WheelTarget target, List<String> platforms) {
    String machine = "_" + UnixPlatforms.machine(target.platform());
    return platforms.stream()
        .anyMatch(
            platform ->
                switch (one.name()) {
                  case "__glibc" -> platform.startsWith("manylinux_") && platform.endsWith(machine);
                  case "__osx" ->
                      platform.startsWith("macosx_")
                          && (platform.endsWith(machine) || platform.endsWith("_universal2"));
                  default -> false;
                });
  }

  private static Set<String> values(TagSet tags, Function<Tag, String> part) {
    return tags.tags().stream().map(part).collect(Collectors.toSet());
  }

  private static String shown(List<String> values) {
    List<String> distinct = values.stream().distinct().toList();
    String text = distinct.stream().limit(SHOWN).collect(Collectors.joining(", "));
    return distinct.size() > SHOWN ? text + ", …" : text;
  }
}
