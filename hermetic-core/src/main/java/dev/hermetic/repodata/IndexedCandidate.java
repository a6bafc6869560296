package dev.hermetic.repodata;

import dev.hermetic.record.Candidate;
import dev.hermetic.record.PackageRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One record of an index file, read where it lies. */
final class IndexedCandidate implements Candidate {
  static final int VERSION = 0;
  static final int BUILD = 4;
  static final int BUILD_NUMBER = 8;
  static final int TIMESTAMP = 16;
  static final int FILE_NAME = 32;
  static final int DEPENDS = 36;
  static final int CONSTRAINS = 40;
  static final int TRACK_FEATURES = 44;

  private final IndexedRepodata repodata;
  private final String name;
  private final int index;

  IndexedCandidate(IndexedRepodata repodata, String name, int index) {
    this.repodata = repodata;
    this.name = name;
    this.index = index;
  }

  static @Nullable String noarch(int flags) {
    if ((flags & RecordColumns.NOARCH_PYTHON) != 0) {
      return "python";
    }
    return (flags & RecordColumns.NOARCH_GENERIC) != 0 ? "generic" : null;
  }

  @Override
  public String version() {
    return repodata.text(index, VERSION);
  }

  @Override
  public String build() {
    return repodata.text(index, BUILD);
  }

  @Override
  public long buildNumber() {
    return repodata.number(index, BUILD_NUMBER);
  }

  @Override
  public long timestamp() {
    return repodata.number(index, TIMESTAMP);
  }

  @Override
  public List<String> depends() {
    return repodata.texts(index, DEPENDS);
  }

  @Override
  public List<String> constrains() {
    return repodata.texts(index, CONSTRAINS);
  }

  @Override
  public List<String> trackFeatures() {
    return repodata.texts(index, TRACK_FEATURES);
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
    return repodata.text(index, FILE_NAME);
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
