package dev.hermetic.solve;

import dev.hermetic.match.InvalidMatchSpecException;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.record.Candidate;
import dev.hermetic.record.CandidateColumns;
import dev.hermetic.version.InvalidVersionException;
import dev.hermetic.version.Version;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Names, specs and candidates of one search, numbered in the order in which the search meets them.
 * Candidates are looked up when first asked for.
 */
final class Pool {
  private static final int[] UNPARSABLE = {};

  private static final String NAME = "abcdefghijklmnopqrstuvwxyz0123456789_-.";
  private static final String AFTER_NAME = " <>=!~";

  private final Offers offers;
  private final ChannelMatch channelMatch;
  private final Map<String, Integer> nameIds = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private final List<@Nullable Candidates> candidates = new ArrayList<>();
  private final Map<String, @Nullable Spec> specs = new HashMap<>();
  private final List<Spec> specList = new ArrayList<>();
  private final Map<String, @Nullable Version> versions = new HashMap<>();
  private final IdentityHashMap<List<String>, int[]> specLists = new IdentityHashMap<>();

  /** Names that stand for alternatives and not for packages. */
  private final Map<Integer, Supplier<List<int[]>>> choices = new HashMap<>();

  private final Map<String, Integer> namesOfTexts = new HashMap<>();
  private final Set<Integer> held = new TreeSet<>();

  /** All candidates of names that are held, where someone asked for them. */
  private final Map<Integer, Candidates> wholes = new HashMap<>();

  private int recordCount;

  Pool(SolveRequest request, ChannelMatch channelMatch) {
    this.channelMatch = channelMatch;
    this.offers = new Offers(request, channelMatch, this::version);
  }

  int nameId(String name) {
    Integer known = nameIds.get(name);
    if (known != null) {
      return known;
    }
    int id = names.size();
    nameIds.put(name, id);
    names.add(name);
    candidates.add(null);
    return id;
  }

  String name(int id) {
    return names.get(id);
  }

  int nameCount() {
    return names.size();
  }

  int recordCount() {
    return recordCount;
  }

  /** What the records are taken from. */
  Offers offers() {
    return offers;
  }

  boolean isVirtual(int name) {
    return offers.isVirtual(names.get(name));
  }

  Spec spec(int id) {
    return specList.get(id);
  }

  /**
   * The spec of a text; null when the text is no plain match spec for one name: conditions (CEP-43)
   * and extras (CEP-44) cannot be judged.
   */
  @Nullable Spec spec(String text) {
    Spec known = specs.get(text);
    if (known != null || specs.containsKey(text)) {
      return known;
    }
    Spec spec;
    try {
      spec = intern(text, MatchSpec.parse(text));
    } catch (InvalidMatchSpecException e) {
      spec = null;
    }
    specs.put(text, spec);
    return spec;
  }

  Spec spec(MatchSpec match) {
    String key = match.toString();
    Spec known = specs.get(key);
    if (known == null) {
      known = intern(key, match);
      if (known == null) {
        throw new IllegalArgumentException("a spec must name one package: " + match);
      }
      specs.put(key, known);
    }
    return known;
  }

  private @Nullable Spec intern(String text, MatchSpec match) {
    boolean conditional = match.when().isPresent() || !match.extras().isEmpty();
    if (!match.hasExactName() || conditional) {
      return null;
    }
    Spec spec = new Spec(specList.size(), text, match, nameId(match.name()));
    specList.add(spec);
    return spec;
  }

  /** A spec that matches just the given candidates of a name. */
  Spec grade(int name, String text, Matching matching) {
    return grade(name, text, of -> matching);
  }

  /**
   * The same where the name may be {@linkplain #hold held}.
   *
   * @param rule which candidates are matched, of those that there are at the time
   */
  Spec grade(int name, String text, Function<Candidates, Matching> rule) {
    Spec spec = new Spec(specList.size(), text, rule, name);
    specList.add(spec);
    return spec;
  }

  /**
   * A spec that is met where all specs of one of several alternatives are.
   *
   * @param text of no other spec
   * @param alternatives numbers of specs; looked at when a search comes to need one of them
   */
  Spec oneOf(String text, Supplier<List<int[]>> alternatives) {
    int name = nameId(text);
    choices.put(name, alternatives);
    return grade(name, text, of -> Matching.all(of.size()));
  }

