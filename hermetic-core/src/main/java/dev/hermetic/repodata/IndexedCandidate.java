package dev.hermetic.repodata;

import dev.hermetic.record.Candidate;
import dev.hermetic.record.PackageRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One record of an index file, read where it lies. */
final class IndexedCandidate implements Candidate {
  private final IndexRecords records;
  private final String name;
  private final int index;

  IndexedCandidate(IndexRecords records, String name, int index) {
    this.records = records;
    this.name = name;
    this.index = index;
  }

  static @Nullable String noarch(int flags) {
    if ((flags & RecordRows.NOARCH_PYTHON) != 0) {
      return "python";
    }
    return (flags & RecordRows.NOARCH_GENERIC) != 0 ? "generic" : null;
  }

  @Override
  public String version() {
    return records.text(index, RecordRows.VERSION);
  }

  @Override
  public String build() {
    return records.text(index, RecordRows.BUILD);
  }

  @Override
  public long buildNumber() {
    return records.number(index, RecordRows.BUILD_NUMBER);
  }

  @Override
  public long timestamp() {
    return records.number(index, RecordRows.TIMESTAMP);
  }

  @Override
  public List<String> depends() {
    return records.texts(index, RecordRows.DEPENDS);
  }

  @Override
  public List<String> constrains() {
    return records.texts(index, RecordRows.CONSTRAINS);
  }

  @Override
  public List<String> trackFeatures() {
    return records.texts(index, RecordRows.TRACK_FEATURES);
  }

  @Override
  public @Nullable String noarch() {
    return noarch(records.flags(index));
  }

  @Override
  public String subdir() {
    return records.subdir();
  }

  @Override
  public String fileName() {
    return records.fileName(name, index);
  }

  @Override
  public String channel() {
    return records.channel();
  }

  @Override
  public PackageRecord record() {
    return records.decode(name, index);
  }

  /** {@code name-version-build}. */
  @Override
  public String toString() {
    return name + "-" + version() + "-" + build();
  }
}
