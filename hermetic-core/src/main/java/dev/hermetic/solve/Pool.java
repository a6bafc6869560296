package dev.hermetic.solve;

import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.match.InvalidMatchSpecException;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.record.Candidate;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.repodata.Repodata;
import dev.hermetic.version.InvalidVersionException;
import dev.hermetic.version.Version;
import dev.hermetic.version.VersionSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Names, specs and candidates of one search, numbered in the order in which the search meets them.
 * Candidates are looked up when first asked for.
 */
final class Pool {
  private static final int[] UNPARSABLE = {};

  private static final Comparator<Entry> BY_TEXT =
      Comparator.comparingInt(Entry::channelRank)
          .thenComparing(e -> e.record.noarch() != null)
          .thenComparing(e -> e.record.build())
          .thenComparing(e -> e.record.version())
          .thenComparing(e -> e.record.fileName())
          .thenComparing(e -> e.record.subdir());

  private final SolveRequest request;
  private final ChannelMatch channelMatch;
  private final Map<String, String> channelOfName = new HashMap<>();
  private final Map<String, PackageRecord> virtual = new TreeMap<>();
  private final Map<String, Integer> nameIds = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private final List<@Nullable Candidates> candidates = new ArrayList<>();
  private final Map<String, @Nullable Spec> specs = new HashMap<>();
  private final List<Spec> specList = new ArrayList<>();
  private final Map<String, @Nullable Version> versions = new HashMap<>();
  private final IdentityHashMap<List<String>, int[]> specLists = new IdentityHashMap<>();

  /** Names that stand for alternatives and not for packages. */
  private final Map<Integer, Supplier<List<int[]>>> choices = new HashMap<>();

  private int recordCount;

  Pool(SolveRequest request, ChannelMatch channelMatch) {
    this.request = request;
    this.channelMatch = channelMatch;
    for (VirtualPackage given : request.virtualPackages()) {
      virtual.put(given.name(), virtualRecord(given));
    }
    for (RootSpec root : request.specs()) {
      root.spec().channel().ifPresent(channel -> channelOfName.put(root.spec().name(), channel));
    }
  }

