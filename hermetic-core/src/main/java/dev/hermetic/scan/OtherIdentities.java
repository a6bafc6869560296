package dev.hermetic.scan;

import dev.hermetic.advisory.PackageKey;
import java.util.List;

/** Which names packages that are not of the lock have in advisories: their own. */
final class OtherIdentities {
  private OtherIdentities() {}

  static Identified of(Subject subject) {
    return switch (subject.origin()) {
      case MAVEN ->
          new Identified(
              subject,
              Coverage.Kind.DIRECT,
              List.of(
                  new Identity(
                      new PackageKey(PackageKey.MAVEN, subject.name()), subject.version(), null)),
              "a dependency of the project");
      case CONDA, PIP, DEB, APK ->
          throw new IllegalArgumentException(subject + " is known by its own list");
    };
  }
}
