package dev.hermetic.policy;

import dev.hermetic.distro.Distro;
import dev.hermetic.distro.DistroPackage;
import dev.hermetic.graph.LockGraph;
import dev.hermetic.license.License;
import dev.hermetic.license.LicenseExpression.Operator;
import dev.hermetic.lock.LockView;
import dev.hermetic.lockfile.LockLocations;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.PackageAddress;
import dev.hermetic.policy.PackageFacts.Overtaken;
import dev.hermetic.problem.Location;
import dev.hermetic.record.Candidate;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.scan.Origin;
import dev.hermetic.scan.Subject;
import dev.hermetic.tree.Known;
import dev.hermetic.version.InvalidVersionException;
import dev.hermetic.version.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Gathers what is known of packages beside their vulnerabilities: licence, place, age. */
public final class PackageFactsFinder {
  private final Known known;
  private final LockLocations locations;
  private final Function<LockedPackage, Optional<License>> licenses;

  /**
   * @param known what the channels' repodata have; a lock says neither licence nor age
   * @param licenses further knowledge of licences, asked first
   */
  public PackageFactsFinder(
      Known known,
      LockLocations locations,
      Function<LockedPackage, Optional<License>> licenses) {
    this.known = known;
    this.locations = locations;
    this.licenses = licenses;
  }

  /** Of every package on every platform. */
  public List<PackageFacts> locked(LockView view) {
    List<PackageFacts> facts = new ArrayList<>();
    for (LockGraph graph : view.graphs()) {
      graph.packages().forEach(locked -> facts.add(locked(locked)));
    }
    return facts;
  }

  private PackageFacts locked(LockedPackage locked) {
    boolean conda = locked.manager() == Manager.CONDA;
    Optional<PackageRecord> record = conda ? known.record(locked) : Optional.empty();
    PackageAddress address = PackageAddress.of(locked.url());
    return new PackageFacts(
        new Subject(
            conda ? Origin.CONDA : Origin.PIP,
            locked.name(),
            locked.version(),
            List.of(locked.platform().subdir())),
        licenses
            .apply(locked)
            .or(
                () ->
                    record.flatMap(
                        one -> Optional.ofNullable(one.license()).flatMap(License::of))),
        conda ? address.channel() : address.url(),
        locations.of(locked),
        record.flatMap(PackageFactsFinder::built),
        record.flatMap(one -> overtaken(locked, one)));
  }

  private static Optional<Instant> built(PackageRecord record) {
    return record.timestamp() <= 0
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(record.timestamp()));
  }

  /** The first that came of all that are newer, whether or not the other packages allow it. */
  private Optional<Overtaken> overtaken(LockedPackage locked, PackageRecord own) {
    return known.candidates(locked.platform(), locked.name()).stream()
        .<Candidate>map(one -> one)
        .filter(one -> one.timestamp() > 0 && isNewer(one.version(), own.version()))
        .min(
            Comparator.comparingLong(Candidate::timestamp)
                .thenComparing(Candidate::fileName))
        .map(
            one ->
                new Overtaken(one.version(), Instant.ofEpochMilli(one.timestamp())));
  }

  private static boolean isNewer(String one, String other) {
    try {
      return Version.parse(one).compareTo(Version.parse(other)) > 0;
    } catch (InvalidVersionException e) {
      // No solver would take it either.
      return false;
    }
  }

  /**
   * Of the packages of a base.
   *
   * @param base its name
   */
  public static List<PackageFacts> installed(Distro distro, String base) {
    return distro.packages().stream().map(one -> installed(one, base)).toList();
  }

  private static PackageFacts installed(DistroPackage one, String base) {
    List<License> licenses =
        one.licenses().stream().flatMap(text -> License.of(text).stream()).toList();
    return new PackageFacts(
        new Subject(
            one.manager() == DistroPackage.Manager.DPKG ? Origin.DEB : Origin.APK,
            one.name(),
            one.version(),
            List.of()),
        License.join(Operator.AND, licenses),
        "",
        Location.of(base),
        Optional.empty(),
        Optional.empty());
  }
}
