package dev.hermetic.solve.change;

import dev.hermetic.match.MatchSpec;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.repodata.Repodata;
import dev.hermetic.solve.RecordSketch;
import dev.hermetic.solve.RootSpec;
import dev.hermetic.solve.SolveRequest;
import dev.hermetic.solve.UnsolvableException;
import dev.hermetic.solve.crosscheck.Requests;
import dev.hermetic.solve.golden.Engines;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Asks the second engine whether one record that a change moved could have stayed: with all that the
 * change left alone where it was, no name that the change did not bring in, and the names that moved
 * chosen at will.
 */
final class Return {
  private final SolveRequest request;
  private final String asked;
  private final Map<String, PackageRecord> before;
  private final Map<String, PackageRecord> after;

  /**
   * @param asked the name that was to be as new as allowed
   */
  Return(
      SolveRequest request,
      String asked,
      Collection<PackageRecord> locked,
      Collection<PackageRecord> answer) {
    this.request = request;
    this.asked = asked;
    this.before = byName(locked);
    this.after = byName(answer);
  }

  private static Map<String, PackageRecord> byName(Collection<PackageRecord> records) {
    Map<String, PackageRecord> byName = new TreeMap<>();
    records.forEach(record -> byName.put(record.name(), record));
    return byName;
  }

  /** Whether there is an answer as good as the change in which that name keeps its record. */
  boolean isPossible(String name) {
    List<PackageRecord> allowed = allowed(name);
    List<RootSpec> specs = new ArrayList<>(request.specs());
    PackageRecord best = after.get(asked);
    if (best != null) {
      specs.add(Requests.root(asked + ">=" + best.version()));
    }
    while (true) {
      List<PackageRecord> answer;
      try {
        answer =
            Engines.create("sat")
                .solve(Requests.withSpecs(Requests.withRecords(request, allowed), specs))
                .records();
      } catch (UnsolvableException e) {
        return false;
      }
      if (best == null || reached(answer).contains(asked)) {
        return true;
      }
      // It is there because it was asked for, and nothing needs it: something has to.
      Set<String> leading = leadingTo(asked, answer);
      String support = "support-" + specs.size();
      specs.add(Requests.root(support));
      allowed.addAll(supports(support, leading, allowed));
    }
  }

  private List<PackageRecord> allowed(String back) {
    List<PackageRecord> allowed = new ArrayList<>();
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      PackageRecord old = before.get(name);
      boolean free = name.equals(asked) || !name.equals(back) && moved(name);
      for (List<Repodata> parts : request.channels()) {
        for (Repodata part : parts) {
          part.records(name).stream()
              .filter(record -> free || record.equals(old))
              .forEach(allowed::add);
        }
      }
    }
    return allowed;
  }

  /** Names that moved or came in; what went away may stay, but at its old record only. */
  private boolean moved(String name) {
    PackageRecord now = after.get(name);
    return now != null && !now.equals(before.get(name));
  }

  private Set<String> reached(List<PackageRecord> answer) {
    Map<String, PackageRecord> byName = byName(answer);
    Set<String> reached = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>();
    request.specs().forEach(root -> open.add(root.spec().name()));
    while (!open.isEmpty()) {
      String name = open.remove();
      if (byName.containsKey(name) && reached.add(name)) {
        open.addAll(needs(byName.get(name)));
      }
    }
    return reached;
  }

  private static Set<String> leadingTo(String name, List<PackageRecord> answer) {
    Set<String> leading = new TreeSet<>(Set.of(name));
    boolean grown = true;
    while (grown) {
      grown = false;
      for (PackageRecord record : answer) {
        if (needs(record).stream().anyMatch(leading::contains)) {
          grown |= leading.add(record.name());
        }
      }
    }
    return leading;
  }

  /** Records of a made-up name, one for each that needs one of the names from outside. */
  private static List<PackageRecord> supports(
      String support, Set<String> names, List<PackageRecord> allowed) {
    List<PackageRecord> supports = new ArrayList<>();
    for (PackageRecord record : allowed) {
      if (!names.contains(record.name()) && needs(record).stream().anyMatch(names::contains)) {
        supports.add(
            RecordSketch.pkg(support + " " + (supports.size() + 1))
                .depends(record.name() + " ==" + record.version() + " " + record.build())
                .in(record.channel()));
      }
    }
    return supports;
  }

  private static List<String> needs(PackageRecord record) {
    return record.depends().stream().map(text -> MatchSpec.parse(text).name()).toList();
  }
}
