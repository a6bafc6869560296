package dev.hermetic.explain;

import dev.hermetic.match.MatchSpec;
import dev.hermetic.solve.RootSpec;
import dev.hermetic.text.TextTree;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells a refutation as a tree: from each line of the user down what its packages ask for, to the
 * package at which it cannot go on.
 */
final class TreeBuilder {
  private final Refutation refutation;
  private final Wording wording;
  private final Elsewhere elsewhere;
  private final TextTree top = new TextTree("");
  private final Map<RootSpec, TextTree> roots = new LinkedHashMap<>();
  private final Map<Domain, TextTree> chains = new HashMap<>();
  private final Set<String> told = new LinkedHashSet<>();
  private String headline = "";
  private String missing = "";

  TreeBuilder(Refutation refutation, List<RootSpec> clashing, Wording wording, Elsewhere elsewhere) {
    this.refutation = refutation;
    this.wording = wording;
    this.elsewhere = elsewhere;
    for (RootSpec root : clashing) {
      roots.put(root, top.add(wording.root(root)));
    }
  }

  /** What all sides have in common, empty when there is no short word for it. */
  String headline() {
    return headline;
  }

  /** What no channel has, as a spec between backticks; empty where it is something else that lacks. */
  String missing() {
    return missing;
  }

  TextTree build() {
    Domain hub = refutation.hub();
    Map<Cause, BitSet> causes = Cause.of(hub, refutation.outs().getOrDefault(hub, new BitSet()));
    if (!hub.isVirtual()) {
      chain(hub);
    }
    Cause source = source(hub);
    boolean own = false;
    List<Cause> sides = new ArrayList<>();
    for (Map.Entry<Cause, BitSet> entry : causes.entrySet()) {
      Cause cause = entry.getKey();
      if (cause.asks() != null) {
        own = true;
        own(hub, entry.getValue(), cause, chain(hub));
      } else {
        sides.add(cause);
        if (cause.by() != null && !cause.equals(source)) {
          forced(cause.by(), hub);
        }
      }
    }
    if (!sides.contains(source)) {
      sides.add(source);
    }
    if (hub.candidates.isEmpty() || hub.isVirtual() || sides.size() == 1 && !own) {
      absent(hub, hub.isVirtual() ? sides.get(0) : source);
    } else if (!own) {
      headline = "no " + hub.name + " suits " + (roots.size() == 1 ? "it" : roots.size() == 2 ? "both" : "all");
    }
    return top;
  }

  /** Below the line that asks for what is not there: what there is instead. */
  private void absent(Domain hub, Cause asking) {
    TextTree line;
    Set<MatchSpec> asked = new LinkedHashSet<>();
    Set<String> texts = new LinkedHashSet<>();
    if (asking.by() != null) {
      line = forced(asking.by(), hub);
      BitSet speaking = speaking(asking.by(), hub);
      speaking.stream()
          .forEach(
              i ->
                  asking.by().asked(i).stream()
                      .filter(demand -> demand.target == hub)
                      .forEach(
                          demand -> {
                            asked.add(demand.spec);
                            texts.add(demand.text);
                          }));
      // Of several any would do, as long as nothing of that name is there at all.
      if (texts.size() > 1 && hub.candidates.isEmpty()) {
        texts.clear();
        texts.add(hub.name);
      }
    } else {
      line = Objects.requireNonNull(roots.get(asking.root()));
      asked.add(asking.root().spec());
      texts.add(wording.written(asking.root()));
    }
    if (!hub.isVirtual() && texts.size() == 1) {
      missing = "`" + texts.iterator().next() + "`";
    }
    elsewhere.tell(hub, asked).forEach(line::add);
  }

  private static Cause source(Domain domain) {
    return Cause.of(Objects.requireNonNull(domain.needed));
  }

  /** The line that brings a package in, and below it what else narrows it down. */
  private TextTree chain(Domain domain) {
    TextTree known = chains.get(domain);
    if (known != null) {
      return known;
    }
    Cause source = source(domain);
    TextTree line;
    if (source.root() != null) {
      line = Objects.requireNonNull(roots.get(source.root()));
    } else if (source.by() != null) {
      TextTree above = chain(source.by());
      line = above.add(says(source.by(), domain));
    } else {
      line = top;
    }
    chains.put(domain, line);
    if (domain == refutation.hub()) {
      return line;
    }
    Cause.of(domain, refutation.outs().getOrDefault(domain, new BitSet()))
        .forEach(
            (cause, builds) -> {
              if (cause.asks() != null) {
                own(domain, builds, cause, line);
              } else if (!cause.equals(source) && cause.by() != null) {
                forced(cause.by(), domain);
              } else if (!cause.equals(source) && cause.root() != null) {
                line.add(wording.root(cause.root()) + " leaves only " + left(domain));
              }
            });
    return line;
  }

