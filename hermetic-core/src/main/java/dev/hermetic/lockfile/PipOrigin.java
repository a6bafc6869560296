package dev.hermetic.lockfile;

import java.util.Locale;

/** Where a pip package of a lock comes from. */
sealed interface PipOrigin {
  /** A file that an index offers. */
  record Index() implements PipOrigin {}

  /** A file that is asked for by its address. */
  record Direct() implements PipOrigin {}

  /**
   * A repository.
   *
   * @param kind {@code git}, {@code hg}, …
   * @param url without kind, commit and fragment
   * @param subdirectory empty for none
   */
  record Repository(String kind, String url, String commit, String subdirectory)
      implements PipOrigin {}

  static PipOrigin of(LockedPackage one) {
    String url = one.url();
    int plus = url.indexOf('+');
    int scheme = url.indexOf("://");
    if (plus > 0 && plus < scheme) {
      String source = one.sourceUrl() == null ? url : one.sourceUrl();
      int fragment = source.indexOf("#subdirectory=");
      String bare = url.substring(plus + 1).replaceFirst("#.*", "");
      int at = bare.lastIndexOf('@');
      boolean commit = at > bare.indexOf("://") + 2 && at > bare.lastIndexOf('/');
      return new Repository(
          url.substring(0, plus).toLowerCase(Locale.ROOT),
          commit ? bare.substring(0, at) : bare,
          commit ? bare.substring(at + 1) : one.sha256() == null ? "" : one.sha256(),
          fragment < 0 ? "" : source.substring(fragment + "#subdirectory=".length()));
    }
    return one.sourceUrl() == null ? new Index() : new Direct();
  }
}
