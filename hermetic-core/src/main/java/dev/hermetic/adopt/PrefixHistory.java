package dev.hermetic.adopt;

import dev.hermetic.match.InvalidMatchSpecException;
import dev.hermetic.match.MatchSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a user asked for in a prefix over time, from {@code conda-meta/history} as conda and mamba
 * write it: {@code # update specs: ['numpy', 'python=3.10']}, also {@code remove} and {@code
 * neutered}.
 */
final class PrefixHistory {
  private static final Pattern LINE = Pattern.compile("#\\s*(\\w+)\\s+specs:\\s*(.*)");
  private static final Pattern ITEM = Pattern.compile("\"([^\"]*)\"|'([^']*)'");

  private PrefixHistory() {}

  /** The specs that stand at the end, by name; what is no spec for one name is passed over. */
  static SortedMap<String, String> specs(List<String> lines) {
    SortedMap<String, String> specs = new TreeMap<>();
    for (String text : lines) {
      Matcher line = LINE.matcher(text.strip());
      if (!line.matches()) {
        continue;
      }
      for (String item : items(line.group(2))) {
        String name = name(item);
        if (!name.isEmpty()) {
          switch (line.group(1)) {
            case "update", "install", "create" -> specs.put(name, item);
            case "remove", "uninstall" -> specs.remove(name);
            case "neutered" -> specs.replace(name, name);
            default -> {
              // Of no meaning for what was asked for.
            }
          }
        }
      }
    }
    return specs;
  }

  private static List<String> items(String list) {
    List<String> items = new ArrayList<>();
    Matcher item = ITEM.matcher(list);
    while (item.find()) {
      items.add((item.group(1) == null ? item.group(2) : item.group(1)).strip());
    }
    return items;
  }

  private static String name(String item) {
    try {
      MatchSpec spec = MatchSpec.parse(item);
      return spec.hasExactName() && spec.url().isEmpty() ? spec.name() : "";
    } catch (InvalidMatchSpecException e) {
      return "";
    }
  }
}
