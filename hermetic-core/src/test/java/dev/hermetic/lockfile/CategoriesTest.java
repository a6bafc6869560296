package dev.hermetic.lockfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CategoriesTest {
  private static SortedMap<String, SortedMap<String, String>> graph(String... edges) {
    SortedMap<String, SortedMap<String, String>> graph = new TreeMap<>();
    for (String edge : edges) {
      String[] names = edge.split(" ");
      SortedMap<String, String> needs =
          graph.computeIfAbsent(names[0], name -> new TreeMap<>());
      for (int i = 1; i < names.length; i++) {
        needs.put(names[i], "");
      }
    }
    return graph;
  }

  @Test
  void assign_mainWins_othersAddUp() {
    SortedMap<String, String> roots =
        new TreeMap<>(Map.of("app", "main", "pytest", "dev", "sphinx", "docs"));
    assertThat(
            Categories.assign(
                roots,
                graph(
                    "app zlib __glibc",
                    "pytest pluggy zlib",
                    "sphinx pluggy",
                    "pluggy pytest",
                    "zlib")))
        .hasToString("{app=[main], pluggy=[dev, docs], pytest=[dev, docs], sphinx=[docs], "
            + "zlib=[main]}");
  }

  @Test
  void assign_unreachedPackage_isMain() {
    assertThat(Categories.assign(new TreeMap<>(Map.of("a", "dev")), graph("a", "b")))
        .hasToString("{a=[dev], b=[main]}");
  }

  @Test
  void assign_otherSeparator_isTheSameName() {
    assertThat(
            Categories.assign(
                new TreeMap<>(Map.of("my-app", "dev")), graph("my_app typing_ext", "typing-ext")))
        .hasToString("{my_app=[dev], typing-ext=[dev]}");
  }
}
