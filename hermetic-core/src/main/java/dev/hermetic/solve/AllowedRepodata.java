package dev.hermetic.solve;

import dev.hermetic.record.Candidate;
import dev.hermetic.record.CandidateColumns;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.repodata.Repodata;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Repodata in which of some names only the allowed files exist. */
final class AllowedRepodata implements Repodata {
  private final Repodata whole;
  private final Map<String, Set<String>> allowed;

  /**
   * @param allowed by package name the files, as {@link #file} writes them; other names are not
   *     touched
   */
  AllowedRepodata(Repodata whole, Map<String, Set<String>> allowed) {
    this.whole = whole;
    this.allowed = allowed;
  }

  /** Which file of which channel it is. */
  static String file(Candidate candidate) {
    return candidate.channel() + "/" + candidate.subdir() + "/" + candidate.fileName();
  }

  static boolean isSameFile(Candidate one, Candidate other) {
    return one.fileName().equals(other.fileName())
        && one.subdir().equals(other.subdir())
        && one.channel().equals(other.channel());
  }

  private <T extends Candidate> List<T> filtered(String name, List<T> candidates) {
    Set<String> files = allowed.get(name);
    return files == null
        ? candidates
        : candidates.stream().filter(one -> files.contains(file(one))).toList();
  }

  @Override
  public String channel() {
    return whole.channel();
  }

  @Override
  public String subdir() {
    return whole.subdir();
  }

  @Override
  public Collection<String> names() {
    return whole.names();
  }

  @Override
  public List<PackageRecord> records(String name) {
    return filtered(name, whole.records(name));
  }

  @Override
  public List<? extends Candidate> candidates(String name) {
    return filtered(name, whole.candidates(name));
  }

  @Override
  public CandidateColumns columns(String name) {
    return allowed.containsKey(name) ? Repodata.super.columns(name) : whole.columns(name);
  }

  @Override
  public Optional<PackageRecord> record(String name, String fileName) {
    return whole.record(name, fileName).filter(one -> !filtered(name, List.of(one)).isEmpty());
  }
}
