package dev.hermetic.check;

import dev.hermetic.lockfile.LocatedLock;
import dev.hermetic.lockfile.LockLocations;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.lockfile.PackageAddress;
import dev.hermetic.lockfile.PackageAddress.Distribution;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Location;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks each entry for itself: that its fields agree, and that no secret is inside. */
final class EntryCheck {
  private static final Pattern USER_INFO =
      Pattern.compile("(?i)[a-z][a-z0-9+.-]*://([^/?#\\s]*)@");
  private static final Pattern TOKEN = Pattern.compile("(?i)(?<!\\bfile)://[^?#\\s]*/t/([^/\\s]+)");
  private static final Pattern VARIABLE = Pattern.compile("\\$(\\{\\w+}|\\w+)");

  private final LocatedLock located;
  private final Findings findings;
  private final Fixes fixes;

  EntryCheck(LocatedLock located, Findings findings, Fixes fixes) {
    this.located = located;
    this.findings = findings;
    this.fixes = fixes;
  }

  void check() {
    Lockfile lock = located.lockfile();
    LockLocations locations = located.locations();
    for (Lockfile.LockedChannel channel : lock.metadata().channels()) {
      secret(channel.url(), locations.metadata("channels"), null);
    }
    lock.metadata()
        .custom()
        .forEach((key, value) -> secret(value, locations.metadata("custom_metadata"), null));
    for (LockedPackage locked : lock.packages()) {
      if (mayHoldSecret(locked.url())) {
        secret(locked.url(), locations.of(locked, "url"), locked.platform());
      }
      if (locked.sourceUrl() != null && mayHoldSecret(locked.sourceUrl())) {
        secret(locked.sourceUrl(), locations.of(locked, "source"), locked.platform());
      }
      if (locked.manager() == Manager.CONDA && !locked.name().startsWith("__")) {
        address(locked);
      }
    }
  }

  private static boolean mayHoldSecret(String url) {
    return url.indexOf('@') >= 0 || url.contains("/t/");
  }

  private void secret(String text, Location location, @Nullable Platform platform) {
    if (holdsSecret(text)) {
      findings.add(
          "HERM-CHECK-017",
          location,
          "a credential is written into the lock: " + text,
          "revoke it, write `$VARIABLE` in its place in the channel's URL or leave it to"
              + " settings.xml, and " + fixes.lock(),
          platform);
    }
  }

  private static boolean holdsSecret(String text) {
    Matcher user = USER_INFO.matcher(text);
    while (user.find()) {
      // A user's name is none where a password follows; alone it may be a token.
      String info = user.group(1);
      if (!isHidden(info.substring(info.indexOf(':') + 1))) {
        return true;
      }
    }
    Matcher token = TOKEN.matcher(text);
    return token.find() && !isHidden(token.group(1));
  }

  /** Whether a part is a variable, or was masked before it was written. */
  private static boolean isHidden(String part) {
    return part.isEmpty() || part.equals("***") || VARIABLE.matcher(part).matches();
  }

  private void address(LockedPackage locked) {
    PackageAddress address = PackageAddress.of(locked.url());
    Optional<Distribution> file = address.distribution();
    if (file.isEmpty()) {
      differs(locked, "url", "its address names no conda package file", address);
      return;
    }
    if (!file.get().name().equals(locked.name())) {
      differs(locked, "url", "its address is that of " + file.get().name(), address);
    } else if (!file.get().version().equals(locked.version())) {
      differs(
          locked, "version", "its address is that of version " + file.get().version(), address);
    } else if (locked.build() != null && !locked.build().equals(file.get().build())) {
      differs(locked, "build", "its address is that of build " + file.get().build(), address);
    }
    boolean fits =
        address.subdir().equals(Platform.NOARCH)
            || address.subdir().equals(locked.platform().subdir());
    if (!fits) {
      differs(locked, "url", "its address is one for " + address.subdir(), address);
    }
  }

  private void differs(LockedPackage locked, String field, String but, PackageAddress address) {
    findings.add(
        "HERM-CHECK-018",
        located.locations().of(locked, field),
        locked.name() + " " + locked.version() + " is locked, but " + but + ": "
            + address.fileName(),
        fixes.undoOrLock(),
        locked.platform());
  }
}
