package dev.hermetic.repodata;

import dev.hermetic.record.CandidateColumns;
import dev.hermetic.version.Version;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Texts of an index and lists of them, by their numbers; each is made when first asked for. */
final class IndexTexts {
  private final IntBuffer offsets;
  private final ByteBuffer bytes;
  private final IntBuffer listOffsets;
  private final IntBuffer listIds;
  private final @Nullable String[] strings;
  private final @Nullable Version[] versions;
  private final @Nullable List<String>[] lists;

  /**
   * @param offsets where each text begins in the bytes, and where the last one ends
   * @param listOffsets the same of each list in the numbers of texts
   */
  @SuppressWarnings({"unchecked", "rawtypes"})
  IndexTexts(IntBuffer offsets, ByteBuffer bytes, IntBuffer listOffsets, IntBuffer listIds) {
    this.offsets = offsets;
    this.bytes = bytes;
    this.listOffsets = listOffsets;
    this.listIds = listIds;
    this.strings = new String[offsets.capacity() - 1];
    this.versions = new Version[strings.length];
    this.lists = new List[listOffsets.capacity() - 1];
  }

  /** Two threads may both make the text; either is right. */
  String string(int id) {
    String known = strings[id];
    if (known == null) {
      int from = offsets.get(id);
      byte[] text = new byte[offsets.get(id + 1) - from];
      bytes.get(from, text);
      known = new String(text, StandardCharsets.UTF_8);
      strings[id] = known;
    }
    return known;
  }

  /**
   * The version of a text, null when it is none. The same texts are versions of many names, and looked
   * at in each search of a lock.
   */
  @Nullable Version version(int id) {
    Version known = versions[id];
    if (known == null) {
      known = CandidateColumns.version(string(id));
      versions[id] = known;
    }
    return known;
  }

  @Nullable String optional(int id) {
    return id == RecordRows.NONE ? null : string(id);
  }

  /** Equal lists are one object, which lets the solver recognise them at a glance. */
  List<String> list(int id) {
    List<String> known = lists[id];
    if (known == null) {
      int from = listOffsets.get(id);
      String[] texts = new String[listSize(id)];
      for (int i = 0; i < texts.length; i++) {
        texts[i] = string(listIds.get(from + i));
      }
      known = List.of(texts);
      lists[id] = known;
    }
    return known;
  }

  int listSize(int id) {
    return listOffsets.get(id + 1) - listOffsets.get(id);
  }

  /** How many bytes a text has. */
  int length(int id) {
    return offsets.get(id + 1) - offsets.get(id);
  }

  /** Whether a text's bytes are those of another from there on. */
  boolean lies(int id, byte[] text, int from) {
    int start = offsets.get(id);
    int length = length(id);
    if (from + length > text.length) {
      return false;
    }
    // The last letters differ more often than the first.
    for (int i = length - 1; i >= 0; i--) {
      if (bytes.get(start + i) != text[from + i]) {
        return false;
      }
    }
    return true;
  }

  /** Orders a text and another by their bytes. */
  int compare(int id, byte[] other) {
    int from = offsets.get(id);
    int length = length(id);
    int common = Math.min(length, other.length);
    for (int i = 0; i < common; i++) {
      int difference = (bytes.get(from + i) & 0xff) - (other[i] & 0xff);
      if (difference != 0) {
        return difference;
      }
    }
    return length - other.length;
  }
}
