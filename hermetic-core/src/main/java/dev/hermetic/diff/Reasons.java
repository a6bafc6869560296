package dev.hermetic.diff;

import dev.hermetic.graph.Edge;
import dev.hermetic.graph.LockGraph;
import dev.hermetic.graph.Root;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Redaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Why packages moved, as far as two locks and the environment tell: specs and constraints that rule
 * the old version out, what held it before and does so no more, what the old version needs and would
 * not find, what needs it or has stopped to. A package that nothing forced has no reason. Locks carry
 * neither {@code constrains} nor the build part of dependencies, so that what only those forced has
 * none either.
 */
public final class Reasons {
  /** How many packages are named in one reason. */
  private static final int NAMED = 3;

  private final LockGraph before;
  private final LockGraph after;

  private Reasons(LockGraph before, LockGraph after) {
    this.before = before;
    this.after = after;
  }

  /**
   * The same differences with reasons.
   *
   * @param roots what the environment of the newer lock asks for; empty where it is not known, then
   *     no reason names a line and nothing counts as asked for
   */
  public static LockDiff explain(
      LockDiff diff,
      Lockfile from,
      Lockfile to,
      SortedMap<Platform, List<Root>> roots) {
    SortedMap<Platform, Reasons> platforms = new TreeMap<>();
    for (Platform platform : diff.platforms()) {
      List<Root> asked = roots.getOrDefault(platform, List.of());
      platforms.put(
          platform,
          new Reasons(LockGraph.of(from, platform, asked), LockGraph.of(to, platform, asked)));
    }
    return diff.withChanges(
        diff.changes().stream().map(change -> explain(change, platforms)).toList());
  }

  private static Change explain(Change change, SortedMap<Platform, Reasons> platforms) {
    Set<Reason> reasons = new LinkedHashSet<>();
    boolean asked = false;
    for (Map.Entry<Platform, Move> move : change.moves().entrySet()) {
      Reasons there = platforms.get(move.getKey());
      if (there != null) {
        asked |= there.isAsked(change);
        reasons.addAll(there.why(change, move.getValue()));
      }
    }
    return change.explained(asked, List.copyOf(reasons));
  }

  private boolean isAsked(Change change) {
    return after
        .find(change.manager(), change.name())
        .filter(locked -> !after.roots(locked).isEmpty())
        .isPresent();
  }

  private List<Reason> why(Change change, Move move) {
    return switch (change.kind()) {
      case ADDED -> added(change);
      case REMOVED -> removed(change);
      case UP, DOWN, VERSION -> moved(change, move);
      case REBUILT, CHANNEL, FILE -> rebuilt(change, move);
      case LICENSE, CATEGORY, DEPENDENCIES -> List.of();
    };
  }

  private List<Reason> added(Change change) {
    List<Reason> reasons = new ArrayList<>();
    LockedPackage locked = after.find(change.manager(), change.name()).orElseThrow();
    for (Root root : after.roots(locked)) {
      reasons.add(spec(root, "asks for it"));
    }
    List<String> needing =
        after.dependents(locked).stream().map(Edge::from).map(Reasons::named).toList();
    if (!needing.isEmpty()) {
      reasons.add(
          new Reason(Reason.Kind.CONSTRAINT, "needed by " + list(needing), Optional.empty()));
    }
    return reasons;
  }

  private List<Reason> removed(Change change) {
    LockedPackage was = before.find(change.manager(), change.name()).orElseThrow();
    Optional<LockedPackage> instead = instead(was);
    if (instead.isPresent()) {
      String text = named(instead.get()) + " of " + instead.get().manager().key() + " is it now";
      return List.of(new Reason(Reason.Kind.UNNEEDED, text, Optional.empty()));
    }
    List<String> still = after.packages().stream().filter(on(was)).map(Reasons::named).toList();
    if (!still.isEmpty()) {
      String text = "still needed by " + list(still) + ": the lock is incomplete";
      return List.of(new Reason(Reason.Kind.CONSTRAINT, text, Optional.empty()));
    }
    List<String> gone = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    for (Edge edge : before.dependents(was)) {
      now(edge.from())
          .ifPresentOrElse(
              locked -> changed.add(named(locked)), () -> gone.add(edge.from().name()));
    }
    List<String> clauses = new ArrayList<>();
    if (!changed.isEmpty()) {
      clauses.add("no longer needed by " + list(changed));
    }
    if (!gone.isEmpty()) {
      clauses.add(list(gone) + (gone.size() == 1 ? " is gone too" : " are gone too"));
    }
    String text = clauses.isEmpty() ? unasked() : String.join("; ", clauses);
    return List.of(new Reason(Reason.Kind.UNNEEDED, text, Optional.empty()));
  }

  /** The package of the other manager that is the same project, where pip packages would find it. */
  private Optional<LockedPackage> instead(LockedPackage was) {
    return (was.manager() == Manager.PIP
            ? after.target(Manager.PIP, was.name())
            : before.provided().entrySet().stream()
                .filter(one -> one.getValue().equals(was))
                .findFirst()
                .flatMap(one -> after.project(one.getKey())))
        .filter(now -> now.manager() != was.manager());
  }

