package dev.hermetic.check;

import dev.hermetic.lockfile.ExplicitLockReader;
import dev.hermetic.lockfile.ExplicitLockWriter;
import dev.hermetic.lockfile.ExplicitLockfile;
import dev.hermetic.lockfile.LocatedLock;
import dev.hermetic.lockfile.LockFileNames;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.lockfile.OwnMetadata;
import dev.hermetic.lockfile.PackageAddress;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Location;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks that the explicit files say what the lock says. Beside a lock of another tool they may be
 * missing, and may have come from that tool.
 */
final class ExplicitCheck {
  private final CheckRequest request;
  private final LocatedLock located;
  private final Findings findings;

  ExplicitCheck(CheckRequest request, LocatedLock located, Findings findings) {
    this.request = request;
    this.located = located;
    this.findings = findings;
  }

  void check() {
    for (Platform platform : located.lockfile().metadata().platforms()) {
      Path file = LockFileNames.explicitFile(request.lockfile(), platform);
      String shown = shown(file);
      if (Files.exists(file)) {
        compare(file, shown, platform);
      } else if (OwnMetadata.isOurs(located.lockfile().metadata())) {
        findings.add("HERM-CHECK-019", Location.of(shown), "the explicit file is missing", lock(shown));
      }
    }
  }

  private String shown(Path file) {
    int folder = request.shownLockfile().lastIndexOf('/');
    return request.shownLockfile().substring(0, folder + 1) + file.getFileName();
  }

  private void compare(Path file, String shown, Platform platform) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      findings.add(
          "HERM-CHECK-020", Location.of(shown), "the explicit file cannot be read", "give a file that this"
              + " user may read");
      return;
    }
    Lockfile lock = located.lockfile();
    byte[] wanted = ExplicitLockWriter.write(lock, platform);
    if (Arrays.equals(bytes, wanted)) {
      return;
    }
    int before = findings.problems().size();
    try {
      ExplicitLockfile found =
          ExplicitLockReader.read(shown, new String(bytes, StandardCharsets.UTF_8));
      ExplicitLockfile right =
          ExplicitLockReader.read(shown, new String(wanted, StandardCharsets.UTF_8));
      compare(found, right, shown, platform);
      boolean differs = findings.problems().size() > before;
      if (!differs && OwnMetadata.isOurs(lock.metadata()) && !sameOrder(found, right)) {
        outOfStep(Location.of(shown), "the packages are in another order than in the lock");
      }
    } catch (HermeticException e) {
      e.problems()
          .forEach(one -> outOfStep(Location.of(one.subject()), "out of step: " + one.fact()));
    }
  }

  private void compare(
      ExplicitLockfile found, ExplicitLockfile right, String shown, Platform platform) {
    if (!found.platform().equals(right.platform()) && found.platform().isPresent()) {
      outOfStep(Location.of(shown), "the file is for " + found.platform().get());
    }
    Map<String, ExplicitLockfile.Entry> wanted = new LinkedHashMap<>();
    right.packages().forEach(entry -> wanted.put(PackageAddress.of(entry.url()).url(), entry));
    for (ExplicitLockfile.Entry entry : found.packages()) {
      String url = PackageAddress.of(entry.url()).url();
      ExplicitLockfile.Entry same = wanted.remove(url);
      if (same == null) {
        outOfStep(entry.location(), url + " is not in " + request.shownLockfile());
      } else if (!sameHash(entry, same)) {
        outOfStep(
            entry.location(),
            "the checksum of " + PackageAddress.of(url).fileName() + " is not that in "
                + lockPlace(url, platform));
      }
    }
    wanted
        .keySet()
        .forEach(
            url ->
                outOfStep(
                    Location.of(shown), url + ", locked at " + lockPlace(url, platform)
                        + ", is missing"));
    List<String> pip = found.pip().stream().map(ExplicitLockfile.PipEntry::requirement).toList();
    if (!pip.equals(
        right.pip().stream().map(ExplicitLockfile.PipEntry::requirement).toList())) {
      outOfStep(Location.of(shown), "the pip lines are not those of the lock");
    }
  }

  /** A file may have either checksum; what it has must be the lock's. */
  private boolean sameHash(ExplicitLockfile.Entry entry, ExplicitLockfile.Entry right) {
    if (entry.md5() != null) {
      return entry.md5().equals(right.md5());
    }
    if (entry.sha256() != null) {
      return locked(entry.url())
          .map(locked -> entry.sha256().equals(locked.sha256()))
          .orElse(false);
    }
    return right.md5() == null && right.sha256() == null;
  }

  private Optional<LockedPackage> locked(String url) {
    return located.lockfile().packages().stream()
        .filter(locked -> locked.url().equals(url))
        .findFirst();
  }

  private Location lockPlace(String url, Platform platform) {
    return located.lockfile().packages().stream()
        .filter(locked -> locked.platform().equals(platform))
        .filter(locked -> PackageAddress.of(locked.url()).url().equals(url))
        .findFirst()
        .map(locked -> located.locations().of(locked))
        .orElse(located.locations().file());
  }

  private static boolean sameOrder(ExplicitLockfile found, ExplicitLockfile right) {
    return found.packages().stream()
        .map(ExplicitLockfile.Entry::url)
        .toList()
        .equals(right.packages().stream().map(ExplicitLockfile.Entry::url).toList());
  }

  private void outOfStep(Location location, String fact) {
    findings.add("HERM-CHECK-020", location, fact, lock(location.file()));
  }

  /** Either of the two may be the one that was changed. */
  private String lock(String shown) {
    return new Fixes(request.shownLockfile() + " and " + shown).lock();
  }
}
