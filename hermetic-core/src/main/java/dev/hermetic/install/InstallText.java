package dev.hermetic.install;

import dev.hermetic.prefix.Clobber;
import dev.hermetic.prefix.ManifestEntry;
import dev.hermetic.text.Count;
import dev.hermetic.text.TextStyle;
import java.util.ArrayList;
import java.util.List;

/** Results as lines for a console. */
public final class InstallText {
  /** Of things that are only listed for those who want to know. */
  private static final int MOST = 10;

  private InstallText() {}

  /**
   * What was installed.
   *
   * @param place the prefix as it is shown to users
   */
  public static List<String> lines(InstallResult result, String place, TextStyle style) {
    List<String> lines = new ArrayList<>();
    result.built().ifPresent(built -> built(built, lines));
    String did = result.built().isPresent() ? "Installed " : "Up to date: ";
    lines.add(did + place);
    lines.add("Digest sha256:" + result.digest() + " (for " + result.targetPrefix() + ")");
    return lines.stream().map(style::clean).toList();
  }

  private static void built(InstallResult.Built built, List<String> lines) {
    var result = built.result();
    long files =
        result.manifest().entries().stream()
            .filter(entry -> entry.kind() == ManifestEntry.Kind.FILE)
            .count();
    lines.add(
        Count.of(built.plan().packages().size(), "package")
            + ", "
            + wheels(built)
            + Count.of(files, "file")
            + " ("
            + result.linked()
            + " linked, " + result.copied() + " copied, " + result.compiled() + " compiled)");
    built
        .changes()
        .ifPresent(
            changes -> {
              lines.add(
                  changes.files() == 0
                      ? "The same packages and files as before; what was touched is as locked again"
                      : Count.of(changes.files(), "path")
                          + (changes.files() == 1 ? " differs" : " differ")
                          + " from before; "
                          + Count.of(changes.added().size(), "package")
                          + " came, "
                          + changes.removed().size()
                          + " went");
              some("came", changes.added(), lines);
              some("went", changes.removed(), lines);
            });
    some(
        "clobbered",
        built.plan().clobbers().stream()
            .filter(one -> !one.identical())
            .map(InstallText::clobber)
            .toList(),
        lines);
    some(
        "leads out",
        built.plan().outwardLinks().stream()
            .map(one -> one.path() + " to " + one.target() + " (" + one.owner() + ")")
            .toList(),
        lines);
    some("unsigned", result.unsigned(), lines);
    some("no launcher", built.plan().withoutLauncher(), lines);
    some("script", built.allowed(), lines);
    String notCompiled = result.notCompiled();
    if (notCompiled != null) {
      lines.add("  nothing compiled: " + notCompiled);
    }
  }

  private static String wheels(InstallResult.Built built) {
    int wheels = built.plan().wheels().size();
    return wheels == 0 ? "" : Count.of(wheels, "wheel") + ", ";
  }

  private static String clobber(Clobber one) {
    return one.path() + " is of " + one.winner() + ", not of " + String.join(", ", one.losers());
  }

  private static void some(String word, List<String> what, List<String> lines) {
    what.stream().limit(MOST).forEach(one -> lines.add("  " + word + ": " + one));
    if (what.size() > MOST) {
      lines.add("  " + word + ": and " + (what.size() - MOST) + " more");
    }
  }

  /** What was found; every difference has a line. */
  public static List<String> lines(VerifyResult result, String place, TextStyle style) {
    List<String> lines = new ArrayList<>();
    result.differences().stream()
        .filter(one -> one.kind() != Difference.Kind.CACHE)
        .forEach(one -> lines.add(one.text()));
    int caches = result.count(Difference.Kind.CACHE);
    if (caches > 0) {
      lines.add(Count.of(caches, "interpreter cache") + " beside the modules (no change of the environment)");
    }
    if (result.problems().isEmpty()) {
      lines.add("Intact: " + place + ", " + Count.of(result.paths(), "path") + " compared");
      lines.add("Digest sha256:" + result.digest() + " (for " + result.targetPrefix() + ")");
    }
    return lines.stream().map(style::clean).toList();
  }
}
