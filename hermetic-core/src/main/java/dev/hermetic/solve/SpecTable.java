package dev.hermetic.solve;

import dev.hermetic.match.InvalidMatchSpecException;
import dev.hermetic.match.MatchSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Interns names and specs: each gets a number, in the order in which the search meets them. */
final class SpecTable {
  private final Map<String, Integer> nameIds = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private final Map<String, @Nullable Spec> byText = new HashMap<>();
  private final List<Spec> specs = new ArrayList<>();

  int nameId(String name) {
    Integer known = nameIds.get(name);
    if (known != null) {
      return known;
    }
    int id = names.size();
    nameIds.put(name, id);
    names.add(name);
    return id;
  }

  String name(int id) {
    return names.get(id);
  }

  int nameCount() {
    return names.size();
  }

  Spec spec(int id) {
    return specs.get(id);
  }

  /** All specs, by their numbers. */
  List<Spec> specs() {
    return specs;
  }

  /**
   * The spec of a text; null when the text is no plain match spec for one name: conditions (CEP-43)
   * and extras (CEP-44) cannot be judged.
   */
  @Nullable Spec spec(String text) {
    Spec known = byText.get(text);
    if (known != null || byText.containsKey(text)) {
      return known;
    }
    Spec spec;
    try {
      spec = intern(text, MatchSpec.parse(text));
    } catch (InvalidMatchSpecException e) {
      spec = null;
    }
    byText.put(text, spec);
    return spec;
  }

  Spec spec(MatchSpec match) {
    String key = match.toString();
    Spec known = byText.get(key);
    if (known == null) {
      known = intern(key, match);
      if (known == null) {
        throw new IllegalArgumentException("a spec must name one package: " + match);
      }
      byText.put(key, known);
    }
    return known;
  }

  private @Nullable Spec intern(String text, MatchSpec match) {
    boolean conditional = match.when().isPresent() || !match.extras().isEmpty();
    if (!match.hasExactName() || conditional) {
      return null;
    }
    Spec spec = new Spec(specs.size(), text, match, nameId(match.name()));
    specs.add(spec);
    return spec;
  }

  /**
   * A new spec that matches just some candidates of a name.
   *
   * @param rule which candidates are matched, of those that there are at the time
   */
  Spec grade(int name, String text, Function<Candidates, Matching> rule) {
    Spec spec = new Spec(specs.size(), text, rule, name);
    specs.add(spec);
    return spec;
  }
}
