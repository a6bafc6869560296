package dev.hermetic.record;

import dev.hermetic.version.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Candidates of one name that lie in no index, in order. */
final class ListedCandidates implements CandidateColumns {
  private final Listed listed;

  /** Per row which of those listed it is. */
  private final int[] order;

  private final Numbers<List<String>> lists = new Numbers<>(new IdentityHashMap<>());
  private final int[] depends;
  private final int[] constrains;

  private ListedCandidates(Listed listed, int[] order) {
    this.listed = listed;
    this.order = order;
    this.depends = new int[order.length];
    this.constrains = new int[order.length];
    for (int row = 0; row < order.length; row++) {
      depends[row] = lists.of(candidate(row).depends());
      constrains[row] = lists.of(candidate(row).constrains());
    }
  }

  static CandidateColumns of(List<? extends Candidate> candidates) {
    Listed listed = new Listed(candidates);
    int[] order = new int[candidates.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    if (order.length > 0) {
      new PreferenceOrder(listed).sort(order, 0, order.length);
    }
    return new ListedCandidates(listed, order);
  }

  @Override
  public int size() {
    return order.length;
  }

  @Override
  public Candidate candidate(int row) {
    return listed.candidates.get(order[row]);
  }

  @Override
  public int[] ranks() {
    int[] ranks = new int[order.length];
    for (int row = 0; row < ranks.length; row++) {
      ranks[row] = listed.ranks[order[row]];
    }
    return ranks;
  }

  @Override
  public int[] depends() {
    return depends.clone();
  }

  @Override
  public int[] constrains() {
    return constrains.clone();
  }

  @Override
  public List<String> list(int number) {
    return lists.values.get(number);
  }

  @Override
  public int version(int row) {
    return listed.version(order[row]);
  }

  @Override
  public @Nullable Version parsed(int version) {
    return listed.parsed(version);
  }

  @Override
  public String build(int row) {
    return candidate(row).build();
  }

  @Override
  public long buildNumber(int row) {
    return listed.buildNumber(order[row]);
  }

  @Override
  public long timestamp(int row) {
    return listed.timestamp(order[row]);
  }

  @Override
  public int trackFeatures(int row) {
    return listed.trackFeatures(order[row]);
  }

  @Override
  public boolean isNoarch(int row) {
    return listed.isNoarch(order[row]);
  }

  /** In whatever order they are listed. */
  private static final class Listed implements PreferenceOrder.Records {
    final List<? extends Candidate> candidates;
    final int[] ranks;
    private final int[] versions;
    private final List<@Nullable Version> parsed = new ArrayList<>();

    Listed(List<? extends Candidate> candidates) {
      this.candidates = candidates;
      this.versions = new int[candidates.size()];
      this.ranks = new int[versions.length];
      Numbers<String> texts = new Numbers<>(new HashMap<>());
      for (int i = 0; i < versions.length; i++) {
        versions[i] = texts.of(candidates.get(i).version());
      }
      texts.values.forEach(text -> parsed.add(CandidateColumns.version(text)));
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
