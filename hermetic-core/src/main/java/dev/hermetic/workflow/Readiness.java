package dev.hermetic.workflow;

import dev.hermetic.advisory.AdvisorySource;
import dev.hermetic.base.BaseSource;
import dev.hermetic.image.BasePins;
import dev.hermetic.lockfile.CondaLockReader;
import dev.hermetic.lockfile.LockFileNames;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.PackageAddress;
import dev.hermetic.problem.Problem;
import dev.hermetic.problem.Redaction;
import dev.hermetic.track.TrackCommands;
import dev.hermetic.track.TrackName;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Whether a project has what its pipelines need, told before a server finds out step by step. */
public final class Readiness {
  private Readiness() {}

  /**
   * What a project has.
   *
   * @param namesPlugin whether the POM names the plugin, so that its goals are found by their prefix
   * @param lockfile the stable lock as users know it
   * @param unlocked the tracks whose lock is not there, {@link TrackName#STABLE} for that one
   * @param localChannels places on this machine's disk that packages of it come from
   * @param base the base of images as it was written
   * @param isBasePinned whether the base is the same on every day
   * @param isBaseOutside whether the base is a file that no checkout of the repository has
   * @param advisories what a scan asks, as it was written; empty when nothing is named
   * @param areAdvisoriesOutside whether these are files that no checkout of the repository has
   * @param namesImage whether it is known where the image is pushed
   * @param fixedKey the key that the plugin's configuration names; empty when it names none
   * @param keyServer the server of settings.xml whose password opens the key; empty when nothing is named
   */
  public record Project(
      boolean namesPlugin,
      String lockfile,
      SortedSet<String> unlocked,
      SortedSet<String> localChannels,
      String base,
      boolean isBasePinned,
      boolean isBaseOutside,
      String advisories,
      boolean areAdvisoriesOutside,
      boolean namesImage,
      String fixedKey,
      String keyServer) {
    public Project {
      unlocked = Collections.unmodifiableSortedSet(new TreeSet<>(unlocked));
      localChannels = Collections.unmodifiableSortedSet(new TreeSet<>(localChannels));
    }
  }

  /**
   * The tracks whose lock is not there, {@link TrackName#STABLE} for that one.
   *
   * @param lockfile the stable lock; need not be there
   * @param tracks those beside it
   */
  public static SortedSet<String> unlocked(Path lockfile, Collection<String> tracks) {
    SortedSet<String> unlocked = new TreeSet<>();
    if (!Files.exists(lockfile)) {
      unlocked.add(TrackName.STABLE);
    }
    for (String track : tracks) {
      if (!Files.exists(LockFileNames.ofTrack(lockfile, track))) {
        unlocked.add(track);
      }
    }
    return unlocked;
  }

  /**
   * Whether a base is the same on every day: no name in a registry, one with a digest, or one whose
   * digest is recorded.
   *
   * @param from the base as it was written
   * @param folder that paths start from
   * @param pins where digests are recorded; need not be there
   * @throws dev.hermetic.problem.HermeticException HERM-OCI-001, HERM-IMAGE-017
   */
  public static boolean isPinned(String from, Path folder, Path pins) {
    return !(BaseSource.parse(from, folder) instanceof BaseSource.InRegistry base)
        || base.reference().digest() != null
        || BasePins.read(pins).recorded(base.reference().toString()).isPresent();
  }

  /**
   * Whether a base is on this disk and not in the repository, where a server would look for it.
   *
   * @param from the base as it was written
   * @param folder that paths start from
   * @param root of the repository
   * @throws dev.hermetic.problem.HermeticException HERM-OCI-001
   */
  public static boolean isOutside(String from, Path folder, Path root) {
    return BaseSource.parse(from, folder.toAbsolutePath()) instanceof BaseSource.OnDisk base
        && !base.place().startsWith(root.toAbsolutePath().normalize());
  }

  /**
   * Whether advisories are on this disk and not in the repository, where a server would look for them.
   *
   * @param database as {@link AdvisorySource} takes it
   * @param folder that paths start from
   * @param root of the repository
   */
  public static boolean areAdvisoriesOutside(String database, Path folder, Path root) {
    boolean isFile = database.startsWith("file://");
    if (database.equals(AdvisorySource.SERVICE)
        || database.startsWith(AdvisorySource.SERVICE + ":")
        || database.contains("://") && !isFile) {
      return false;
    }
    try {
      Path place =
          isFile ? Path.of(URI.create(database)) : folder.toAbsolutePath().resolve(database);
      return !place.normalize().startsWith(root.toAbsolutePath().normalize());
    } catch (IllegalArgumentException e) {
      // No place of any disk, and so none of the repository.
      return true;
    }
  }

