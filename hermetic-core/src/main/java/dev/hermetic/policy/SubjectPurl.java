package dev.hermetic.policy;

import dev.hermetic.fetch.WebAddress;
import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.sbom.Purls;
import dev.hermetic.scan.Subject;
import java.util.Map;

/** Package URLs of what was scanned: they name a package, whatever its file. */
final class SubjectPurl {
  private SubjectPurl() {}

  static String of(Subject subject) {
    String name = subject.name();
    int colon = name.indexOf(':');
    return switch (subject.origin()) {
      case CONDA -> Purls.of("conda", "", name, subject.version(), Map.of());
      case PIP -> Purls.pypi(name, subject.version());
      case DEB -> Purls.of("deb", "", name, subject.version(), Map.of());
      case APK -> Purls.of("apk", "", name, subject.version(), Map.of());
      case MAVEN ->
          Purls.of(
              "maven",
              colon < 0 ? "" : name.substring(0, colon),
              name.substring(colon + 1),
              subject.version(),
              Map.of());
    };
  }

  /** Whether a package URL of any form means the package; one without a version means all. */
  static boolean matches(String purl, Subject subject) {
    String plain = purl.split("[?#]", 2)[0];
    int at = plain.lastIndexOf('@');
    int begin = plain.indexOf('/');
    if (!plain.startsWith("pkg:") || begin < 0) {
      return false;
    }
    String version = at < begin ? "" : WebAddress.decode(plain.substring(at + 1));
    String path = plain.substring(begin + 1, at < begin ? plain.length() : at);
    String last = WebAddress.decode(path.substring(path.lastIndexOf('/') + 1));
    String type = plain.substring("pkg:".length(), begin);
    if (!version.isEmpty() && !version.equals(subject.version())) {
      return false;
    }
    String name = subject.name();
    return switch (subject.origin()) {
      case CONDA -> type.equals("conda") && last.equals(name);
      case PIP ->
          type.equals("pypi") && ProjectName.normalise(last).equals(ProjectName.normalise(name));
      case DEB -> type.equals("deb") && last.equals(name);
      case APK -> type.equals("apk") && last.equals(name);
      case MAVEN ->
          type.equals("maven") && WebAddress.decode(path).replace('/', ':').equals(name);
    };
  }
}
