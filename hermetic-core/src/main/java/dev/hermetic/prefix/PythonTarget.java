package dev.hermetic.prefix;

import dev.hermetic.platform.Platform;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Python of a prefix, which noarch packages adapt to.
 *
 * @param version major and minor: {@code 3.11}
 * @param sitePackages relative to the prefix (CEP-17)
 * @param executable relative to the prefix
 */
public record PythonTarget(String version, String sitePackages, String executable) {
  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)(?:[.a-z].*)?");
  private static final Pattern INSIDE =
      Pattern.compile("(?!.*(?:^|/)\\.{1,2}(?:/|$))[^/\\\\:\\p{Cntrl}]+(?:/[^/\\\\:\\p{Cntrl}]+)*");

  /**
   * The Python among the packages, empty where there is none.
   *
   * @throws dev.hermetic.problem.HermeticException when its version or its site-packages path is
   *     not one
   */
  static Optional<PythonTarget> of(List<PrefixPackage> packages, Platform platform) {
    return packages.stream()
        .filter(one -> one.record().name().equals("python"))
        .findFirst()
        .map(one -> of(one, platform));
  }

  private static PythonTarget of(PrefixPackage python, Platform platform) {
    Matcher form = VERSION.matcher(python.record().version());
    if (!form.matches()) {
      throw PrefixProblems.badPython(
          python.distribution(), "its version is no Python version", python.record().version());
    }
    String version = form.group(1) + "." + form.group(2);
    String declared = python.record().pythonSitePackagesPath();
    if (declared == null) {
      declared = python.unpacked().info().pythonSitePackagesPath();
    }
    if (declared != null && !INSIDE.matcher(declared).matches()) {
      throw PrefixProblems.badPython(
          python.distribution(), "its python_site_packages_path leads out of the prefix", declared);
    }
    String usual =
        platform.isWindows() ? "Lib/site-packages" : "lib/python" + version + "/site-packages";
    return new PythonTarget(
        version,
        declared == null ? usual : declared,
        platform.isWindows() ? "python.exe" : "bin/python" + version);
  }
}
