package dev.hermetic.prefix;

import dev.hermetic.archive.PackageEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The files below {@code conda-meta} that describe a prefix (CEP-32). */
final class PrefixMeta {
  static final String FOLDER = PrefixManifest.FOLDER;

  static final String HISTORY = FOLDER + "/history";
  private static final String STATE = FOLDER + "/state";
  private static final String FROZEN = FOLDER + "/frozen";
  static final int MODE = 0644;

  private final PrefixPlan plan;
  private final PrefixNotes notes;
  private final Map<String, List<Laid>> pathsByOwner = new HashMap<>();

  /**
   * @param written all files and links of packages, in the order of the plan
   */
  PrefixMeta(PrefixPlan plan, PrefixNotes notes, List<Laid> written) {
    this.plan = plan;
    this.notes = notes;
    for (Laid one : written) {
      pathsByOwner.computeIfAbsent(one.path().owner(), key -> new ArrayList<>()).add(one);
    }
  }

  /** Paths that no package can bring. */
  static Set<String> reserved(List<PrefixPackage> packages) {
    Set<String> reserved = new HashSet<>(Set.of(HISTORY, STATE, FROZEN, PrefixManifest.PATH));
    packages.forEach(one -> reserved.add(recordPath(one)));
    return reserved;
  }

  /**
   * A file to be written.
   *
   * @param targetBytes as the file is where the prefix is used
   */
  record MetaFile(PlannedPath path, byte[] bytes, byte[] targetBytes) {}

  /** The packages, those with most paths first: one that comes last would be waited for alone. */
  List<PrefixPackage> largestFirst() {
    List<PrefixPackage> packages = new ArrayList<>(plan.packages());
    packages.sort(Comparator.comparingInt(one -> -paths(one).size()));
    return packages;
  }

  private List<Laid> paths(PrefixPackage one) {
    return pathsByOwner.getOrDefault(one.distribution(), List.of());
  }

  /** What is installed of a package. */
  MetaFile ofPackage(PrefixPackage one) {
    List<Laid> paths = paths(one);
    byte[] here = new CondaMeta(one, paths, false).json();
    boolean same = true;
    for (Laid path : paths) {
      same &= Objects.equals(path.entry().sha256(), path.entry().targetSha256());
    }
    byte[] there = same ? here : new CondaMeta(one, paths, true).json();
    return file(recordPath(one), one.patchedTime(), one.distribution(), here, there);
  }

  /** The files that are of no package. */
  List<MetaFile> common() {
    List<MetaFile> files = new ArrayList<>();
    files.add(constant(HISTORY, history()));
    if (!notes.variables().isEmpty()) {
      files.add(constant(STATE, state()));
    }
    String message = notes.frozenMessage();
    if (message != null) {
      files.add(constant(FROZEN, "{\"message\": " + JsonText.quote(message) + "}\n"));
    }
    return files;
  }

  private static String recordPath(PrefixPackage one) {
    return FOLDER + "/" + one.distribution() + ".json";
  }

  private static MetaFile constant(String path, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return file(path, Contest.CONSTANT_TIME, "", bytes, bytes);
  }

  private static MetaFile file(
      String path, long mtime, String owner, byte[] here, byte[] there) {
    return new MetaFile(
        new PlannedPath(path, new Content.Generated(), MODE, mtime, owner), here, there);
  }

  /** conda's form, with a time that is always the same: what conda asks it is the specs. */
  private String history() {
    Set<String> added = new TreeSet<>(PackageEntry::compareCodePoints);
    Set<String> specs = new TreeSet<>(PackageEntry::compareCodePoints);
    for (PrefixPackage one : plan.packages()) {
      added.add("+" + CondaMeta.channel(one.record()) + "::" + one.distribution());
      @Nullable String spec = one.requestedSpec();
      if (spec != null) {
        specs.add(JsonText.quote(spec));
      }
    }
    StringBuilder text = new StringBuilder("==> 1980-01-01 00:00:00 <==\n# cmd: hermetic:install\n");
    added.forEach(line -> text.append(line).append('\n'));
    text.append("# update specs: [").append(String.join(", ", specs)).append("]\n");
    return text.toString();
  }

  private String state() {
    StringBuilder text = new StringBuilder("{\"env_vars\": {");
    String separator = "";
    for (Map.Entry<String, String> variable : notes.variables().entrySet()) {
      text.append(separator).append(JsonText.quote(variable.getKey())).append(": ");
      text.append(JsonText.quote(variable.getValue()));
      separator = ", ";
    }
    return text.append("}, \"version\": 1}\n").toString();
  }
}
