package dev.hermetic.advisory;

import dev.hermetic.advisory.Advisory.Affected;
import dev.hermetic.advisory.Advisory.Change;
import dev.hermetic.advisory.Advisory.Event;
import dev.hermetic.advisory.Advisory.Range;
import dev.hermetic.advisory.VersionOrder.NotAVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Judges versions as the OSV schema says it ("Evaluation"): one is affected when it is listed, or
 * lies in a range. Ranges of commits are not judged; where there is nothing else, nothing can be
 * said.
 */
public final class Judge {
  private final VersionOrder order;
  private final Predicate<String> listed;

  private Judge(VersionOrder order, Predicate<String> listed) {
    this.order = order;
    this.listed = listed;
  }

  /**
   * Of an ecosystem whose versions have an order.
   *
   * @throws NotAVersion when the version is none of that ecosystem
   */
  public static Judgement judge(Affected affected, String version, VersionOrder order)
      throws NotAVersion {
    order.compare(version, version);
    return new Judge(order, other -> same(order, version, other)).decide(affected, version);
  }

  /**
   * Of a repository whose releases have tags: the tags that are listed count, and ranges of versions
   * where there are any (SemVer).
   */
  public static Judgement judge(Affected affected, String version, TagForms forms) {
    List<String> versions = affected.versions().stream().flatMap(forms::version).toList();
    Affected plain = new Affected(affected.key(), affected.ranges(), versions);
    if (versions.contains(forms.plain(version))) {
      return Judgement.affected(new Judge(VersionOrder.SEMVER, versions::contains).fixed(plain, version));
    }
    if (affected.ranges().stream().anyMatch(range -> !range.commits())) {
      try {
        return judge(plain, version, VersionOrder.SEMVER);
      } catch (NotAVersion e) {
        return Judgement.undecided(version + " has no place in its ranges");
      }
    }
    if (versions.isEmpty()) {
      return Judgement.undecided(
          affected.versions().isEmpty()
              ? "it names commits and no release"
              : "none of its tags is that of a release");
    }
    return Judgement.CLEAR;
  }

  private Judgement decide(Affected affected, String version) {
    List<Range> ordered = ordered(affected);
    String reason = "";
    boolean inside = affected.versions().stream().anyMatch(listed);
    for (Range range : ordered) {
      try {
        inside |= inside(range, version);
      } catch (NotAVersion e) {
        reason = "'" + e.getMessage() + "' in its ranges is no version";
      }
    }
    if (inside) {
      return Judgement.affected(fixed(affected, version));
    }
    if (!reason.isEmpty()) {
      return Judgement.undecided(reason);
    }
    return ordered.isEmpty() && affected.versions().isEmpty()
        ? Judgement.undecided("it names neither versions nor a range of them")
        : Judgement.CLEAR;
  }

  private static List<Range> ordered(Affected affected) {
    return affected.ranges().stream().filter(range -> !range.commits()).toList();
  }

  private static boolean same(VersionOrder order, String version, String other) {
    try {
      return other.equals(version) || order.compare(version, other) == 0;
    } catch (NotAVersion e) {
      // Of old releases that today's rules know no more; the version is none of them.
      return false;
    }
  }

  /** The first fix after a version that is not affected itself; empty for none. */
  private String fixed(Affected affected, String version) {
    String first = "";
    for (Range range : ordered(affected)) {
      for (Event event : range.events()) {
        try {
          if (event.change() == Change.FIXED
              && order.compare(event.version(), version) > 0
              && (first.isEmpty() || order.compare(event.version(), first) < 0)
              && !isInside(affected, event.version())) {
            first = event.version();
          }
        } catch (NotAVersion e) {
          // No version that anybody could update to.
          continue;
        }
      }
    }
    return first;
  }

  private boolean isInside(Affected affected, String version) throws NotAVersion {
    for (String one : affected.versions()) {
      if (same(order, version, one)) {
        return true;
      }
    }
    for (Range range : ordered(affected)) {
      if (inside(range, version)) {
        return true;
      }
    }
    return false;
  }

  private boolean inside(Range range, String version) throws NotAVersion {
    boolean vulnerable = false;
    boolean limited = false;
    boolean beforeLimit = false;
    for (Event event : sorted(range.events())) {
      boolean first = event.change() == Change.INTRODUCED && event.version().equals("0");
      boolean all = event.change() == Change.LIMIT && event.version().equals("*");
      int place = first ? 1 : all ? -1 : order.compare(version, event.version());
      switch (event.change()) {
        case INTRODUCED -> vulnerable |= place >= 0;
        case FIXED -> vulnerable &= place < 0;
        case LAST_AFFECTED -> vulnerable &= place <= 0;
        case LIMIT -> {
          limited = true;
          beforeLimit |= place < 0;
        }
      }
    }
    return vulnerable && (!limited || beforeLimit);
  }

  /** By version; at the same one a fix comes before what begins there, and that before its end. */
  private List<Event> sorted(List<Event> events) throws NotAVersion {
    List<Event> sorted = new ArrayList<>();
    for (Event event : events) {
      int at = sorted.size();
      while (at > 0 && before(event, sorted.get(at - 1))) {
        at--;
      }
      sorted.add(at, event);
    }
    return sorted;
  }

  private boolean before(Event one, Event other) throws NotAVersion {
    boolean isFirst = one.version().equals("0") && one.change() == Change.INTRODUCED;
    boolean otherFirst = other.version().equals("0") && other.change() == Change.INTRODUCED;
    if (isFirst || otherFirst) {
      return isFirst && !otherFirst;
    }
    if (one.version().equals("*") || other.version().equals("*")) {
      return other.version().equals("*") && !one.version().equals("*");
    }
    int place = order.compare(one.version(), other.version());
    return place == 0 ? rank(one.change()) < rank(other.change()) : place < 0;
  }

  private static int rank(Change change) {
    return switch (change) {
      case FIXED -> 0;
      case INTRODUCED -> 1;
      case LAST_AFFECTED -> 2;
      case LIMIT -> 3;
    };
  }
}
