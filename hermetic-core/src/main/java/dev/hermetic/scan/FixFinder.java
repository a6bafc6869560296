package dev.hermetic.scan;

import dev.hermetic.diff.Change;
import dev.hermetic.diff.Pinned;
import dev.hermetic.lock.LockRequest;
import dev.hermetic.lock.LockResult;
import dev.hermetic.lock.LockService;
import dev.hermetic.lock.UpdateRequest;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Looks for the smallest change of a lock that does away with findings, by trying it. */
final class FixFinder {
  private final LockService service;
  private final LockRequest request;
  private final Function<Lockfile, List<Finding>> scan;

  /** @param scan what would be found in another lock of the same environment */
  FixFinder(LockService service, LockRequest request, Function<Lockfile, List<Finding>> scan) {
    this.service = service;
    this.request = request;
    this.scan = scan;
  }

  /** One change for all that can be fixed; where that is impossible, one for each package. */
  List<Fix> find(List<Finding> findings) {
    SortedMap<String, String> newest = new TreeMap<>();
    Orders orders = new Orders();
    for (Finding finding : findings) {
      if (finding.isFixable() && finding.subject().origin().isLocked()) {
        newest.merge(finding.subject().name(), finding.fixedIn(), orders::later);
      }
    }
    List<String> specs =
        newest.entrySet().stream().map(one -> one.getKey() + ">=" + one.getValue()).toList();
    if (specs.isEmpty()) {
      return List.of();
    }
    Fix together = attempt(specs, findings);
    if (together.works() || specs.size() == 1) {
      return List.of(together);
    }
    List<Fix> fixes = new ArrayList<>();
    for (String spec : specs) {
      fixes.add(attempt(List.of(spec), findings));
    }
    return fixes;
  }

  private Fix attempt(List<String> specs, List<Finding> findings) {
    LockResult planned;
    try {
      planned = service.update(new UpdateRequest(request, specs, true));
    } catch (HermeticException e) {
      String reason = e.problems().get(0).fact();
      return new Fix(specs, List.of(), List.of(), findings.size(), reason);
    }
    List<Finding> left = scan.apply(planned.lockfile());
    List<String> gone =
        findings.stream()
            .filter(finding -> finding.subject().origin().isLocked())
            .filter(finding -> left.stream().noneMatch(other -> isSame(finding, other)))
            .map(finding -> finding.id() + " (" + finding.subject() + ")")
            .toList();
    List<String> moves =
        planned.changes() == null
            ? List.of()
            : planned.changes().changes().stream().map(FixFinder::move).toList();
    return new Fix(specs, moves, gone, left.size(), "");
  }

  private static boolean isSame(Finding one, Finding other) {
    return other.subject().origin() == one.subject().origin()
        && other.subject().name().equals(one.subject().name())
        && (other.isCalled(one.id()) || one.aliases().stream().anyMatch(other::isCalled));
  }

  private static String move(Change change) {
    String platforms =
        change.platforms().stream().map(Platform::subdir).collect(Collectors.joining(", "));
    String from = change.from().map(Pinned::version).orElse("");
    String to = change.to().map(Pinned::version).orElse("");
    String what =
        from.isEmpty()
            ? "added at " + to
            : to.isEmpty() ? from + " removed" : from + (from.equals(to) ? " rebuilt" : " → " + to);
    return change.name() + " " + what + " (" + platforms + ")";
  }
}
