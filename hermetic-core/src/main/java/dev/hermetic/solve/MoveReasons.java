package dev.hermetic.solve;

import dev.hermetic.match.MatchSpec;
import dev.hermetic.record.PackageRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Says of every name that an answer moves which constraint forced it. As putting one old record back
 * breaks a rule in a smallest change, that rule is the reason.
 */
final class MoveReasons {
  private final Pool pool;
  private final ChannelMatch channelMatch;
  private final List<RootSpec> roots;
  private final List<RootSpec> asked;
  private final Map<String, PackageRecord> before = new TreeMap<>();

  MoveReasons(
      Pool pool,
      ChannelMatch channelMatch,
      List<RootSpec> roots,
      List<RootSpec> asked,
      Collection<PackageRecord> before) {
    this.pool = pool;
    this.channelMatch = channelMatch;
    this.roots = roots;
    this.asked = asked;
    before.forEach(record -> this.before.put(record.name(), record));
  }

  /** What one record asks of another: to be there, or to match where it is. */
  private record Demand(PackageRecord by, String text, boolean needs) {
    String told() {
      String verb = needs ? " needs `" : " works only with `";
      return by.name() + " " + by.version() + verb + text + "`";
    }
  }

  /** The moves from what was before to these records, sorted by name. */
  List<Moved> of(Collection<PackageRecord> records) {
    Map<String, PackageRecord> now = movedFirst(records);
    Map<Integer, List<Demand>> demands = demands(now.values());
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(now.keySet());
    List<Moved> moves = new ArrayList<>();
    for (String name : names) {
      PackageRecord from = before.get(name);
      PackageRecord to = now.get(name);
      if (from == null || to == null || !same(from, to)) {
        moves.add(new Moved(name, from, to, because(name, from, to, now, demands)));
      }
    }
    return moves;
  }

  private static boolean same(PackageRecord one, PackageRecord other) {
    return AllowedRepodata.isSameFile(one, other);
  }

  /** By name: what moved or came in forces others, so it is asked before what stayed. */
  private Map<String, PackageRecord> movedFirst(Collection<PackageRecord> records) {
    Map<String, PackageRecord> moved = new LinkedHashMap<>();
    Map<String, PackageRecord> stayed = new LinkedHashMap<>();
    records.stream()
        .sorted(Comparator.comparing(PackageRecord::name))
        .forEach(
            record -> {
              PackageRecord old = before.get(record.name());
              (old != null && same(old, record) ? stayed : moved).put(record.name(), record);
            });
    moved.putAll(stayed);
    return moved;
  }

  private String because(
      String name,
      @Nullable PackageRecord from,
      @Nullable PackageRecord to,
      Map<String, PackageRecord> now,
      Map<Integer, List<Demand>> demands) {
    if (to == null) {
      return "nothing needs it any more";
    }
    Optional<String> request = asked.stream().filter(one -> names(one, name)).findFirst()
        .map(one -> "asked for: `" + one.text() + "`");
    if (request.isPresent()) {
      return request.get();
    }
    if (from == null) {
      return root(name, null)
          .or(() -> demand(name, null, demands))
          .orElse("it came in with the others");
    }
    return root(name, from)
        .or(() -> absent(from))
        .or(() -> demand(name, from, demands))
        .or(() -> own(from, now, demands, new HashSet<>(Set.of(name))))
        .orElse("what is asked for could not be as new with " + from.version());
  }

  private static boolean names(RootSpec root, String name) {
    return root.spec().name().equals(name);
  }

  /** A root that the record does not meet; with none, any root of the name. */
  private Optional<String> root(String name, @Nullable PackageRecord record) {
    return roots.stream()
        .filter(root -> names(root, name) && (record == null || !meets(root.spec(), record)))
        .map(root -> "`" + root.text() + "` (" + root.location() + ")")
        .findFirst();
  }

  private Optional<String> absent(PackageRecord from) {
    if (pool.candidates(pool.nameId(from.name())).placeOf(from) >= 0) {
      return Optional.empty();
    }
    return Optional.of(
        pool.offers().isTooNew(from.timestamp())
            ? from + " is later than the cut-off date"
            : from + " is not to be had from these channels any more");
  }

