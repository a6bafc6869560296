package dev.hermetic.diff;

import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.platform.Platform;
import dev.hermetic.text.Count;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is said of differences, whatever it is written with. Nothing is cleaned or escaped here. */
final class Words {
  /** How many dependencies of one package are told. */
  private static final int DEPENDENCIES = 3;

  /** Begins the names of settings that Hermetic records. */
  private static final String OURS = "hermetic_";

  private static final Pattern BUILD_NUMBER = Pattern.compile("(?:.*_)?(\\d+)");

  private final String arrow;
  private final String quote;

  /**
   * @param arrow stands between old and new
   * @param quote stands around what a list has
   */
  Words(String arrow, String quote) {
    this.arrow = arrow;
    this.quote = quote;
  }

  /** One line with all counts. */
  static String headline(LockDiff diff) {
    List<String> counts = new ArrayList<>();
    for (Change.Kind kind : Change.Kind.values()) {
      long count = diff.count(kind);
      if (count > 0) {
        counts.add(count + " " + noun(kind));
      }
    }
    if (!diff.settings().isEmpty()) {
      counts.add(Count.of(diff.settings().size(), "setting"));
    }
    platforms(counts, diff.platformsAdded().size(), "more");
    platforms(counts, diff.platformsRemoved().size(), "fewer");
    String same = Count.of(diff.unchanged(), "package") + on(diff.platforms());
    return counts.isEmpty()
        ? "No difference: " + same
        : String.join(", ", counts) + "; unchanged: " + same;
  }

  private static void platforms(List<String> counts, int number, String word) {
    if (number > 0) {
      counts.add(Count.of(number, word + " platform"));
    }
  }

  private static String noun(Change.Kind kind) {
    return switch (kind) {
      case DOWN -> "down";
      case UP -> "up";
      case VERSION -> "changed in version";
      case REMOVED -> "removed";
      case ADDED -> "added";
      case CHANNEL -> "from another channel";
      case FILE -> "with another file";
      case LICENSE -> "under another licence";
      case REBUILT -> "rebuilt";
      case CATEGORY -> "in another category";
      case DEPENDENCIES -> "with other dependencies";
    };
  }

  private static String on(List<Platform> platforms) {
    return platforms.size() == 1
        ? " on " + platforms.get(0)
        : " on " + Count.of(platforms.size(), "platform");
  }

  /** What can hide an attack or bind the user: to be read before all else. */
  List<String> warnings(LockDiff diff) {
    List<String> warnings = new ArrayList<>();
    warn(warnings, diff, Move::changesBytesOnly, " has other bytes under the same file name", m -> "");
    warn(warnings, diff, Move::changesChannel, " comes from another channel: ", this::channels);
    warn(warnings, diff, Move::changesLicense, " is under another licence: ", this::licenses);
    return warnings;
  }

  private void warn(
      List<String> warnings,
      LockDiff diff,
      Predicate<Move> about,
      String what,
      Function<Move, String> detail) {
    for (Change change : diff.changes()) {
      change.moves().values().stream()
          .filter(about)
          .findFirst()
          .ifPresent(move -> warnings.add(label(change) + what + detail.apply(move)));
    }
  }

  /** The name, and who installs it where that is not conda. */
  static String label(Change change) {
    return change.manager() == Manager.PIP ? change.name() + " (pip)" : change.name();
  }

  /** The versions, or the builds where only they differ. */
  String what(Change change) {
    Optional<Pinned> from = change.from();
    Optional<Pinned> to = change.to();
    if (from.isEmpty() || to.isEmpty()) {
      return from.or(() -> to).map(Pinned::version).orElse("");
    }
    String before = from.get().version();
    String after = to.get().version();
    if (!before.equals(after)) {
      return before + " " + arrow + " " + after;
    }
    return change.kind() == Change.Kind.REBUILT ? before + " " + builds(change) : before;
  }

  /** Build strings have a hash of their own per platform; then the build numbers tell enough. */
  private String builds(Change change) {
    return same(change, pinned -> pinned.build().orElse("?"))
        .or(() -> same(change, Words::buildNumber).map(numbers -> "build " + numbers))
        .orElse("other builds");
  }

  private Optional<String> same(Change change, Function<Pinned, @Nullable String> part) {
    TreeSet<String> pairs = new TreeSet<>();
    for (Move move : change.moves().values()) {
      String before = part.apply(move.before());
      String after = part.apply(move.after());
      if (before == null || after == null || before.equals(after)) {
        return Optional.empty();
      }
      pairs.add(before + " " + arrow + " " + after);
    }
    return pairs.size() == 1 ? Optional.of(pairs.first()) : Optional.empty();
  }