  private Candidates choice(String text, List<int[]> alternatives) {
    int size = alternatives.size();
    int[] numbers = new int[size];
    Arrays.setAll(numbers, i -> i);
    Candidate record = offers.record(new VirtualPackage(text, "0"));
    int[] alike = new int[size];
    Rows rows = new Rows(this::version, timestamp -> false);
    rows.add(
        new CandidateColumns(
            i -> record,
            alike,
            alike,
            new long[size],
            new long[size],
            alike,
            numbers,
            alike,
            i -> "0",
            i -> List.of()),
        0);
    Candidates choice =
        new Candidates(text, rows, numbers, numbers, numbers, new int[] {size});
    for (int i = 0; i < size; i++) {
      choice.needs[choice.lists(i)] = alternatives.get(i);
      choice.keeps[choice.lists(i)] = new int[0];
    }
    return choice;
  }

  /**
   * Spec numbers of a record's {@code depends} or {@code constrains}; null when one of them does not
   * parse, which makes the record unusable.
   */
  int @Nullable [] specIds(List<String> texts) {
    int[] known = specLists.get(texts);
    if (known == null) {
      known = new int[texts.size()];
      for (int i = 0; i < known.length; i++) {
        Spec spec = spec(texts.get(i));
        if (spec == null) {
          known = UNPARSABLE;
          break;
        }
        known[i] = spec.id;
      }
      specLists.put(texts, known);
    }
    return known == UNPARSABLE ? null : known;
  }

  /** Lets the records of these names be fetched together: one after the other takes its time. */
  void prefetch(Collection<Integer> nameIds) {
    Set<String> wanted = new TreeSet<>();
    for (int id : nameIds) {
      String name = names.get(id);
      if (candidates.get(id) == null && !name.startsWith("__") && !choices.containsKey(id)) {
        wanted.add(name);
      }
    }
    offers.prefetch(wanted);
  }

  /** {@link #specIds} of a candidate's {@code depends}. */
  int @Nullable [] needs(Candidates of, int candidate) {
    int lists = of.lists(candidate);
    int[] ids = of.needs[lists];
    if (ids == null) {
      ids = usable(specIds(of.depends(candidate)));
      of.needs[lists] = ids;
    }
    return ids == UNPARSABLE ? null : ids;
  }

  /** {@link #specIds} of a candidate's {@code constrains}. */
  int @Nullable [] keeps(Candidates of, int candidate) {
    int lists = of.lists(candidate);
    int[] ids = of.keeps[lists];
    if (ids == null) {
      ids = usable(specIds(of.constrains(candidate)));
      of.keeps[lists] = ids;
    }
    return ids == UNPARSABLE ? null : ids;
  }

  /**
   * Names that records of a name depend on, all of them and perhaps some more: found without looking
   * at what versions are meant, and without sorting the records.
   */
  Set<Integer> namesNeededBy(int name) {
    Set<Integer> needed = new LinkedHashSet<>();
    if (choices.containsKey(name) || isVirtual(name)) {
      return needed;
    }
    offers.listed(
        names.get(name),
        (records, rank) -> {
          int[] lists = records.depends();
          for (int i = 0; i < lists.length; i++) {
            // Neighbours are often alike.
            if (i == 0 || lists[i] != lists[i - 1]) {
              for (String text : records.lists().apply(lists[i])) {
                int other = nameOf(text);
                if (other >= 0) {
                  needed.add(other);
                }
              }
            }
          }
        });
    return needed;
  }

  /**
   * Number of the name that a dependency is about, as far as its beginning tells; negative when that
   * takes reading it and it does not parse.
   */
  int nameOf(String text) {
    Integer known = namesOfTexts.get(text);
    if (known == null) {
      int end = 0;
      while (end < text.length() && NAME.indexOf(text.charAt(end)) >= 0) {
        end++;
      }
      if (end > 0 && (end == text.length() || AFTER_NAME.indexOf(text.charAt(end)) >= 0)) {
        known = nameId(text.substring(0, end));
      } else {
        Spec spec = spec(text);
        known = spec == null ? -1 : spec.name;
      }
      namesOfTexts.put(text, known);
    }
    return known;
  }

