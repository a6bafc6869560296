package dev.hermetic.pypi.lock;

import dev.hermetic.lockfile.HashedSpec;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.platform.Platform;
import dev.hermetic.pypi.request.AskedRequirement;
import dev.hermetic.pypi.request.PipRequest;
import dev.hermetic.pypi.request.VcsReference;
import dev.hermetic.pypi.requirement.Marker;
import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.requirement.PypiRequirement;
import dev.hermetic.pypi.tag.WheelTarget;
import dev.hermetic.pypi.version.PypiVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The requirements of a {@code pip:} section as conda-lock hashes them: the last of each name, those
 * whose marker rules the platform out not at all. conda-lock does not know the Python yet, so markers
 * that ask for more than the machine always count.
 */
public final class HashedRequirements {
  private static final Pattern OF_PYTHON =
      Pattern.compile("\\b(python_|implementation_|platform_(python|release|version)|extra\\b)");

  /** Any will do: only the machine is asked for. */
  private static final PypiVersion ANY_PYTHON = PypiVersion.parse("3.12.0");

  private HashedRequirements() {}

  /** In the order of the section. */
  public static List<HashedSpec> of(PipRequest request, Platform platform) {
    Map<ProjectName, HashedSpec> specs = new LinkedHashMap<>();
    for (AskedRequirement asked : request.requirements()) {
      if (counts(asked.requirement().marker(), platform)) {
        specs.put(asked.requirement().name(), spec(asked));
      }
    }
    return new ArrayList<>(specs.values());
  }

  private static boolean counts(@Nullable Marker marker, Platform platform) {
    return marker == null
        || OF_PYTHON.matcher(marker.toString()).find()
        || marker.evaluate(new WheelTarget(platform, List.of(), ANY_PYTHON).markers());
  }

  private static HashedSpec spec(AskedRequirement asked) {
    PypiRequirement requirement = asked.requirement();
    String name = requirement.name().normalised();
    List<String> extras = requirement.extras().stream().map(ProjectName::written).sorted().toList();
    String markers = requirement.marker() == null ? null : requirement.marker().toString();
    if (requirement.url() == null) {
      return new HashedSpec.Versioned(
          name,
          Manager.PIP,
          asked.category(),
          extras,
          requirement.specifiers().isEmpty() ? "*" : requirement.specifiers().toString(),
          null,
          null,
          asked.hashes().isEmpty() ? null : asked.hashes().first(),
          markers);
    }
    String url = requirement.url();
    Optional<VcsReference> vcs = VcsReference.parse(url);
    if (vcs.isPresent()) {
      return new HashedSpec.Vcs(
          name,
          Manager.PIP,
          asked.category(),
          extras,
          vcs.get().url(),
          vcs.get().kind(),
          vcs.get().revision().orElse(null),
          vcs.get().subdirectory().orElse(null),
          markers);
    }
    int hash = url.indexOf('#');
    return new HashedSpec.Url(
        name,
        Manager.PIP,
        asked.category(),
        extras,
        hash < 0 ? url : url.substring(0, hash),
        List.of(hash < 0 ? "" : url.substring(hash + 1).replace('=', ':')),
        markers);
  }
}
