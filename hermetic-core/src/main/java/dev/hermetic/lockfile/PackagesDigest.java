package dev.hermetic.lockfile;

import dev.hermetic.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of all that a lock says of its packages. Our locks carry it, so that a version,
 * address, checksum or dependency that was changed since is noticed from the file alone. It is no
 * signature: who changes a lock on purpose can write the digest anew.
 */
public final class PackagesDigest {
  private PackagesDigest() {}

  /**
   * 64 lower-case hex digits.
   *
   * @param packages in any order
   */
  public static String of(List<LockedPackage> packages) {
    StringBuilder text = new StringBuilder();
    List<LockedPackage> sorted = new ArrayList<>(packages);
    sorted.sort(LockedPackage.ORDER);
    for (LockedPackage locked : sorted) {
      append(text, locked);
    }
    return Sha256.hex(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void append(StringBuilder text, LockedPackage locked) {
    field(text, locked.name());
    field(text, locked.version());
    field(text, locked.manager().key());
    field(text, locked.platform().subdir());
    for (Map.Entry<String, String> dependency : locked.dependencies().entrySet()) {
      field(text, dependency.getKey());
      field(text, dependency.getValue());
    }
    field(text, url(locked));
    field(text, locked.md5());
    field(text, locked.sha256());
    field(text, locked.sourceUrl());
    field(text, locked.build());
    field(text, locked.category());
    text.append('\n');
  }

  /** The same whether the file name in it is encoded or not. */
  private static String url(LockedPackage locked) {
    String url = locked.url();
    return url.indexOf('%') < 0
        ? url
        : url.substring(0, url.lastIndexOf('/') + 1) + locked.fileName();
  }

  /** The length in front keeps two fields apart whatever they hold. */
  private static void field(StringBuilder text, @Nullable String value) {
    if (value == null) {
      text.append('-');
    } else {
      text.append(value.length()).append(':').append(value);
    }
  }
}
