package dev.hermetic.base;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.version.Version;
import dev.hermetic.version.VersionSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether what is locked runs on a base, told before anything is built. */
public final class BaseGate {
  private static final String REQUIRE = "NVIDIA_REQUIRE_CUDA";

  /** One way in which NVIDIA's runtime may be content; others are for single kinds of cards. */
  private static final Pattern CUDA = Pattern.compile("cuda>=(\\d+(?:\\.\\d+)*)");

  private static final int MOST_NAMES = 5;

  private BaseGate() {}

  /** @throws HermeticException HERM-BASE-001 to 005, all that is wrong at once */
  public static void check(BaseImage base, BaseNeeds needs) {
    List<Problem> problems = new ArrayList<>();
    glibc(base, needs).ifPresent(problems::add);
    cuda(base, needs).ifPresent(problems::add);
    problems.addAll(paths(base, needs));
    if (!problems.isEmpty()) {
      throw new HermeticException(problems);
    }
  }

  private static Optional<Problem> glibc(BaseImage base, BaseNeeds needs) {
    Optional<Version> glibc = base.files().glibc();
    List<String> unmet =
        needs.glibc().entrySet().stream()
            .filter(
                need ->
                    glibc.isEmpty()
                        || !VersionSpec.parse(need.getValue()).matches(glibc.get()))
            .map(need -> need.getKey() + " (`__glibc " + need.getValue() + "`)")
            .toList();
    if (unmet.isEmpty()) {
      return Optional.empty();
    }
    List<String> named = new ArrayList<>(unmet.subList(0, Math.min(MOST_NAMES, unmet.size())));
    if (unmet.size() > MOST_NAMES) {
      named.add((unmet.size() - MOST_NAMES) + " more");
    }
    return Optional.of(
        glibc.isEmpty()
            ? BaseProblems.noGlibc(base.name(), base.files().musl(), named)
            : BaseProblems.glibcTooOld(
                base.name(), glibc.get().toString(), base.files().glibcFrom(), named));
  }

  private static Optional<Problem> cuda(BaseImage base, BaseNeeds needs) {
    String locked = needs.cuda();
    if (locked == null || base.image().isEmpty()) {
      return Optional.empty();
    }
    List<String> needed = new ArrayList<>();
    String required = base.image().get().config().runtime().env().getOrDefault(REQUIRE, "");
    for (String way : required.split(" +")) {
      Matcher cuda = CUDA.matcher(way);
      if (cuda.matches()) {
        needed.add(cuda.group(1));
      }
    }
    boolean met =
        needed.isEmpty()
            || needed.stream()
                .anyMatch(one -> Version.parse(one).compareTo(Version.parse(locked)) <= 0);
    return met
        ? Optional.empty()
        : Optional.of(BaseProblems.cuda(base.name(), String.join(" or ", needed), locked));
  }

  private static List<Problem> paths(BaseImage base, BaseNeeds needs) {
    Set<Problem> problems = new LinkedHashSet<>();
    for (String path : needs.paths()) {
      for (int end = path.indexOf('/'); end != -2; end = next(path, end)) {
        String part = end < 0 ? path : path.substring(0, end);
        Optional<String> link = base.files().linkAt(part);
        if (link.isPresent()) {
          problems.add(BaseProblems.throughLink(base.name(), path, part, link.get()));
          break;
        }
        if (base.files().isFile(part)) {
          problems.add(BaseProblems.throughFile(base.name(), path, part));
          break;
        }
      }
    }
    return List.copyOf(problems);
  }

  /** The next slash, -1 for the end, -2 after that. */
  private static int next(String path, int slash) {
    return slash < 0 ? -2 : path.indexOf('/', slash + 1);
  }
}
