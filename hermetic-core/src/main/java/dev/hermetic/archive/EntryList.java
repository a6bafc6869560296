package dev.hermetic.archive;

import dev.hermetic.archive.PackageEntry.Kind;
import dev.hermetic.archive.PathsReader.Listed;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.text.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Joins what a package lists with what its archive holds: they must not contradict each other. */
final class EntryList {
  private static final int MOST_PROBLEMS = 10;

  private EntryList() {}

  /**
   * Sorted.
   *
   * @throws HermeticException HERM-PKG-005 for each contradiction, the first ten of them
   */
  static List<PackageEntry> join(
      String subject, Map<String, Listed> listed, Map<String, Member> members) {
    List<PackageEntry> entries = new ArrayList<>(listed.size());
    List<Problem> problems = new ArrayList<>();
    listed.forEach(
        (path, one) -> {
          Member member = members.get(path);
          String wrong = wrong(one, member);
          if (wrong != null && problems.size() < MOST_PROBLEMS) {
            problems.add(ArchiveProblems.contradiction(subject, path, wrong));
          }
          if (wrong == null && member != null) {
            entries.add(entry(path, one.noLink(), one.placeholder(), member));
          }
        });
    if (!problems.isEmpty()) {
      throw new HermeticException(problems);
    }
    entries.sort(PackageEntry.ORDER);
    return entries;
  }

  static PackageEntry entry(
      String path, boolean noLink, @Nullable Placeholder placeholder, Member member) {
    return new PackageEntry(
        path,
        member.kind(),
        member.mode(),
        member.mtime(),
        member.size(),
        member.sha256(),
        member.linkTarget(),
        noLink,
        placeholder);
  }

  /** What builders say of symbolic links is of what these led to when the package was built. */
  private static @Nullable String wrong(Listed listed, @Nullable Member member) {
    if (member == null) {
      return "it is not in the archive";
    }
    // Some builders packed what a symbolic link led to in its place; conda installs that.
    boolean resolved = listed.kind() == Kind.SYMLINK && member.kind() == Kind.FILE;
    if (listed.kind() != null && listed.kind() != member.kind() && !resolved) {
      return "it is listed as " + text(listed.kind()) + ", and is " + text(member.kind());
    }
    if (member.kind() != Kind.FILE) {
      return null;
    }
    if (listed.size() >= 0 && listed.size() != member.size()) {
      return "it is listed with " + Count.of(listed.size(), "byte") + ", and has " + member.size();
    }
    return listed.sha256() != null && !listed.sha256().equals(member.sha256())
        ? "it is listed with the SHA-256 " + listed.sha256() + ", and has " + member.sha256()
        : null;
  }

  private static String text(Kind kind) {
    return switch (kind) {
      case FILE -> "a file";
      case SYMLINK -> "a symbolic link";
      case DIRECTORY -> "a directory";
    };
  }
}
