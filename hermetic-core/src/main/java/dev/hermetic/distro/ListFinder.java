package dev.hermetic.distro;

import dev.hermetic.base.RootVisitor;
import dev.hermetic.text.ShownText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Collects the files of a root that tell of its distribution. */
final class ListFinder implements RootVisitor {
  private static final Pattern LISTS =
      Pattern.compile(
          "(?:usr/lib|etc)/os-release|var/lib/dpkg/status|var/lib/dpkg/status\\.d/[^/]+"
              + "|(?:usr/)?lib/apk/db/installed");
  private static final Pattern COPYRIGHT = Pattern.compile("usr/share/doc/([^/]+)/copyright");

  /** Lists of managers that are not read. */
  private static final Map<String, String> FOREIGN =
      Map.of(
          "var/lib/rpm/rpmdb.sqlite", "rpm",
          "var/lib/rpm/Packages.db", "rpm",
          "var/lib/rpm/Packages", "rpm",
          "usr/lib/sysimage/rpm/rpmdb.sqlite", "rpm",
          "usr/lib/sysimage/rpm/Packages.db", "rpm",
          "var/lib/pacman/local/ALPM_DB_VERSION", "pacman",
          "var/lib/opkg/status", "opkg");

  private static final int MOST_OF_LIST = 64 << 20;
  private static final int MOST_OF_COPYRIGHT = 4 << 20;

  private final String base;
  private final SortedMap<String, String> lists = new TreeMap<>();
  private final Map<String, List<String>> copyrights = new HashMap<>();

  ListFinder(String base) {
    this.base = base;
  }

  @Override
  public void file(String path, long size, InputStream content) throws IOException {
    lists.remove(path);
    copyrights.remove(path);
    if (LISTS.matcher(path).matches() && !path.endsWith(".md5sums")) {
      if (size > MOST_OF_LIST) {
        throw DistroProblems.list(base, path, 0, "it has " + size + " bytes");
      }
      lists.put(path, text(content));
    } else if (COPYRIGHT.matcher(path).matches() && size <= MOST_OF_COPYRIGHT) {
      copyrights.put(path, CopyrightFile.licenses(text(content)));
    }
  }

  private static String text(InputStream content) throws IOException {
    return new String(content.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
  }

  @Override
  public void link(String path, String target) {
    String list = lists.get(target);
    if (list != null && LISTS.matcher(path).matches()) {
      lists.put(path, list);
    }
    List<String> licenses = copyrights.get(target);
    if (licenses != null && COPYRIGHT.matcher(path).matches()) {
      copyrights.put(path, licenses);
    }
  }

  /** What the files say that are left in the root. */
  Distro in(SortedMap<String, String> root) {
    lists.keySet().removeIf(path -> !"f".equals(root.get(path)));
    Optional<OsRelease> release =
        Optional.ofNullable(lists.getOrDefault("etc/os-release", lists.get("usr/lib/os-release")))
            .map(OsRelease::parse);
    DpkgList dpkg = new DpkgList(base);
    List<DistroPackage> packages = new ArrayList<>();
    lists.forEach(
        (path, text) -> {
          if (path.startsWith("var/lib/dpkg/")) {
            dpkg.add(path, text);
          } else if (path.endsWith("/installed")) {
            packages.addAll(ApkList.packages(base, path, text));
          }
        });
    packages.addAll(dpkg.packages(licenses(root)));
    return new Distro(release, packages, gaps(release, packages, root));
  }

  /** By package; its folder below {@code doc} may be a link to that of another one. */
  private Map<String, List<String>> licenses(SortedMap<String, String> root) {
    Map<String, List<String>> licenses = new HashMap<>();
    String docs = "usr/share/doc/";
    copyrights.forEach(
        (path, found) -> {
          Matcher matcher = COPYRIGHT.matcher(path);
          if (matcher.matches() && "f".equals(root.get(path))) {
            licenses.put(matcher.group(1), found);
          }
        });
    Map<String, List<String>> linked = new HashMap<>();
    root.subMap(docs, "usr/share/doc0")
        .forEach(
            (path, there) -> {
              String target = there.substring(Math.max(there.lastIndexOf('/') + 1, 1));
              String name = path.substring(docs.length());
              if (there.startsWith("l") && name.indexOf('/') < 0 && licenses.containsKey(target)) {
                linked.put(name, licenses.get(target));
              }
            });
    licenses.putAll(linked);
    return licenses;
  }

  private static List<String> gaps(
      Optional<OsRelease> release, List<DistroPackage> packages, SortedMap<String, String> root) {
    List<String> gaps = new ArrayList<>();
    FOREIGN.forEach(
        (path, manager) -> {
          String gap = "packages of " + manager + " are there, and its list is not read";
          if (root.containsKey(path) && !gaps.contains(gap)) {
            gaps.add(gap);
          }
        });
    if (gaps.isEmpty() && packages.isEmpty() && !root.isEmpty()) {
      gaps.add("no list of its packages is there, so what is in it cannot be told");
    }
    if (release.isEmpty() && !root.isEmpty()) {
      gaps.add("no os-release says which distribution it is");
    } else if (release.isPresent() && release.get().ecosystem().isEmpty()) {
      OsRelease one = release.get();
      gaps.add(
          "there are no advisories for "
              + ShownText.of(
                  one.name().isEmpty() ? "a distribution without a name" : one.name(), 100));
    }
    return gaps.stream().sorted().toList();
  }
}
