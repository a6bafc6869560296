package dev.hermetic.prefix;

import dev.hermetic.archive.NoarchKind;
import dev.hermetic.archive.PackageInfo;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.PackageAddress;
import dev.hermetic.record.PackageRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The record of a package from its lock entry. A lock says less than repodata; what it leaves out
 * and does not decide what is installed (build number, license, time) comes from the package
 * itself, whose digest is locked. So the record is the same on any machine.
 */
public final class LockedRecord {
  private LockedRecord() {}

  /** The URLs lose credentials and tokens. */
  public static PackageRecord of(LockedPackage locked, PackageInfo info) {
    PackageAddress address = PackageAddress.of(locked.url());
    return new PackageRecord(
        locked.name(),
        locked.version(),
        PackageAddress.build(locked).orElse(info.build()),
        info.buildNumber(),
        depends(locked),
        List.of(),
        address.subdir(),
        noarch(info),
        info.timestamp(),
        List.of(),
        info.license(),
        null,
        locked.md5(),
        locked.sha256(),
        -1,
        address.fileName(),
        withoutSecrets(address.channel()),
        withoutSecrets(address.url()),
        info.pythonSitePackagesPath());
  }

  private static List<String> depends(LockedPackage locked) {
    return locked.dependencies().entrySet().stream()
        .map(
            need ->
                need.getValue().isBlank() || need.getValue().equals("*")
                    ? need.getKey()
                    : need.getKey() + " " + need.getValue())
        .toList();
  }

  private static @Nullable String noarch(PackageInfo info) {
    return info.noarch() == null
        ? null
        : info.noarch() == NoarchKind.PYTHON ? "python" : "generic";
  }

  /** Takes out what the address has masked: the URL has to work for those who need no secret. */
  private static String withoutSecrets(String redacted) {
    return redacted.replace("://***@", "://").replace("/t/***", "");
  }
}
