package dev.hermetic.repodata;

import dev.hermetic.record.Candidate;
import dev.hermetic.record.CandidateColumns;
import dev.hermetic.version.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Candidates of one name, read where they lie: its records without those that are a {@code .tar.bz2}
 * of which there is a {@code .conda} too, which come last.
 */
final class IndexedCandidates implements CandidateColumns {
  private final IndexRecords records;
  private final IndexTexts texts;
  private final String name;
  private final int first;
  private final int size;

  /**
   * @param first the first record of the name
   * @param past one past its last
   */
  IndexedCandidates(IndexRecords records, IndexTexts texts, String name, int first, int past) {
    this.records = records;
    this.texts = texts;
    this.name = name;
    this.first = first;
    int shown = past;
    while (shown > first && (records.flags(shown - 1) & RecordRows.SHADOWED) != 0) {
      shown--;
    }
    this.size = shown - first;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Candidate candidate(int row) {
    return new IndexedCandidate(records, name, first + row);
  }

  @Override
  public int[] ranks() {
    return records.column(RecordRows.RANK, first, size);
  }

  @Override
  public int[] depends() {
    return records.column(RecordRows.DEPENDS, first, size);
  }

  @Override
  public int[] constrains() {
    return records.column(RecordRows.CONSTRAINS, first, size);
  }

  @Override
  public List<String> list(int number) {
    return texts.list(number);
  }

  @Override
  public int version(int row) {
    return records.get(first + row, RecordRows.VERSION);
  }

  @Override
  public @Nullable Version parsed(int version) {
    return texts.version(version);
  }

  @Override
  public String build(int row) {
    return records.text(first + row, RecordRows.BUILD);
  }

  @Override
  public long buildNumber(int row) {
    return records.number(first + row, RecordRows.BUILD_NUMBER);
  }

  @Override
  public long timestamp(int row) {
    return records.number(first + row, RecordRows.TIMESTAMP);
  }

  @Override
  public int trackFeatures(int row) {
    return texts.listSize(records.get(first + row, RecordRows.TRACK_FEATURES));
  }

  @Override
  public boolean isNoarch(int row) {
    return (records.flags(first + row) & RecordRows.NOARCH) != 0;
  }
}
