package dev.hermetic.record;

import dev.hermetic.version.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts candidates of one name that lie in no index into columns. */
final class ListedCandidates implements PreferenceOrder.Records {
  private final List<? extends Candidate> candidates;
  private final Numbers<String> texts = new Numbers<>(new HashMap<>());
  private final List<@Nullable Version> parsed = new ArrayList<>();

  /** Per candidate as it is listed. */
  private final int[] versions;

  private final int[] ranks;

  ListedCandidates(List<? extends Candidate> candidates) {
    this.candidates = candidates;
    this.versions = new int[candidates.size()];
    this.ranks = new int[versions.length];
    for (int i = 0; i < versions.length; i++) {
      versions[i] = texts.of(candidates.get(i).version());
    }
    texts.values.forEach(text -> parsed.add(CandidateColumns.version(text)));
  }

  CandidateColumns columns() {
    int size = versions.length;
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    if (size > 0) {
      new PreferenceOrder(this).sort(order, 0, size);
    }
    int[] sortedRanks = new int[size];
    int[] sortedVersions = new int[size];
    int[] builds = new int[size];
    long[] buildNumbers = new long[size];
    long[] timestamps = new long[size];
    int[] trackFeatures = new int[size];
    boolean[] noarch = new boolean[size];
    int[] depends = new int[size];
    int[] constrains = new int[size];
    Numbers<List<String>> lists = new Numbers<>(new IdentityHashMap<>());
    for (int i = 0; i < size; i++) {
      Candidate candidate = candidates.get(order[i]);
      sortedRanks[i] = ranks[order[i]];
      sortedVersions[i] = versions[order[i]];
      builds[i] = texts.of(candidate.build());
      buildNumbers[i] = candidate.buildNumber();
      timestamps[i] = candidate.timestamp();
      trackFeatures[i] = candidate.trackFeatures().size();
      noarch[i] = candidate.noarch() != null;
      depends[i] = lists.of(candidate.depends());
      constrains[i] = lists.of(candidate.constrains());
    }
    return new CandidateColumns(
        i -> candidates.get(order[i]),
        sortedRanks,
        sortedVersions,
        builds,
        buildNumbers,
        timestamps,
        trackFeatures,
        noarch,
        depends,
        constrains,
        texts.values::get,
        parsed::get,
        lists.values::get);
  }

  @Override
  public int version(int record) {
    return versions[record];
  }

  @Override
  public @Nullable Version parsed(int version) {
    return parsed.get(version);
  }

  @Override
  public long buildNumber(int record) {
    return candidates.get(record).buildNumber();
  }

  @Override
  public long timestamp(int record) {
    return candidates.get(record).timestamp();
  }

  @Override
  public int trackFeatures(int record) {
    return candidates.get(record).trackFeatures().size();
  }

  @Override
  public boolean isNoarch(int record) {
    return candidates.get(record).noarch() != null;
  }

  @Override
  public int compareTexts(int one, int other) {
    return PreferenceOrder.compareTexts(candidates.get(one), candidates.get(other));
  }

  @Override
  public void rank(int record, int rank) {
    ranks[record] = rank;
  }

  /** Numbers what it is shown, from 0 on. */
  private static final class Numbers<T> {
    private final Map<T, Integer> numbers;
    private final List<T> values = new ArrayList<>();

    Numbers(Map<T, Integer> numbers) {
      this.numbers = numbers;
    }

    int of(T value) {
      Integer known = numbers.putIfAbsent(value, values.size());
      if (known == null) {
        values.add(value);
        return values.size() - 1;
      }
      return known;
    }
  }
}
