package dev.hermetic.install;

import dev.hermetic.digest.Sha256;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.problem.Redaction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.SortedMap;

/** Digests of all that decides what an installed prefix holds. */
final class InstallKey {
  /** Counts up when the same inputs give another prefix. */
  private static final String FORMAT = "2";

  private final MessageDigest digest = Sha256.create();

  private InstallKey(InstallRequest request, SortedMap<String, String> variables) {
    add(FORMAT);
    add(request.platform().subdir());
    add(request.patched().path());
    add(request.target().path());
    add(request.linkMode().word());
    add(Boolean.toString(request.compile()));
    variables.forEach(
        (name, value) -> {
          add(name);
          add(value);
        });
    add("");
  }

  /** By the bytes of the lock. */
  static String ofInputs(
      InstallRequest request, SortedMap<String, String> variables, byte[] lock) {
    InstallKey key = new InstallKey(request, variables);
    key.add(request.shownLock());
    key.add(Boolean.toString(request.ignorePip()));
    // Changes nothing that is installed, but whether each name means something is to be told.
    key.add(request.allowedScripts().keySet().toString());
    key.digest.update(lock);
    return key.hex();
  }

  /** By what the lock says of the packages. */
  static String ofContent(
      InstallRequest request, SortedMap<String, String> variables, LockedContent content) {
    InstallKey key = new InstallKey(request, variables);
    for (LockedPackage one : content.packages()) {
      key.add(Redaction.redact(one.url()));
      key.add(one.version());
      key.add(String.valueOf(one.build()));
      key.add(String.valueOf(one.sha256()));
      key.add(String.valueOf(one.md5()));
      key.add(one.dependencies().toString());
      key.add(content.specs().getOrDefault(one.name(), ""));
    }
    for (LockedWheel one : content.wheels()) {
      key.add(Redaction.redact(one.url()));
      key.add(one.sha256());
      key.add(Boolean.toString(one.requested()));
      key.add(one.directUrl().orElse(""));
    }
    return key.hex();
  }

  private void add(String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }

  private String hex() {
    return Sha256.hex(digest);
  }
}
