package dev.hermetic.repodata;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers texts and lists of texts in the order in which they are first seen. */
final class StringTable {
  private final Map<String, Integer> ids = new HashMap<>(1 << 14);
  private final List<String> texts = new ArrayList<>();
  private final Map<List<Integer>, Integer> listIds = new HashMap<>(1 << 14);
  private final List<List<Integer>> lists = new ArrayList<>();

  StringTable() {
    list(List.of());
  }

  int id(String text) {
    Integer known = ids.get(text);
    if (known != null) {
      return known;
    }
    int id = texts.size();
    ids.put(text, id);
    texts.add(text);
    return id;
  }

  String text(int id) {
    return texts.get(id);
  }

  /** The number of a list of texts; the empty list is 0. */
  int list(List<Integer> ids) {
    Integer known = listIds.get(ids);
    if (known != null) {
      return known;
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
