package dev.hermetic.repodata;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers texts and lists of texts in the order in which they are first seen. */
final class StringTable {
  /** Many times what the largest real subdir has; the index of more may not fit into a file. */
  private static final long MOST_CHARACTERS = 256L << 20;

  private static final long MOST_LIST_ENTRIES = 64L << 20;

  private final Map<String, Integer> ids = new HashMap<>(1 << 14);
  private final List<String> texts = new ArrayList<>();
  private final Map<List<Integer>, Integer> listIds = new HashMap<>(1 << 14);
  private final List<List<Integer>> lists = new ArrayList<>();
  private final long mostCharacters;
  private final long mostListEntries;
  private long characters;
  private long listEntries;

  StringTable() {
    this(MOST_CHARACTERS, MOST_LIST_ENTRIES);
  }

  StringTable(long mostCharacters, long mostListEntries) {
    this.mostCharacters = mostCharacters;
    this.mostListEntries = mostListEntries;
    listIds.put(List.of(), 0);
    lists.add(List.of());
  }

  /** @throws RepodataFormatException when there are more texts than any channel has */
  int id(String text) throws RepodataFormatException {
    Integer known = ids.get(text);
    if (known != null) {
      return known;
    }
    characters += text.length();
    if (characters > mostCharacters) {
      throw new RepodataFormatException(
          "its texts have more than " + mostCharacters + " characters");
    }
    int id = texts.size();
    ids.put(text, id);
    texts.add(text);
    return id;
  }

  String text(int id) {
    return texts.get(id);
  }

  /**
   * The number of a list of texts; the empty list is 0.
   *
   * @throws RepodataFormatException when there are more lists than any channel has
   */
  int list(List<Integer> ids) throws RepodataFormatException {
    Integer known = listIds.get(ids);
    if (known != null) {
      return known;
    }
    listEntries += ids.size();
    if (listEntries > mostListEntries) {
      throw new RepodataFormatException(
          "its dependency lists have more than " + mostListEntries + " entries");
    }
    int id = lists.size();
    List<Integer> copy = List.copyOf(ids);
    listIds.put(copy, id);
    lists.add(copy);
    return id;
  }

  List<String> texts() {
    return texts;
  }

  List<List<Integer>> lists() {
    return lists;
  }
}
