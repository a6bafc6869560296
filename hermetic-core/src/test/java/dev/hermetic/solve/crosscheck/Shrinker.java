package dev.hermetic.solve.crosscheck;

import dev.hermetic.record.PackageRecord;
import dev.hermetic.solve.RootSpec;
import dev.hermetic.solve.SolveRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Makes a failing request small by delta debugging: first the roots, then names, then records. */
final class Shrinker {
  private final Predicate<SolveRequest> fails;

  /**
   * @param fails whether a request still shows the fault
   */
  Shrinker(Predicate<SolveRequest> fails) {
    this.fails = fails;
  }

  /** A smallest request, in that nothing single can be left out of it, that still fails. */
  SolveRequest shrink(SolveRequest request) {
    List<RootSpec> specs =
        minimal(request.specs(), some -> fails.test(Requests.withSpecs(request, some)));
    SolveRequest fewSpecs = Requests.withSpecs(request, specs);
    List<PackageRecord> all = Requests.reachable(fewSpecs);
    if (!fails.test(Requests.withRecords(fewSpecs, all))) {
      return fewSpecs;
    }
    List<String> names =
        List.copyOf(
            all.stream()
                .map(PackageRecord::name)
                .collect(Collectors.toCollection(TreeSet::new)));
    List<String> kept =
        minimal(names, some -> fails.test(Requests.withRecords(fewSpecs, named(all, some))));
    List<PackageRecord> records =
        minimal(named(all, kept), some -> fails.test(Requests.withRecords(fewSpecs, some)));
    return Requests.withRecords(fewSpecs, records);
  }

  private static List<PackageRecord> named(List<PackageRecord> all, List<String> names) {
    TreeSet<String> wanted = new TreeSet<>(names);
    return all.stream().filter(record -> wanted.contains(record.name())).toList();
  }

  /** Zeller's ddmin, by complements: parts are left out, ever smaller ones, while it still fails. */
  static <T> List<T> minimal(List<T> whole, Predicate<List<T>> fails) {
    List<T> items = whole;
    int parts = 2;
    while (!items.isEmpty()) {
      int size = Math.max(1, items.size() / parts);
      boolean smaller = false;
      for (int from = 0; from < items.size(); from += size) {
        List<T> rest = new ArrayList<>(items.subList(0, from));
        rest.addAll(items.subList(Math.min(items.size(), from + size), items.size()));
        if (fails.test(rest)) {
          items = List.copyOf(rest);
          smaller = true;
          break;
        }
      }
      if (smaller) {
        parts = Math.max(2, parts - 1);
      } else if (size == 1) {
        return items;
      } else {
        parts = Math.min(items.size(), parts * 2);
      }
    }
    return items;
  }

  /** A request in words that a scenario can be made of. */
  static String describe(SolveRequest request) {
    StringBuilder text = new StringBuilder();
    text.append("platform ").append(request.platform());
    text.append(", priority ").append(request.priority()).append('\n');
    text.append("machine ").append(request.virtualPackages()).append('\n');
    request.specs().forEach(root -> text.append("spec ").append(root.spec()).append('\n'));
    List<PackageRecord> records = Requests.reachable(request);
    if (records.size() > 200) {
      return text.append(records.size()).append(" records").toString();
    }
    for (PackageRecord record : records) {
      text.append("record ").append(record.channel()).append(' ').append(record.subdir());
      text.append(' ').append(record).append(" #").append(record.buildNumber());
      text.append(" depends ").append(record.depends());
      text.append(" constrains ").append(record.constrains());
      text.append(" features ").append(record.trackFeatures()).append('\n');
    }
    return text.toString();
  }
}