  private static String left(Domain domain) {
    return Wording.range(domain, domain.live);
  }

  private TextTree forced(Domain by, Domain target) {
    return chain(by).add(says(by, target));
  }

  /** {@code every a 1.* needs `b <2`}. */
  private static String says(Domain by, Domain target) {
    BitSet speaking = speaking(by, target);
    return Wording.every(by, speaking) + " " + Wording.asks(by, speaking, target);
  }

  /** The builds of a package that were left when they spoke about another. */
  private static BitSet speaking(Domain by, Domain target) {
    int at = spokenAt(by, target);
    BitSet speaking = new BitSet();
    for (int i = 0; i < by.candidates.size(); i++) {
      speaking.set(i, by.out[i] == null || by.outAt[i] > at);
    }
    return speaking;
  }

  /** When the builds of a package spoke about another. */
  private static int spokenAt(Domain by, Domain target) {
    int at = Integer.MAX_VALUE;
    if (target.needed instanceof Reason.Forced forced && forced.by() == by) {
      at = target.neededAt;
    }
    for (int i = 0; i < target.out.length; i++) {
      if (target.out[i] instanceof Reason.Forced forced && forced.by() == by) {
        at = Math.min(at, target.outAt[i]);
      }
    }
    return at;
  }

  /** Builds that ask for something that cannot be had. */
  private void own(Domain domain, BitSet builds, Cause cause, TextTree parent) {
    Domain target = Objects.requireNonNull(cause.asks());
    Map<String, Group> groups = new LinkedHashMap<>();
    builds.stream()
        .forEach(
            i -> {
              Reason.Own own = (Reason.Own) Objects.requireNonNull(domain.out[i]);
              String key =
                  Cause.of(target, own.demand().matching).keySet().stream()
                      .map(Cause::key)
                      .sorted()
                      .collect(Collectors.joining(" "));
              groups.computeIfAbsent(key, any -> new Group()).add(i, own);
            });
    groups.values().forEach(group -> blocked(domain, group, target, parent));
  }

  /** Builds that ask for alike things, and what would do for them. */
  private static final class Group {
    final BitSet builds = new BitSet();
    final BitSet wanted = new BitSet();
    final Set<MatchSpec> asked = new LinkedHashSet<>();
    boolean limit = true;

    void add(int build, Reason.Own own) {
      builds.set(build);
      wanted.or(own.demand().matching);
      asked.add(own.demand().spec);
      limit &= own.limit();
    }
  }

  /** Why none of the wanted builds of a package can be had. */
  private void blocked(Domain domain, Group group, Domain target, TextTree parent) {
    String some = Wording.range(domain, group.builds);
    String text = some + " " + Wording.asks(domain, group.builds, target);
    Map<Cause, BitSet> causes = Cause.of(target, group.wanted);
    if (causes.isEmpty() && group.limit && !target.isVirtual()) {
      parent.add(some + " does not work beside any " + target + why(target, source(target)));
    } else if (causes.isEmpty()) {
      List<String> lines = elsewhere.tell(target, group.asked);
      TextTree line = parent.add(text + ", but " + lines.get(0));
      lines.subList(1, lines.size()).forEach(line::add);
    } else if (causes.size() == 1 && causes.keySet().iterator().next().asks() == null) {
      parent.add(text + why(target, causes.keySet().iterator().next()));
    } else {
      boolean again = !told.add(target.name + group.wanted);
      TextTree line = parent.add(text + (again ? ", see above" : ""));
      if (!again) {
        causes.forEach(
            (cause, builds) -> {
              if (cause.asks() != null) {
                own(target, builds, cause, line);
              } else {
                line.add(Wording.range(target, builds) + why(target, cause));
              }
            });
      }
    }
  }

  private String why(Domain target, Cause cause) {
    if (cause.root() != null) {
      return ", which clashes with " + wording.root(cause.root());
    }
    if (cause.by() != null) {
      forced(cause.by(), target);
      return ", but " + says(cause.by(), target);
    }
    return ", whose record cannot be read";
  }
}
