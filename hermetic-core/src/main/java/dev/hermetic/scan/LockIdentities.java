package dev.hermetic.scan;

import dev.hermetic.advisory.PackageKey;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.ProjectVersion;
import dev.hermetic.pypi.names.CondaNames;
import dev.hermetic.pypi.requirement.ProjectName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which names locked packages have in advisories. No database speaks of conda packages itself. */
final class LockIdentities {
  private static final String R = "r-";
  private static final String BIOCONDUCTOR = "bioconductor-";

  /** No mapping speaks of the package: that it is that project is likely, and no more. */
  private static final String OWN_NAME = "by its own name";

  private final CondaNames names;

  /** @param names those of the lock, and over them those of the user */
  LockIdentities(CondaNames names) {
    this.names = names;
  }

  Identified of(LockedPackage locked, Subject subject) {
    return locked.manager() == Manager.PIP ? pip(locked, subject) : conda(locked, subject);
  }

  private static Identified pip(LockedPackage locked, Subject subject) {
    PackageKey key = new PackageKey(PackageKey.PYPI, locked.name());
    return ProjectVersion.of(locked)
        .map(
            version ->
                new Identified(
                    subject,
                    Coverage.Kind.DIRECT,
                    List.of(new Identity(key, version.toString(), null)),
                    "a project of PyPI"))
        .orElseGet(() -> Identified.unknown(subject, "its version is none of PyPI"));
  }

  private Identified conda(LockedPackage locked, Subject subject) {
    List<Identity> identities = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    String name = locked.name();
    if (name.startsWith(R) && locked.dependencies().containsKey("r-base")) {
      add(
          PackageKey.CRAN,
          name.substring(R.length()),
          locked.version(),
          OWN_NAME,
          identities,
          reasons);
    } else if (name.startsWith(BIOCONDUCTOR)) {
      add(
          PackageKey.BIOCONDUCTOR,
          name.substring(BIOCONDUCTOR.length()),
          locked.version(),
          OWN_NAME,
          identities,
          reasons);
    }
    Optional<ProjectName> project = names.project(name, locked.dependencies().keySet());
    if (project.isPresent()) {
      ProjectVersion.of(locked)
          .ifPresentOrElse(
              version ->
                  add(
                      PackageKey.PYPI,
                      project.get().normalised(),
                      version.toString(),
                      names.names(name) ? "by the mapping of names" : OWN_NAME,
                      identities,
                      reasons),
              () ->
                  reasons.add(
                      "as " + project.get() + " of PyPI it has no version of that order"));
    }
    NativeLibraries.find(name)
        .ifPresent(
            library -> {
              identities.addAll(library.identities(locked.version()));
              reasons.add(library.keys().get(0) + " by the table of native libraries");
            });
    if (identities.isEmpty()) {
      return Identified.unknown(
          subject,
          reasons.isEmpty() ? "no mapping knows what it is made from" : reasons.get(0));
    }
    return new Identified(
        subject, Coverage.Kind.MAPPED, identities, String.join(", ", reasons));
  }

  private static void add(
      String ecosystem,
      String name,
      String version,
      String by,
      List<Identity> identities,
      List<String> reasons) {
    PackageKey key = new PackageKey(ecosystem, name);
    identities.add(new Identity(key, version, null));
    reasons.add(key + " " + by);
  }
}
