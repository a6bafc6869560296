package dev.hermetic.lockfile;

import dev.hermetic.channel.Channel;
import dev.hermetic.environment.Requirement;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.record.PackageRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;

/** Makes the lock out of what was solved, as conda-lock 4.0.2 would from the same records. */
public final class LockfileBuilder {
  private LockfileBuilder() {}

  /**
   * The lock, in canonical order, with everything in category {@code main}.
   *
   * @param solved for each platform one record a name, without virtual packages, in any order
   * @param channels those that the records come from; they tell how the lock writes their URLs
   * @throws HermeticException with a problem for each record that a lock cannot hold
   */
  public static Lockfile build(
      Lockfile.Metadata metadata,
      SortedMap<Platform, List<PackageRecord>> solved,
      List<Channel> channels) {
    return build(metadata, solved, List.of(), channels);
  }

  /**
   * The same with entries of pip packages.
   */
  public static Lockfile build(
      Lockfile.Metadata metadata,
      SortedMap<Platform, List<PackageRecord>> solved,
      Collection<LockedPackage> pip,
      List<Channel> channels) {
    List<Problem> problems = new ArrayList<>();
    List<LockedPackage> packages = new ArrayList<>(pip);
    solved.forEach(
        (platform, records) -> packages.addAll(packages(platform, records, channels, problems)));
    if (!problems.isEmpty()) {
      throw new HermeticException(problems.stream().distinct().toList());
    }
    return new Lockfile(metadata, packages).canonical();
  }

  private static List<LockedPackage> packages(
      Platform platform,
      List<PackageRecord> records,
      List<Channel> channels,
      List<Problem> problems) {
    List<LockedPackage> packages = new ArrayList<>();
    LockedDependencies locked = new LockedDependencies();
    List<PackageRecord> sorted = new ArrayList<>(records);
    sorted.sort(Comparator.comparing(PackageRecord::name));
    for (PackageRecord record : sorted) {
      if (record.md5() == null) {
        problems.add(LockProblems.recordWithoutMd5(record.url()));
      }
      try {
        packages.add(
            new LockedPackage(
                record.name(),
                record.version(),
                Manager.CONDA,
                platform,
                locked.of(record),
                lockUrl(record, channels),
                record.md5(),
                record.sha256(),
                null,
                // conda-lock never writes the build; it is a part of the URL.
                null,
                Requirement.MAIN));
      } catch (HermeticException e) {
        problems.addAll(e.problems());
      }
    }
    return packages;
  }

  /** The record's URL with the channel's {@code $VAR} in place of credentials. */
  private static String lockUrl(PackageRecord record, List<Channel> channels) {
    for (Channel channel : channels) {
      String base = channel.baseUrl() + "/";
      if (channel.baseUrl().equals(record.channel()) && record.url().startsWith(base)) {
        return channel.lockUrl() + "/" + record.url().substring(base.length());
      }
    }
    // Repodata of version 2 (CEP-15) may keep its packages elsewhere.
    return record.url();
  }
}
