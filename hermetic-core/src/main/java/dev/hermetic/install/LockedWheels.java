package dev.hermetic.install;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hermetic.lockfile.ExplicitLockfile;
import dev.hermetic.lockfile.LockLocations;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.PackageAddress;
import dev.hermetic.problem.Location;
import dev.hermetic.problem.Problem;
import dev.hermetic.problem.Redaction;
import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.tag.InvalidWheelNameException;
import dev.hermetic.pypi.tag.WheelName;
import dev.hermetic.pypi.version.PypiVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the PyPI packages of a lock; collects what is wrong with them. */
final class LockedWheels {
  private static final Pattern LINE =
      Pattern.compile("([A-Za-z0-9._-]+?)\\s*(?:\\[[^\\]]*\\])?\\s*(@|==)\\s*(\\S+).*");
  private static final Pattern VCS = Pattern.compile("(?i)(?:git|hg|svn|bzr)\\+.*");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern FRAGMENT = Pattern.compile("(?:^|.*&)sha256=([0-9a-f]{64})(?:&.*|$)");

  private final List<Problem> problems;
  private final List<LockedWheel> wheels = new ArrayList<>();
  private final Map<String, String> files = new HashMap<>();

  private LockedWheels(List<Problem> problems) {
    this.problems = problems;
  }

  /**
   * The wheels of a conda-lock.yml.
   *
   * @param packages with the manager pip, in the order of installation
   * @param asked the projects that were asked for; empty where the lock does not say, then those
   *     count that no other needs
   * @param locations of the lock
   * @param problems where what is wrong is added
   */
  static List<LockedWheel> ofLock(
      List<LockedPackage> packages,
      Optional<SortedSet<ProjectName>> asked,
      LockLocations locations,
      List<Problem> problems) {
    LockedWheels reader = new LockedWheels(problems);
    Set<String> needed = new TreeSet<>();
    for (LockedPackage one : packages) {
      one.dependencies().keySet().stream()
          .filter(name -> !name.equals(one.name()))
          .forEach(name -> needed.add(ProjectName.normalise(name)));
    }
    for (LockedPackage one : packages) {
      String source = one.sourceUrl();
      String name = ProjectName.normalise(one.name());
      boolean requested =
          asked
              .map(all -> all.stream().anyMatch(each -> each.normalised().equals(name)))
              .orElse(!needed.contains(name));
      reader.add(
          () -> locations.of(one, "url"),
          new Written(
              one.name(),
              one.version(),
              source == null ? one.url() : source,
              one.sha256(),
              source != null,
              requested));
    }
    return reader.wheels;
  }

  /** The wheels of an explicit file, which does not tell what was asked for. */
  static List<LockedWheel> ofExplicit(
      List<ExplicitLockfile.PipEntry> lines, List<Problem> problems) {
    LockedWheels reader = new LockedWheels(problems);
    for (ExplicitLockfile.PipEntry line : lines) {
      Matcher form = LINE.matcher(line.requirement());
      if (form.matches() && form.group(2).equals("@")) {
        reader.add(line::location, new Written(form.group(1), "", form.group(3), null, false, false));
      } else {
        problems.add(InstallProblems.noWheel(
                line.location().toString(), Redaction.redact(line.requirement())));
      }
    }
    return reader.wheels;
  }

  /** What a lock says of a package. */
  private record Written(
      String name,
      String version,
      String url,
      @Nullable String sha256,
      boolean direct,
      boolean requested) {}

  private void add(Supplier<Location> place, Written one) {
    int fragment = one.url.indexOf('#');
    String url = fragment < 0 ? one.url : one.url.substring(0, fragment);
    String shown = one.name + " (" + Redaction.redact(url) + ")";
    if (VCS.matcher(url).matches()) {
      problems.add(
          InstallProblems.toBuild(place.get().toString(), shown, "is source code of a repository"));
      return;
    }
    String fileName = PackageAddress.of(query(url)).fileName();
    if (!WheelName.isWheel(fileName)) {
      problems.add(
          InstallProblems.toBuild(
              place.get().toString(), shown, "is no wheel, but source code or a local project"));
      return;
    }
    String sha256 = one.sha256;
    if (sha256 == null && fragment >= 0) {
      Matcher form = FRAGMENT.matcher(one.url.substring(fragment + 1));
      sha256 = form.matches() ? form.group(1) : null;
    }
    if (sha256 == null || !SHA256.matcher(sha256).matches()) {
      problems.add(InstallProblems.noChecksum(place.get().toString(), Redaction.redact(url)));
      return;
    }
    if (agrees(place, one, fileName)) {
      Optional<String> directUrl =
          one.direct ? Optional.of(directUrl(url, sha256)) : Optional.empty();
      wheels.add(
          new LockedWheel(
              one.name, one.version, fileName, url, sha256, one.requested, directUrl, place));
    }
  }

  /** A wheel of another project than the lock says is not what somebody has looked at. */
  private boolean agrees(Supplier<Location> place, Written one, String fileName) {
    WheelName wheel;
    try {
      wheel = WheelName.parse(fileName);
    } catch (InvalidWheelNameException e) {
      problems.add(InstallProblems.otherWheel(place.get().toString(), one.name, fileName));
      return false;
    }
    boolean same =
        wheel.name().normalised().equals(ProjectName.normalise(one.name))
            && (one.version.isEmpty()
                || PypiVersion.tryParse(one.version)
                    .map(wheel.version()::equals)
                    .orElse(false));
    String before = files.put(wheel.name().normalised(), fileName);
    if (!same) {
      problems.add(
          InstallProblems.otherWheel(
              place.get().toString(), (one.name + " " + one.version).strip(), fileName));
    } else if (before != null) {
      problems.add(
          InstallProblems.twice(place.get().toString(), one.name, before, fileName));
      return false;
    }
    return same;
  }

  private static String query(String url) {
    int query = url.indexOf('?');
    return query < 0 ? url : url.substring(0, query);
  }

  /** PEP 610, with both forms of the digest, as pip writes it. */
  private static String directUrl(String url, String sha256) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    ObjectNode archive = all.putObject("archive_info");
    archive.put("hash", "sha256=" + sha256);
    archive.putObject("hashes").put("sha256", sha256);
    all.put("url", Redaction.redact(url).replace("://***@", "://"));
    return all.toString();
  }
}
