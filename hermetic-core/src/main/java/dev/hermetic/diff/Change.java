package dev.hermetic.diff;

import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.platform.Platform;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of a package on the platforms that agree about it: same kind, same versions, same
 * channels. Builds may differ between them.
 *
 * @param asked whether the environment asks for it by name; false also when that is not known
 * @param moves at least one
 * @param reasons why it moved, as far as that can be derived; most telling first
 */
public record Change(
    Manager manager,
    String name,
    Kind kind,
    boolean asked,
    SortedMap<Platform, Move> moves,
    List<Reason> reasons) {

  /** What a change is called, in the order in which people should read changes. */
  public enum Kind {
    DOWN("Down"),
    UP("Up"),
    VERSION("Version changed, without an order"),
    REMOVED("Removed"),
    ADDED("Added"),
    CHANNEL("Same build from another channel"),
    FILE("Same build, another file"),
    LICENSE("Licence changed"),
    REBUILT("Rebuilt"),
    CATEGORY("Category changed"),
    DEPENDENCIES("Same file, other dependencies");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    /** For people. */
    public String title() {
      return title;
    }

    /** For machines. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Change {
    moves = Collections.unmodifiableSortedMap(new TreeMap<>(moves));
    reasons = List.copyOf(reasons);
  }

  /** What it was on the first of the platforms. */
  public Optional<Pinned> from() {
    return first().from();
  }

  /** What it is on the first of the platforms. */
  public Optional<Pinned> to() {
    return first().to();
  }

  private Move first() {
    return moves.get(moves.firstKey());
  }

  /** The platforms, sorted. */
  public List<Platform> platforms() {
    return List.copyOf(moves.keySet());
  }

  Change explained(boolean isAsked, List<Reason> why) {
    return new Change(manager, name, kind, isAsked, moves, why);
  }
}