  private PackageRecord virtualRecord(VirtualPackage given) {
    return new PackageRecord(
        given.name(),
        given.version(),
        given.build(),
        0,
        List.of(),
        List.of(),
        request.platform().subdir(),
        null,
        -1,
        List.of(),
        null,
        null,
        null,
        null,
        -1,
        given.name(),
        "virtual",
        "virtual:" + given.name(),
        null);
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

  /** Names of the given virtual packages, in order. */
  Collection<String> virtualNames() {
    return virtual.keySet();
  }

  boolean isVirtual(int name) {
    return virtual.containsKey(names.get(name));
  }

  Spec spec(int id) {
    return specList.get(id);
  }

  /**
   * The spec of a text; null when the text is no plain match spec for one name: conditions (CEP-43)
   * and extras (CEP-44) cannot be judged.
   */
  @Nullable Spec spec(String text) {
    if (specs.containsKey(text)) {
      return specs.get(text);
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
  Spec grade(int name, String text, boolean[] matching) {
    Spec spec = new Spec(specList.size(), text, null, name);
    spec.matching = matching;
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
    Spec spec = new Spec(specList.size(), text, null, name);
    specList.add(spec);
    return spec;
  }

  private Candidates choice(String text, List<int[]> alternatives) {
    int size = alternatives.size();
    Candidate[] records = new Candidate[size];
    Version[] versions = new Version[size];
    int[] numbers = new int[size];
    Arrays.fill(records, virtualRecord(new VirtualPackage(text, "0")));
    Arrays.fill(versions, version("0"));
    Arrays.setAll(numbers, i -> i);
    Candidates choice = new Candidates(text, records, versions, numbers, numbers);
    for (int i = 0; i < size; i++) {
      choice.needs[i] = alternatives.get(i);
      choice.keeps[i] = new int[0];
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
    for (List<Repodata> channel : request.channels()) {
      if (wanted.isEmpty()) {
        return;
      }
      channel.forEach(repodata -> repodata.prefetch(wanted));
      if (request.priority() == ChannelPriority.STRICT) {
        // Where a channel has the name, later ones are not asked.
        wanted.removeIf(
            name ->
                !channelOfName.containsKey(name)
                    && channel.stream().anyMatch(one -> !one.candidates(name).isEmpty()));
      }
    }
  }

  /** {@link #specIds} of a candidate's {@code depends}. */
  int @Nullable [] needs(Candidates of, int candidate) {
    return specIds(of.needs, candidate, of.records[candidate]::depends);
  }

  /** {@link #specIds} of a candidate's {@code constrains}. */
  int @Nullable [] keeps(Candidates of, int candidate) {
    return specIds(of.keeps, candidate, of.records[candidate]::constrains);
  }

  /** The records that were looked at and cannot be used, each with the dependency to blame. */
  List<String> unusable() {
    List<String> found = new ArrayList<>();
    for (Candidates of : candidates) {
      for (int i = 0; of != null && i < of.size(); i++) {
        boolean needs = of.needs[i] == UNPARSABLE;
        if (needs || of.keeps[i] == UNPARSABLE) {
          Candidate record = of.records[i];
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

  private int @Nullable [] specIds(
      int[][] known, int candidate, Supplier<List<String>> texts) {
    int[] ids = known[candidate];
    if (ids == null) {
      int[] found = specIds(texts.get());
      ids = found == null ? UNPARSABLE : found;
      known[candidate] = ids;
    }
    return ids == UNPARSABLE ? null : ids;
  }

  Candidates candidates(int name) {
    Candidates known = candidates.get(name);
    if (known == null) {
      Supplier<List<int[]>> alternatives = choices.get(name);
      if (alternatives == null) {
        known = load(names.get(name));
        recordCount += known.size();
      } else {
        known = choice(names.get(name), alternatives.get());
      }
      candidates.set(name, known);
    }
    return known;
  }

  private Candidates load(String name) {
    PackageRecord given = virtual.get(name);
    if (given != null) {
      Version version = version(given.version());
      return version == null
          ? Candidates.NONE
          : new Candidates(
              name,
              new Candidate[] {given},
              new Version[] {version},
              new int[] {0},
              new int[] {0});
    }
    if (name.startsWith("__")) {
      // The machine has it or not; no channel can give it.
      return Candidates.NONE;
    }
    List<Entry> entries = new ArrayList<>();
    String onlyChannel = channelOfName.get(name);
    int rank = 0;
    for (List<Repodata> channel : request.channels()) {
      boolean seen = false;
      for (Repodata repodata : channel) {
        if (onlyChannel != null && !channelMatch.means(onlyChannel, repodata.channel())) {
          continue;
        }
        List<? extends Candidate> records = repodata.candidates(name);
        seen |= !records.isEmpty();
        for (Candidate record : records) {
          if (isTooNew(record)) {
            continue;
          }
          Version version = version(record.version());
          if (version != null) {
            entries.add(new Entry(record, version, rank));
          }
        }
      }
      if (seen && request.priority() == ChannelPriority.STRICT) {
        break;
      }
      rank++;
    }
    return sorted(name, entries);
  }

  /** Whether the record is later than the request's cut-off date, and so none of its candidates. */
  boolean isTooNew(Candidate record) {
    return request.excludeNewer() != null
        && record.timestamp() >= 0
        && record.timestamp() > request.excludeNewer().toEpochMilli();
  }

  private record Entry(Candidate record, Version version, int channelRank) {}

  private Candidates sorted(String name, List<Entry> entries) {
    boolean flexible = request.priority() == ChannelPriority.FLEXIBLE;
    Comparator<Entry> grade =
        (a, b) -> {
          int order =
              Integer.compare(a.record.trackFeatures().size(), b.record.trackFeatures().size());
          if (order == 0 && flexible) {
            order = Integer.compare(a.channelRank, b.channelRank);
          }
          if (order == 0 && a.version != b.version) {
            order = b.version.compareTo(a.version);
          }
          return order;
        };
    Comparator<Entry> preference =
        (a, b) -> {
          int order = grade.compare(a, b);
          return order != 0
              ? order
              : Long.compare(b.record.buildNumber(), a.record.buildNumber());
        };
    // Beyond the tie: newer first, then an order that is total to the last byte.
    Comparator<Entry> total =
        (a, b) -> {
          int order = preference.compare(a, b);
          if (order == 0) {
            order = Long.compare(b.record.timestamp(), a.record.timestamp());
          }
          return order == 0 ? BY_TEXT.compare(a, b) : order;
        };
    entries.sort(total);
    int size = entries.size();
    Candidate[] records = new Candidate[size];
    Version[] parsed = new Version[size];
    int[] grades = new int[size];
    int[] ties = new int[size];
    for (int i = 0; i < size; i++) {
      records[i] = entries.get(i).record;
      parsed[i] = entries.get(i).version;
      if (i > 0) {
        Entry last = entries.get(i - 1);
        Entry entry = entries.get(i);
        grades[i] = grades[i - 1] + (grade.compare(last, entry) == 0 ? 0 : 1);
        ties[i] = ties[i - 1] + (preference.compare(last, entry) == 0 ? 0 : 1);
      }
    }
    return new Candidates(name, records, parsed, grades, ties);
  }

  private @Nullable Version version(String text) {
    if (versions.containsKey(text)) {
      return versions.get(text);
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
  boolean[] matching(Spec spec) {
    boolean[] known = spec.matching;
    if (known == null) {
      known = spec.match == null ? all(candidates(spec.name)) : match(spec, spec.match);
      spec.matching = known;
    }
    return known;
  }

  private static boolean[] all(Candidates of) {
    boolean[] all = new boolean[of.size()];
    Arrays.fill(all, true);
    return all;
  }

  private boolean[] match(Spec spec, MatchSpec match) {
    Candidates of = candidates(spec.name);
    if (match.isSimple()) {
      VersionSpec version = match.version().orElse(null);
      return version != null && version.isInterval()
          ? matchInterval(of, match, version)
          : matchSimple(of, match);
    }
    boolean[] result = new boolean[of.size()];
    String channel = match.channel().orElse(null);
    for (int i = 0; i < result.length; i++) {
      Candidate record = of.records[i];
      result[i] =
          match.matches(record.record())
              && (channel == null || channelMatch.means(channel, record.channel()));
    }
    return result;
  }

  private static boolean[] matchSimple(Candidates of, MatchSpec match) {
    boolean[] result = new boolean[of.size()];
    boolean anyBuild = match.build().isEmpty();
    Version lastVersion = null;
    String lastBuild = "";
    boolean lastResult = false;
    for (int i = 0; i < result.length; i++) {
      // Builds of one version lie side by side: most answers repeat.
      String build = anyBuild ? "" : of.records[i].build();
      if (of.versions[i] != lastVersion || !build.equals(lastBuild)) {
        lastVersion = of.versions[i];
        lastBuild = build;
        lastResult = match.matches(lastVersion, lastBuild);
      }
      result[i] = lastResult;
    }
    return result;
  }

  /** Versions descend, but for records that rank lower for another reason: few are looked at. */
  private static boolean[] matchInterval(Candidates of, MatchSpec match, VersionSpec version) {
    boolean[] result = new boolean[of.size()];
    boolean anyBuild = match.build().isEmpty();
    for (int from = 0; from < result.length; from = of.descendingEnd(from)) {
      int end = of.descendingEnd(from);
      int first = of.firstWhere(from, end, one -> version.side(one) <= 0);
      int past = of.firstWhere(first, end, one -> version.side(one) < 0);
      for (int i = first; i < past; i++) {
        result[i] = anyBuild || match.matchesBuild(of.records[i].build());
      }
    }
    return result;
  }
}