  /** What the records ask of each name, by the name's number: what moved asks first. */
  private Map<Integer, List<Demand>> demands(Collection<PackageRecord> records) {
    Map<Integer, List<Demand>> demands = new HashMap<>();
    for (PackageRecord record : records) {
      for (String text : record.depends()) {
        add(new Demand(record, text, true), demands);
      }
      for (String text : record.constrains()) {
        add(new Demand(record, text, false), demands);
      }
    }
    return demands;
  }

  private void add(Demand demand, Map<Integer, List<Demand>> demands) {
    int name = pool.dependencyNames().of(demand.text);
    demands.computeIfAbsent(name, one -> new ArrayList<>()).add(demand);
  }

  /** Another record's need or constraint that the record does not meet, one that moved first. */
  private Optional<String> demand(
      String name, @Nullable PackageRecord record, Map<Integer, List<Demand>> demands) {
    for (Demand demand : demands.getOrDefault(pool.nameId(name), List.of())) {
      // What is not there breaks no constraint.
      MatchSpec spec = record == null && !demand.needs ? null : match(demand.text);
      if (spec != null && (record == null || !meets(spec, record))) {
        return Optional.of(demand.told());
      }
    }
    return Optional.empty();
  }

  /**
   * What the old record itself needs or constrains and would not find. What only fell away with it
   * is no reason: nothing else needed it, so it could have stayed as well, unless something keeps that
   * from coming back.
   *
   * @param seen names whose old records are asked about already
   */
  private Optional<String> own(
      PackageRecord from,
      Map<String, PackageRecord> now,
      Map<Integer, List<Demand>> demands,
      Set<String> seen) {
    for (String text : from.depends()) {
      MatchSpec spec = match(text);
      PackageRecord other = spec == null ? null : installed(spec.name(), now);
      if (spec != null && other != null && !meets(spec, other)) {
        return Optional.of(clause(from, "needs", text) + ", and there is " + other.version());
      }
    }
    for (String text : from.constrains()) {
      MatchSpec spec = match(text);
      PackageRecord other = spec == null ? null : installed(spec.name(), now);
      if (spec != null && other != null && !meets(spec, other)) {
        return Optional.of(
            clause(from, "works only with", text) + ", and there is " + other.version());
      }
    }
    return from.depends().stream()
        .flatMap(text -> fallen(from, text, now, demands, seen).stream())
        .findFirst();
  }

  /** Why a package that fell away could not have stayed for a record that needs it. */
  private Optional<String> fallen(
      PackageRecord from,
      String text,
      Map<String, PackageRecord> now,
      Map<Integer, List<Demand>> demands,
      Set<String> seen) {
    MatchSpec spec = match(text);
    if (spec == null || installed(spec.name(), now) != null) {
      return Optional.empty();
    }
    PackageRecord old = before.get(spec.name());
    if (old == null) {
      return Optional.of(clause(from, "needs", text) + ", which is not there");
    }
    return seen.add(old.name())
        ? absent(old)
            .or(() -> demand(old.name(), old, demands))
            .or(() -> own(old, now, demands, seen).map(why -> old.name() + " " + why))
            .map(why -> clause(from, "needs", text) + ": " + why)
        : Optional.empty();
  }

  private static String clause(PackageRecord from, String verb, String text) {
    return from.version() + " " + verb + " `" + text + "`";
  }

  /** From the answer, or of the machine. */
  private @Nullable PackageRecord installed(String name, Map<String, PackageRecord> now) {
    int id = pool.nameId(name);
    return pool.isVirtual(id) ? pool.candidates(id).record(0).record() : now.get(name);
  }

  private @Nullable MatchSpec match(String text) {
    Spec spec = pool.spec(text);
    return spec == null ? null : spec.match;
  }

  private boolean meets(MatchSpec spec, PackageRecord record) {
    return spec.matches(record)
        && spec.channel().map(asked -> channelMatch.means(asked, record.channel())).orElse(true);
  }
}