  private static @Nullable String buildNumber(Pinned pinned) {
    Matcher number = BUILD_NUMBER.matcher(pinned.build().orElse(""));
    return number.matches() ? number.group(1) : null;
  }

  /** What else changed, in short phrases. */
  List<String> notes(Change change) {
    List<String> notes = new ArrayList<>();
    for (Move move : change.moves().values()) {
      if (move.changesChannel()) {
        notes.add(channels(move));
      }
      if (move.changesLicense()) {
        notes.add(licenses(move));
      }
      if (move.changesBytesOnly()) {
        notes.add("other bytes");
      } else if (change.kind() == Change.Kind.FILE) {
        notes.add(move.before().fileName() + " " + arrow + " " + move.after().fileName());
      }
      if (change.kind() == Change.Kind.DEPENDENCIES) {
        notes.add(dependencies(move));
      }
      if (move.from().isPresent()
          && move.to().isPresent()
          && !move.before().categories().equals(move.after().categories())) {
        notes.add(
            String.join("+", move.before().categories())
                + " "
                + arrow
                + " "
                + String.join("+", move.after().categories()));
      }
    }
    return notes.stream().distinct().toList();
  }

  private String channels(Move move) {
    return move.before().channel() + " " + arrow + " " + move.after().channel();
  }

  private String licenses(Move move) {
    return move.before().license().orElse("")
        + " "
        + arrow
        + " "
        + move.after().license().orElse("");
  }

  private String dependencies(Move move) {
    TreeSet<String> names = new TreeSet<>(move.before().dependencies().keySet());
    names.addAll(move.after().dependencies().keySet());
    List<String> told = new ArrayList<>();
    for (String name : names) {
      String before = move.before().dependencies().get(name);
      String after = move.after().dependencies().get(name);
      if (before == null) {
        told.add("needs " + spec(name, String.valueOf(after)));
      } else if (after == null) {
        told.add("no longer needs " + name);
      } else if (!before.equals(after)) {
        told.add(name + " " + any(before) + " " + arrow + " " + any(after));
      }
    }
    return listed(told, DEPENDENCIES, "; ");
  }

  /** A spec as people write it, in one word where no constraint is. */
  static String spec(String name, String constraint) {
    return constraint.isEmpty() || constraint.equals("*") ? name : name + " " + constraint;
  }

  private static String any(String constraint) {
    return constraint.isEmpty() ? "*" : constraint;
  }

  /** The first few, and how many more there are. */
  static String listed(List<String> texts, int limit, String separator) {
    String first = texts.stream().limit(limit).collect(Collectors.joining(separator));
    return texts.size() > limit ? first + " and " + (texts.size() - limit) + " more" : first;
  }

  /** Where it changed: empty when there is only one platform to speak of. */
  static String where(Change change, LockDiff diff) {
    if (diff.platforms().size() == 1) {
      return "";
    }
    return change.platforms().equals(diff.platforms())
        ? "all platforms"
        : change.platforms().stream().map(Platform::toString).collect(Collectors.joining(", "));
  }

  /** The reasons that are told, and a word for those that are not. */
  static List<String> reasons(Change change, int limit) {
    List<String> texts = change.reasons().stream().map(Reason::told).distinct().toList();
    List<String> told = new ArrayList<>(texts.subList(0, Math.min(limit, texts.size())));
    if (texts.size() > limit) {
      told.add("and " + (texts.size() - limit) + " more");
    }
    return told;
  }

  /** The kinds that occur, in their order. */
  static List<Change.Kind> kinds(LockDiff diff) {
    return Arrays.stream(Change.Kind.values()).filter(kind -> diff.count(kind) > 0).toList();
  }

  /** The settings as lines; of lists only what went and what came. */
  List<String> settings(LockDiff diff) {
    return diff.settings().stream().map(this::setting).toList();
  }

  private String setting(LockDiff.Setting setting) {
    String name =
        setting.name().startsWith(OURS) ? setting.name().substring(OURS.length()) : setting.name();
    if (setting.from().isEmpty() || setting.to().isEmpty() || !setting.isList()) {
      return name + ": " + orNone(setting.from()) + " " + arrow + " " + orNone(setting.to());
    }
    List<String> before = setting.items(setting.from());
    List<String> after = setting.items(setting.to());
    List<String> told = new ArrayList<>();
    before.stream().filter(one -> !after.contains(one)).forEach(one -> told.add("- " + quote + one + quote));
    after.stream().filter(one -> !before.contains(one)).forEach(one -> told.add("+ " + quote + one + quote));
    return name + ": " + (told.isEmpty() ? "in another order" : String.join(", ", told));
  }

  private static String orNone(String value) {
    return value.isEmpty() ? "not set" : value;
  }
}