  private static int[] usable(int @Nullable [] ids) {
    return ids == null ? UNPARSABLE : ids;
  }

  /** The records that were looked at and cannot be used, each with the dependency to blame. */
  List<String> unusable() {
    List<String> found = new ArrayList<>();
    for (Candidates of : candidates) {
      for (int i = 0; of != null && i < of.size(); i++) {
        boolean needs = of.needs[of.lists(i)] == UNPARSABLE;
        if (needs || of.keeps[of.lists(i)] == UNPARSABLE) {
          Candidate record = of.record(i);
          (needs ? record.depends() : record.constrains())
              .stream()
                  .filter(text -> spec(text) == null)
                  .findFirst()
                  .ifPresent(
                      text ->
                          found.add(
                              record.subdir() + "/" + record.fileName() + " (`" + text + "`)"));
        }
      }
    }
    return found;
  }

  Candidates candidates(int name) {
    Candidates known = candidates.get(name);
    if (known == null) {
      Supplier<List<int[]>> alternatives = choices.get(name);
      if (alternatives == null) {
        known = offers.candidates(names.get(name));
        recordCount += known.size();
      } else {
        known = choice(names.get(name), alternatives.get());
      }
      candidates.set(name, known);
    }
    return known;
  }

  /**
   * Has only this record of a name looked at until the others come to matter: see
   * {@link Candidates#held}. To be told before anyone asks for its candidates.
   */
  void hold(int name, Candidate record) {
    candidates.set(name, Candidates.held(names.get(name), record, this::version));
    held.add(name);
    recordCount++;
  }

  /** The names of which one record is looked at. */
  Set<Integer> held() {
    return held;
  }

  /** Has all candidates of a held name looked at from now on. */
  void release(int name) {
    candidates.set(name, whole(name));
    held.remove(name);
    recordCount--;
    for (Spec spec : specList) {
      if (spec.name == name) {
        spec.matching = null;
      }
    }
  }

  /** All candidates, also of a name that is held. */
  Candidates whole(int name) {
    Candidates known = held.contains(name) ? wholes.get(name) : candidates(name);
    if (known == null) {
      known = offers.candidates(names.get(name));
      recordCount += known.size();
      wholes.put(name, known);
    }
    return known;
  }

  private @Nullable Version version(String text) {
    Version known = versions.get(text);
    if (known != null || versions.containsKey(text)) {
      return known;
    }
    Version version;
    try {
      version = Version.parse(text);
    } catch (InvalidVersionException e) {
      version = null;
    }
    versions.put(text, version);
    return version;
  }

  /** Orders a version and the text of one; a text that is none comes before all. */
  int compare(Version version, String text) {
    Version other = version(text);
    return other == null ? 1 : version.compareTo(other);
  }

  /** Which candidates of its name a spec matches. */
  Matching matching(Spec spec) {
    Matching known = spec.matching;
    if (known == null) {
      known = matching(spec, candidates(spec.name));
      spec.matching = known;
    }
    return known;
  }

  /** Which of these candidates of its name a spec matches. */
  Matching matching(Spec spec, Candidates of) {
    if (spec.rule != null) {
      return spec.rule.apply(of);
    }
    if (of.isHeld()) {
      return isMatch(spec, of.record(0)) ? Matching.all(2) : Matching.of(2, i -> i == 1);
    }
    return match(of, Objects.requireNonNull(spec.match));
  }

  /** Whether a spec that the request or a record has matches a record of its name. */
  boolean isMatch(Spec spec, Candidate record) {
    MatchSpec match = spec.match;
    Version version = version(record.version());
    return match == null
        || (match.isSimple()
            ? version != null && match.matches(version, record.build())
            : isMatch(match, record));
  }

  private boolean isMatch(MatchSpec match, Candidate record) {
    return match.matches(record.record())
        && match.channel().map(one -> channelMatch.means(one, record.channel())).orElse(true);
  }

  private Matching match(Candidates of, MatchSpec match) {
    return match.isSimple()
        ? SimpleMatch.of(of, match)
        : Matching.of(of.size(), i -> isMatch(match, of.record(i)));
  }
}
