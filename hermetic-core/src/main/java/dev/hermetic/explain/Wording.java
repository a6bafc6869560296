package dev.hermetic.explain;

import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Location;
import dev.hermetic.solve.RootSpec;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How specs, versions and groups of builds are put into words. */
final class Wording {
  private final Function<RootSpec, String> written;

  /** @param written a root as the user wrote it */
  Wording(Function<RootSpec, String> written) {
    this.written = written;
  }

  /** The spec as the user wrote it. */
  String written(RootSpec root) {
    return written.apply(root);
  }

  /** The same between backticks, and of what nobody wrote for what it is there. */
  String spec(RootSpec root) {
    return root.appended()
        ? "`" + root.spec().name() + "`, for the `pip:` section"
        : "`" + written.apply(root) + "`";
  }

  /** The spec and the line it stands on. */
  String root(RootSpec root) {
    return spec(root) + " (" + place(root.location()) + ")";
  }

  static String platforms(Collection<Platform> platforms) {
    return join(platforms.stream().map(Platform::subdir).toList(), "and");
  }

  static String place(Location location) {
    return new Location(location.file(), location.line(), 0).toString();
  }

  /** {@code numpy 1.19.5 to 1.26.4}: which versions of a package the builds are of. */
  static String range(Domain domain, BitSet builds) {
    return range(domain, builds, "and");
  }

  private static String range(Domain domain, BitSet builds, String word) {
    Versions versions = domain.versions();
    boolean all = versions.texts().size() > 1 && versions.of(builds).cardinality() == versions.texts().size();
    return all ? domain.name : domain.name + " " + versions.range(builds, word);
  }

  /** {@code every numpy 1.26.4}, with a word where other builds of the versions are out already. */
  static String every(Domain domain, BitSet builds) {
    return "every "
        + range(domain, builds)
        + (domain.versions().areWhole(builds) ? "" : " that is left");
  }

  /** What builds ask of another package: {@code needs `numpy <2`}. */
  static String asks(Domain from, BitSet builds, Domain target) {
    boolean needed = false;
    Set<String> texts = new LinkedHashSet<>();
    BitSet allowed = new BitSet();
    for (int i = builds.nextSetBit(0); i >= 0; i = builds.nextSetBit(i + 1)) {
      if (!from.asks(i, target)) {
        continue;
      }
      needed |= from.needs(i, target);
      allowed.or(from.allows(i, target));
      texts.add(decisive(from.asked(i), target));
    }
    return (needed ? "needs " : "works only with ") + some(texts, target, allowed);
  }

  /** Of several demands on one package those without which it would be less. */
  private static String decisive(List<Demand> asked, Domain target) {
    List<Demand> kept =
        new ArrayList<>(
            asked.stream()
                .filter(demand -> demand.target == target)
                .sorted(Comparator.comparing((Demand demand) -> demand.text))
                .distinct()
                .toList());
    for (int i = 0; i < kept.size() && kept.size() > 1; ) {
      List<Demand> others = new ArrayList<>(kept);
      Demand one = others.remove(i);
      BitSet beyond = new BitSet();
      beyond.set(0, target.candidates.size());
      others.forEach(other -> beyond.and(other.matching));
      beyond.andNot(one.matching);
      if (beyond.isEmpty()) {
        kept = others;
      } else {
        i++;
      }
    }
    return kept.stream().map(demand -> "`" + demand.text + "`").collect(Collectors.joining(" and "));
  }

  private static String some(Set<String> texts, Domain target, BitSet allowed) {
    List<String> list = new ArrayList<>(texts);
    if (list.size() <= 2) {
      return String.join(" or ", list);
    }
    if (!allowed.isEmpty()) {
      return range(target, allowed, "or");
    }
    Collections.sort(list);
    return list.get(0) + " or another of " + list.size() + " like it";
  }

  /** {@code a, b, c and 4 more}. */
  static String some(List<String> all, int shown) {
    return some(all, shown, "and");
  }

  /** The same with another word before the last. */
  static String some(List<String> all, int shown, String word) {
    List<String> parts = new ArrayList<>(all.subList(0, Math.min(shown, all.size())));
    if (all.size() > shown) {
      parts.add(all.size() - shown + " more");
    }
    return join(parts, word);
  }

  /** {@code a, b and c}. */
  static String join(List<String> parts, String word) {
    int size = parts.size();
    return size < 2
        ? String.join("", parts)
        : String.join(", ", parts.subList(0, size - 1)) + " " + word + " " + parts.get(size - 1);
  }
}
