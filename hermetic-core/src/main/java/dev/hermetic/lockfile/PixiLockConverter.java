package dev.hermetic.lockfile;

import dev.hermetic.environment.Requirement;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.PixiPackage.Binary;
import dev.hermetic.lockfile.PixiPackage.Pypi;
import dev.hermetic.lockfile.PixiPackage.Source;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.record.PackageRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns one environment of a pixi.lock into a conda-lock.yml. What cannot be held there, packages
 * built from source and files beside the lock, is a problem and never left out without a word.
 *
 * <p>A pixi.lock does not say which specs it answers. So every package is of the category {@code
 * main}, and there is no content hash: the first {@code hermetic:lock} finds the lock stale.
 */
public final class PixiLockConverter {
  static final String ENVIRONMENT_KEY = "pixi_environment";

  private static final Pattern REQUIREMENT =
      Pattern.compile("([A-Za-z0-9._-]+)\\s*(?:\\[[^\\]]*\\])?\\s*([^;]*)(?:;(.*))?");

  private final PixiLock lock;
  private final List<Problem> problems = new ArrayList<>();

  private PixiLockConverter(PixiLock lock) {
    this.lock = lock;
  }

  /**
   * An environment in conda-lock's shape.
   *
   * @param records of the conda packages, by name, with all that the pixi.lock keeps and a
   *     conda-lock.yml does not
   */
  public record Converted(Lockfile lockfile, SortedMap<Platform, List<PackageRecord>> records) {
    public Converted {
      SortedMap<Platform, List<PackageRecord>> copy = new TreeMap<>();
      records.forEach((platform, of) -> copy.put(platform, List.copyOf(of)));
      records = Collections.unmodifiableSortedMap(copy);
    }
  }

  /**
   * Converts one environment.
   *
   * @param environment its name; a lock's first one is {@code default}
   * @param source what the result names as its source: the pixi.lock, relative to the result
   * @throws HermeticException with every problem found, of area LOCK
   */
  public static Converted convert(PixiLock lock, String environment, String source) {
    PixiLock.Environment of = lock.environments().get(environment);
    if (of == null) {
      throw new HermeticException(
          PixiProblems.noEnvironment(lock.file(), environment, lock.environments().keySet()));
    }
    return new PixiLockConverter(lock).convert(of, source);
  }

  private Converted convert(PixiLock.Environment environment, String source) {
    SortedMap<Platform, PixiLock.Target> targets = new TreeMap<>();
    for (PixiLock.Target target : environment.targets().values()) {
      PixiLock.Target other = targets.putIfAbsent(target.platform(), target);
      if (other != null) {
        problems.add(PixiProblems.sameSubdir(target, other));
      }
    }
    SortedMap<Platform, List<PackageRecord>> records = new TreeMap<>();
    List<LockedPackage> pip = new ArrayList<>();
    targets.forEach(
        (platform, target) -> {
          List<PackageRecord> conda = conda(target);
          records.put(platform, conda);
          pip.addAll(pip(target));
        });
    if (!problems.isEmpty()) {
      throw new HermeticException(problems.stream().distinct().toList());
    }
    Lockfile.Metadata metadata =
        new Lockfile.Metadata(
            new TreeMap<>(),
            environment.channels(),
            List.copyOf(targets.keySet()),
            List.of(source),
            new TreeMap<>(
                Map.of(
                    ENVIRONMENT_KEY,
                    environment.name(),
                    "pixi_lock_version",
                    Integer.toString(lock.version()))),
            new TreeMap<>());
    List<LockedPackage> packages =
        new ArrayList<>(LockfileBuilder.build(metadata, records, List.of()).packages());
    packages.addAll(pip);
    return new Converted(new Lockfile(metadata, packages).canonical(), records);
  }

  private List<PackageRecord> conda(PixiLock.Target target) {
    SortedMap<String, PixiPackage> chosen = new TreeMap<>();
    List<PackageRecord> records = new ArrayList<>();
    for (PixiPackage one : target.packages()) {
      if (one instanceof Source) {
        problems.add(PixiProblems.notConvertible(one, "is built from source"));
      } else if (one instanceof Binary binary) {
        requireUnique(one, chosen, target);
        if (!PixiAddress.of(one.address()).isUrl()) {
          problems.add(PixiProblems.notConvertible(one, "is a file beside the lock"));
        } else if (binary.record().md5() == null) {
          problems.add(PixiProblems.noMd5(one));
        }
        records.add(binary.record());
      }
    }
    return records.stream().sorted(Comparator.comparing(PackageRecord::name)).toList();
  }

  private List<LockedPackage> pip(PixiLock.Target target) {
    SortedSet<String> present = new TreeSet<>();
    target.packages().forEach(one -> present.add(ProjectName.normalise(one.name())));
    SortedMap<String, PixiPackage> chosen = new TreeMap<>();
    List<LockedPackage> packages = new ArrayList<>();
    for (PixiPackage one : target.packages()) {
      if (!(one instanceof Pypi pypi)) {
        continue;
      }
      requireUnique(one, chosen, target);
      boolean file = one.address().matches("(?i)https?://.*");
      String version = pypi.version();
      if (!file || version == null || pypi.editable()) {
        problems.add(PixiProblems.notConvertible(one, "is no file of a web server"));
        continue;
      }
      packages.add(
          new LockedPackage(
              pypi.name(),
              version,
              Manager.PIP,
              target.platform(),
              dependencies(pypi, present),
              pypi.address(),
              pypi.md5(),
              pypi.sha256(),
              null,
              null,
              Requirement.MAIN));
    }
    return packages;
  }

  private void requireUnique(
      PixiPackage one, SortedMap<String, PixiPackage> chosen, PixiLock.Target target) {
    PixiPackage first = chosen.putIfAbsent(one.name(), one);
    if (first != null) {
      problems.add(PixiProblems.twice(one, first, target));
    }
  }

  /**
   * Name to constraint as conda-lock has them. A marker can only be judged by what it led to: a
   * requirement under one counts where the environment holds the package, that of an extra never.
   */
  private SortedMap<String, String> dependencies(Pypi pypi, SortedSet<String> present) {
    SortedMap<String, String> dependencies = new TreeMap<>();
    for (String text : pypi.requiresDist()) {
      Matcher requirement = REQUIREMENT.matcher(text.strip());
      if (!requirement.matches()) {
        problems.add(
            PixiProblems.badValue(
                pypi.place(), "requires_dist", text, "a requirement such as numpy>=1.24"));
        continue;
      }
      String name = ProjectName.normalise(requirement.group(1));
      String marker = requirement.group(3);
      boolean counts =
          marker == null || !marker.matches("(?s).*\\bextra\\b.*") && present.contains(name);
      if (counts) {
        String constraint = requirement.group(2).strip().replaceAll("^\\((.*)\\)$", "$1");
        String version = constraint.isEmpty() || constraint.startsWith("@") ? "*" : constraint;
        dependencies.merge(name, version, PixiLockConverter::both);
      }
    }
    return dependencies;
  }

  private static String both(String one, String other) {
    if (one.equals(other) || other.equals("*")) {
      return one;
    }
    return one.equals("*") ? other : one + "," + other;
  }
}