  /** Those whose dependencies lead nowhere now and led to the package before. */
  private Predicate<LockedPackage> on(LockedPackage was) {
    return locked ->
        after.dependencies(locked).stream()
            .filter(edge -> edge.to().isEmpty())
            .anyMatch(edge -> before.target(locked.manager(), edge.name()).equals(Optional.of(was)));
  }

  /** Nothing but a spec can have brought it in. */
  private String unasked() {
    return after.roots().isEmpty() ? "nothing needs it" : "no spec asks for it, nothing needs it";
  }

  private List<Reason> moved(Change change, Move move) {
    List<Reason> reasons = new ArrayList<>();
    LockedPackage locked = after.find(change.manager(), change.name()).orElseThrow();
    LockedPackage was = before.find(change.manager(), change.name()).orElseThrow();
    String old = move.before().version();
    ruledOut(change, locked, move).forEach(root -> reasons.add(spec(root, "rules out " + old)));
    // Families of packages pin each other alike; one line says it.
    Map<String, List<String>> needing = new LinkedHashMap<>();
    for (Edge edge : ruling(after, locked, old)) {
      needing.computeIfAbsent(spec(edge), key -> new ArrayList<>()).add(named(edge.from()));
    }
    needing.forEach(
        (spec, names) -> {
          String text = list(names) + (names.size() == 1 ? " needs " : " need ") + spec;
          reasons.add(new Reason(Reason.Kind.CONSTRAINT, text, Optional.empty()));
        });
    if (reasons.isEmpty()) {
      for (Edge edge : ruling(before, was, move.after().version())) {
        String now = now(edge.from()).map(to -> " is now " + to.version()).orElse(" is gone");
        String text = named(edge.from()) + ", which needed " + spec(edge) + "," + now;
        reasons.add(new Reason(Reason.Kind.RELEASED, text, Optional.empty()));
      }
    }
    return reasons.isEmpty() ? unmet(was) : reasons;
  }

  /**
   * What the old version needs and would not find any more. Last of all: what moves together needs each
   * other, and what forced one of them is the reason of both.
   */
  private List<Reason> unmet(LockedPackage was) {
    List<Reason> reasons = new ArrayList<>();
    for (Edge edge : before.dependencies(was)) {
      edge.to()
          .flatMap(this::now)
          .filter(there -> !edge.to().map(LockedPackage::version).equals(Optional.of(there.version())))
          .filter(there -> edge.rulesOut(there.manager(), there.version()))
          .map(there -> was.version() + " needs " + spec(edge) + ", and there is " + there.version())
          .ifPresent(
              text -> reasons.add(new Reason(Reason.Kind.DEPENDENCY, text, Optional.empty())));
    }
    return reasons;
  }

  /** The lines that do not let the package be what it was. */
  private Stream<Root> ruledOut(Change change, LockedPackage locked, Move move) {
    String old = move.before().version();
    String build = move.before().build().orElse("");
    return Stream.concat(after.roots(locked).stream(), after.limits(locked).stream())
        .filter(root -> root.rulesOut(change.manager(), old, build));
  }

  /** The dependencies on the package that do not let it have that version. */
  private static List<Edge> ruling(LockGraph graph, LockedPackage locked, String version) {
    return graph.dependents(locked).stream()
        .filter(edge -> edge.rulesOut(locked.manager(), version))
        .toList();
  }

  /** A new build follows a spec that names it, or what it was built against. */
  private List<Reason> rebuilt(Change change, Move move) {
    List<Reason> reasons = new ArrayList<>();
    LockedPackage locked = after.find(change.manager(), change.name()).orElseThrow();
    String build = move.before().build().orElse("");
    if (!build.isEmpty()) {
      ruledOut(change, locked, move)
          .forEach(root -> reasons.add(spec(root, "rules out the build " + build)));
    }
    move.after()
        .dependencies()
        .forEach(
            (name, constraint) -> {
              String old = move.before().dependencies().get(name);
              Optional<String> from = version(before, change.manager(), name);
              Optional<String> to = version(after, change.manager(), name);
              if (!constraint.equals(old) && to.isPresent() && !from.equals(to)) {
                String was = from.map(version -> " (was " + version + ")").orElse("");
                String text = "built for " + name + " " + to.get() + was;
                reasons.add(new Reason(Reason.Kind.DEPENDENCY, text, Optional.empty()));
              }
            });
    return reasons;
  }

  private static Optional<String> version(LockGraph graph, Manager manager, String name) {
    return graph.find(manager, name).map(LockedPackage::version);
  }

  private Optional<LockedPackage> now(LockedPackage old) {
    return after.find(old.manager(), old.name());
  }

  private static Reason spec(Root root, String does) {
    return new Reason(
        Reason.Kind.SPEC,
        "`" + Redaction.redact(root.text()) + "` " + does,
        Optional.of(root.location()));
  }

  private static String spec(Edge edge) {
    return "`" + Words.spec(edge.name(), edge.constraint()) + "`";
  }

  private static String named(LockedPackage locked) {
    return locked.name() + " " + locked.version();
  }

  private static String list(Collection<String> names) {
    return Words.listed(List.copyOf(names), NAMED, ", ");
  }
}
