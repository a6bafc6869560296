package dev.hermetic.license;

import java.util.Map;

/** Identifiers that the SPDX licence list has given up, and what stands for them now. */
final class DeprecatedIds {
  private static final Map<String, String> NOW =
      Map.ofEntries(
          Map.entry("BSD-2-Clause-FreeBSD", "BSD-2-Clause"),
          Map.entry("BSD-2-Clause-NetBSD", "BSD-2-Clause"),
          Map.entry("bzip2-1.0.5", "bzip2-1.0.6"),
          Map.entry("eCos-2.0", "GPL-2.0-or-later WITH eCos-exception-2.0"),
          Map.entry(
              "GPL-2.0-with-autoconf-exception", "GPL-2.0-only WITH Autoconf-exception-2.0"),
          Map.entry("GPL-2.0-with-bison-exception", "GPL-2.0-only WITH Bison-exception-2.2"),
          Map.entry(
              "GPL-2.0-with-classpath-exception", "GPL-2.0-only WITH Classpath-exception-2.0"),
          Map.entry("GPL-2.0-with-font-exception", "GPL-2.0-only WITH Font-exception-2.0"),
          Map.entry("GPL-2.0-with-GCC-exception", "GPL-2.0-only WITH GCC-exception-2.0"),
          Map.entry(
              "GPL-3.0-with-autoconf-exception", "GPL-3.0-only WITH Autoconf-exception-3.0"),
          Map.entry("GPL-3.0-with-GCC-exception", "GPL-3.0-only WITH GCC-exception-3.1"),
          Map.entry("Nunit", "zlib-acknowledgement"),
          Map.entry("StandardML-NJ", "SMLNJ"),
          Map.entry("wxWindows", "LGPL-2.0-or-later WITH WxWindows-exception-3.1"));

  private DeprecatedIds() {}

  /** The expression that stands for an identifier of the list today: itself unless deprecated. */
  static String today(String id) {
    String other = NOW.get(id);
    if (other != null) {
      return other;
    }
    if (!id.matches("[AL]?GPL-\\d\\.\\d\\+?|GFDL-\\d\\.\\d")) {
      return id;
    }
    return id.endsWith("+") ? id.substring(0, id.length() - 1) + "-or-later" : id + "-only";
  }
}
