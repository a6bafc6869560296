package dev.hermetic.repodata;

import dev.hermetic.record.Candidate;
import dev.hermetic.record.CandidateColumns;
import dev.hermetic.record.PackageRecord;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The records of one channel subdir, looked up by name. Safe for use by several threads. */
public interface Repodata {
  /** Base URL of the channel without credentials and trailing slash; mirrors do not show. */
  String channel();

  /** A platform or {@code noarch}. */
  String subdir();

  /** Which channels this one says it belongs together with. */
  default ChannelRelations relations() {
    return ChannelRelations.NONE;
  }

  /** Every package name, in code-point order. */
  Collection<String> names();

  /**
   * All records of a name, in an order that depends on the repodata's content alone; empty when
   * there are none. Where one build exists as {@code .conda} and {@code .tar.bz2}, only the {@code
   * .conda} is given.
   */
  List<PackageRecord> records(String name);

  /**
   * Says that the records of these names will be asked for soon. Returns at once; what goes wrong is
   * told by {@link #records}.
   */
  default void prefetch(Collection<String> names) {
    // What lies on this machine need not be fetched.
  }

  /** {@link #records} for choosing between them, in whatever order. */
  default List<? extends Candidate> candidates(String name) {
    return records(name);
  }

  /** {@link #candidates} in order of preference, without an object for each. */
  default CandidateColumns columns(String name) {
    return CandidateColumns.of(candidates(name));
  }

  /** The record of a file, also of a {@code .tar.bz2} that {@link #records} leaves out. */
  Optional<PackageRecord> record(String name, String fileName);
}
