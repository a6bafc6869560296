package dev.hermetic.lockfile;

import dev.hermetic.channel.Channel;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.record.PackageRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** Makes the lock out of what was solved, as conda-lock 4.0.2 would from the same records. */
public final class LockfileBuilder {
  private LockfileBuilder() {}

  /**
   * What was solved for one platform.
   *
   * @param records one a name, without virtual packages, in any order
   * @param rootCategories names that the user asked for and the category of each
   */
  public record Solved(
      Platform platform, List<PackageRecord> records, SortedMap<String, String> rootCategories) {
    public Solved {
      List<PackageRecord> sorted = new ArrayList<>(records);
      sorted.sort((one, other) -> one.name().compareTo(other.name()));
      records = List.copyOf(sorted);
      rootCategories = Collections.unmodifiableSortedMap(new TreeMap<>(rootCategories));
    }
  }

  /**
   * The lock, in canonical order.
   *
   * @param channels those that the records come from; they tell how the lock writes their URLs
   * @throws HermeticException with a problem for each record that a lock cannot hold
   */
  public static Lockfile build(
      Lockfile.Metadata metadata, Collection<Solved> solved, List<Channel> channels) {
    return build(metadata, solved, List.of(), channels);
  }

  /**
   * The same with entries of pip packages.
   *
   * @param pip one for each category of a package
   */
  public static Lockfile build(
      Lockfile.Metadata metadata,
      Collection<Solved> solved,
      Collection<LockedPackage> pip,
      List<Channel> channels) {
    List<Problem> problems = new ArrayList<>();
    List<LockedPackage> packages = new ArrayList<>(pip);
    for (Solved one : solved) {
      packages.addAll(packages(one, channels, problems));
    }
    if (!problems.isEmpty()) {
      throw new HermeticException(problems.stream().distinct().toList());
    }
    return new Lockfile(metadata, packages).canonical();
  }

  private static List<LockedPackage> packages(
      Solved solved, List<Channel> channels, List<Problem> problems) {
    SortedMap<String, SortedMap<String, String>> dependencies = new TreeMap<>();
    LockedDependencies locked = new LockedDependencies();
    for (PackageRecord record : solved.records()) {
      if (record.md5() == null) {
        problems.add(LockProblems.recordWithoutMd5(record.url()));
      }
      try {
        dependencies.put(record.name(), locked.of(record));
      } catch (HermeticException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      return List.of();
    }
    Map<String, SortedSet<String>> categories =
        Categories.assign(solved.rootCategories(), dependencies);
    List<LockedPackage> packages = new ArrayList<>();
    for (PackageRecord record : solved.records()) {
      for (String category : categories.get(record.name())) {
        packages.add(
            new LockedPackage(
                record.name(),
                record.version(),
                Manager.CONDA,
                solved.platform(),
                dependencies.get(record.name()),
                lockUrl(record, channels),
                record.md5(),
                record.sha256(),
                null,
                // conda-lock never writes the build; it is a part of the URL.
                null,
                category));
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