  /**
   * The channels on this disk, and folders of wheels, that packages of a lock come from. Locks have the
   * whole path of them: another checkout has none of these, also where they are in the repository.
   *
   * @param lockfile a conda-lock.yml
   * @param shown the same as users know it
   * @param mirrored beginnings of addresses for which something else stands in
   * @return {@code file:} URLs
   * @throws dev.hermetic.problem.HermeticException HERM-LOCK-nnn, HERM-YAML-nnn
   */
  public static SortedSet<String> localChannels(
      Path lockfile, String shown, Collection<String> mirrored) {
    SortedSet<String> places = new TreeSet<>();
    for (LockedPackage one : CondaLockReader.read(lockfile, shown).packages()) {
      String url = one.url();
      if (url.startsWith("file:") && mirrored.stream().noneMatch(url::startsWith)) {
        places.add(
            one.manager() == LockedPackage.Manager.CONDA
                ? PackageAddress.of(url).channel()
                : Redaction.redact(url.substring(0, url.lastIndexOf('/'))));
      }
    }
    return places;
  }

  /**
   * What is missing, in the order of the steps.
   *
   * @param init the call that makes a project of an environment
   * @return HERM-CI-006 for each
   */
  public static List<Problem> missing(Project project, String init) {
    List<Problem> problems = new ArrayList<>();
    if (!project.namesPlugin()) {
      problems.add(
          WorkflowProblems.unready(
              "pom.xml",
              "does not name hermetic-maven-plugin, so no step of the pipelines finds its goals",
              "run `" + init + "`, which writes it or prints what to add"));
    }
    for (String track : project.unlocked()) {
      problems.add(
          WorkflowProblems.unready(
              lockfile(project, track),
              "is not there, so step 1 of the pipelines fails",
              TrackCommands.in("run `mvn hermetic:lock` and commit what it writes", track)));
    }
    if (!project.localChannels().isEmpty()) {
      problems.add(
          WorkflowProblems.unready(
              project.lockfile(),
              "has packages of "
                  + String.join(", ", project.localChannels())
                  + ", which no checkout has, so step 1 of the pipelines fails",
              "lock from a channel that a server offers, or name one that stands in for it in"
                  + " hermetic.mirrors"));
    }
    if (!project.isBasePinned()) {
      problems.add(
          WorkflowProblems.unready(
              "base-image.lock",
              "does not say which image " + project.base() + " is, so step 2 of the pipelines fails",
              "run `mvn hermetic:image` and commit base-image.lock"));
    }
    if (project.isBaseOutside()) {
      problems.add(
          WorkflowProblems.unready(
              "hermetic.image.from",
              "is " + project.base() + ", which no checkout has, so step 2 of the pipelines fails",
              "name an image in a registry, or put it into the repository and name it by ./PATH"));
    }
    if (project.advisories().isEmpty()) {
      problems.add(
          WorkflowProblems.unready(
              "hermetic.scan.database",
              "is not set, so step 4 of the pipelines fails",
              "set it in the POM: a snapshot, a mirror, or osv for the service at api.osv.dev"));
    }
    if (project.areAdvisoriesOutside()) {
      problems.add(
          WorkflowProblems.unready(
              "hermetic.scan.database",
              "is "
                  + project.advisories()
                  + ", which no checkout has, so step 4 of the pipelines fails",
              "name a mirror, or osv for the service at api.osv.dev, or put the snapshot into the"
                  + " repository and name it by its path there"));
    }
    if (!project.namesImage()) {
      problems.add(
          WorkflowProblems.unready(
              "hermetic.image.to",
              "is not set, so step 5 of the pipelines fails",
              "set it in the POM to a name in a registry, for example ghcr.io/team/name"));
    }
    addKey(project, problems);
    return problems;
  }

  private static String lockfile(Project project, String track) {
    Path stable = Path.of(project.lockfile());
    return track.equals(TrackName.STABLE)
        ? project.lockfile()
        : LockFileNames.ofTrack(stable, track).toString().replace('\\', '/');
  }

  /** What keeps the pipelines from the key that they have as a secret. */
  private static void addKey(Project project, List<Problem> problems) {
    if (!project.fixedKey().isEmpty()) {
      problems.add(
          WorkflowProblems.unready(
              "hermetic.sign.key",
              "is "
                  + project.fixedKey()
                  + " by the plugin's configuration, which Maven prefers to the key that step 5 names"
                  + " with -D, so that step fails",
              "make it the property hermetic.sign.key of the POM, in place of <signKey>"));
    }
    if (!project.keyServer().isEmpty()) {
      problems.add(
          WorkflowProblems.unready(
              "hermetic.sign.server",
              "names the server "
                  + project.keyServer()
                  + " of settings.xml, which pipelines do not bring, so step 5 of them fails",
              "leave it out of the POM: COSIGN_PASSWORD opens the key there; where you sign yourself,"
                  + " set it with -D"));
    }
  }
}
