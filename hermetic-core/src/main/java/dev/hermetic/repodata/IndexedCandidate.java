package dev.hermetic.repodata;

import dev.hermetic.record.Candidate;
import dev.hermetic.record.PackageRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One record of an index file, read where it lies. */
final class IndexedCandidate implements Candidate {
  private final IndexedRepodata repodata;
  private final String name;
  private final int index;

  IndexedCandidate(IndexedRepodata repodata, String name, int index) {
    this.repodata = repodata;
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
    return repodata.text(index, RecordRows.VERSION);
  }

  @Override
  public String build() {
    return repodata.text(index, RecordRows.BUILD);
  }

  @Override
  public long buildNumber() {
    return repodata.number(index, RecordRows.BUILD_NUMBER);
  }

  @Override
  public long timestamp() {
    return repodata.number(index, RecordRows.TIMESTAMP);
  }

  @Override
  public List<String> depends() {
    return repodata.texts(index, RecordRows.DEPENDS);
  }

  @Override
  public List<String> constrains() {
    return repodata.texts(index, RecordRows.CONSTRAINS);
  }

  @Override
  public List<String> trackFeatures() {
    return repodata.texts(index, RecordRows.TRACK_FEATURES);
  }

  @Override
  public @Nullable String noarch() {
    return noarch(repodata.flags(index));
  }

  @Override
  public String subdir() {
    return repodata.subdir();
  }

  @Override
  public String fileName() {
    return repodata.fileName(name, index);
  }

  @Override
  public String channel() {
    return repodata.channel();
  }

  @Override
  public PackageRecord record() {
    return repodata.decode(name, index);
  }

  /** {@code name-version-build}. */
  @Override
  public String toString() {
    return name + "-" + version() + "-" + build();
  }
}
