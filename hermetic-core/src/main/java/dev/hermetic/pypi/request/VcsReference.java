package dev.hermetic.pypi.request;

import dev.hermetic.pypi.requirement.ProjectName;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The URL of a repository: {@code git+https://host/path@REVISION#egg=NAME&subdirectory=PATH} (PEP
 * 508, PEP 610).
 *
 * @param kind {@code git}, {@code hg}, {@code svn} or {@code bzr}
 * @param url without kind, revision and fragment; it may hold credentials
 * @param revision a commit, tag or branch
 * @param egg the name of the project, as old URLs tell it
 * @param subdirectory where in the repository the project lies
 */
public record VcsReference(
    String kind,
    String url,
    Optional<String> revision,
    Optional<ProjectName> egg,
    Optional<String> subdirectory) {
  private static final List<String> KINDS = List.of("git", "hg", "svn", "bzr");
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

  /** Nothing where the URL is not that of a repository. */
  public static Optional<VcsReference> parse(String text) {
    int plus = text.indexOf('+');
    if (plus < 0 || !KINDS.contains(text.substring(0, plus)) || !text.contains("://")) {
      return Optional.empty();
    }
    String rest = text.substring(plus + 1);
    int hash = rest.indexOf('#');
    String fragment = hash < 0 ? "" : rest.substring(hash + 1);
    String address = hash < 0 ? rest : rest.substring(0, hash);
    // An @ before the path is that of a user.
    int path = address.indexOf('/', address.indexOf("://") + 3);
    int at = path < 0 ? -1 : address.lastIndexOf('@');
    boolean revised = at > path;
    return Optional.of(
        new VcsReference(
            text.substring(0, plus),
            revised ? address.substring(0, at) : address,
            revised ? Optional.of(address.substring(at + 1)) : Optional.empty(),
            fragment(fragment, "egg").flatMap(VcsReference::name),
            fragment(fragment, "subdirectory")));
  }

  /** The value of a key in the fragment of a URL. */
  static Optional<String> fragment(String fragment, String key) {
    for (String part : fragment.split("&", -1)) {
      if (part.startsWith(key + "=")) {
        return Optional.of(part.substring(key.length() + 1));
      }
    }
    return Optional.empty();
  }

  /** Extras may follow the name. */
  private static Optional<ProjectName> name(String egg) {
    int bracket = egg.indexOf('[');
    String name = bracket < 0 ? egg : egg.substring(0, bracket);
    return ProjectName.isName(name) ? Optional.of(ProjectName.of(name)) : Optional.empty();
  }

  /** Whether the revision is a whole commit, which nobody can move. */
  public boolean isPinned() {
    return revision.filter(one -> COMMIT.matcher(one).matches()).isPresent();
  }
}
