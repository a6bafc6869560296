package dev.hermetic.lock;

import dev.hermetic.record.Candidate;
import dev.hermetic.record.CandidateColumns;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.repodata.Repodata;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Repodata and, beside what they offer, records that are locked. */
final class KeptRepodata implements Repodata {
  private final Repodata offered;
  private final Map<String, PackageRecord> locked = new TreeMap<>();

  /**
   * @param locked of the same channel and subdir, one a name
   */
  KeptRepodata(Repodata offered, Collection<PackageRecord> locked) {
    this.offered = offered;
    locked.forEach(record -> this.locked.put(record.name(), record));
  }

  @Override
  public String channel() {
    return offered.channel();
  }

  @Override
  public String subdir() {
    return offered.subdir();
  }

  @Override
  public Collection<String> names() {
    TreeSet<String> names = new TreeSet<>(offered.names());
    names.addAll(locked.keySet());
    return names;
  }

  private <T extends Candidate> List<T> beside(List<? extends T> found, T kept) {
    if (found.stream().anyMatch(one -> one.fileName().equals(kept.fileName()))) {
      return List.copyOf(found);
    }
    List<T> all = new ArrayList<>(found);
    all.add(kept);
    return all;
  }

  @Override
  public List<PackageRecord> records(String name) {
    PackageRecord kept = locked.get(name);
    List<PackageRecord> found = offered.records(name);
    return kept == null ? found : beside(found, kept);
  }

  @Override
  public void prefetch(Collection<String> names) {
    offered.prefetch(names);
  }

  @Override
  public List<? extends Candidate> candidates(String name) {
    PackageRecord kept = locked.get(name);
    List<? extends Candidate> found = offered.candidates(name);
    return kept == null ? found : this.<Candidate>beside(found, kept);
  }

  @Override
  public CandidateColumns columns(String name) {
    return locked.containsKey(name) ? Repodata.super.columns(name) : offered.columns(name);
  }

  @Override
  public Optional<PackageRecord> record(String name, String fileName) {
    return offered
        .record(name, fileName)
        .or(
            () ->
                Optional.ofNullable(locked.get(name))
                    .filter(record -> record.fileName().equals(fileName)));
  }
}
