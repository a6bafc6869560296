package dev.hermetic.trust;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hermetic.oci.ImageReference;
import dev.hermetic.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What lies beside an image, and whether it can be believed. Each layout that holds anything has to
 * hold all that is required, because its readers look at no other. Where a type is there, at least
 * one of it has to be the key's; what others signed beside that is only told.
 *
 * @param believed all that the key signed about this image
 */
record SignatureCheck(
    List<Found> believed, List<Problem> problems, List<String> confirmed, List<String> notes) {
  static SignatureCheck of(Beside beside, VerifyRequest request) {
    ImageReference image = beside.subject();
    List<Found> all = new ArrayList<>(new TagLayout(beside).read(request.key()));
    all.addAll(new BundleLayout(beside).read(request.key()));
    List<Problem> problems = new ArrayList<>();
    List<String> confirmed = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    if (all.isEmpty()) {
      problems.add(TrustProblems.unsigned(image));
    }
    boolean isAllFalse =
        all.size() > 1
            && all.stream().noneMatch(Found::valid)
            && all.stream().map(Found::fault).distinct().count() == 1;
    if (isAllFalse) {
      problems.add(TrustProblems.allInvalid(image, all.size(), all.get(0).fault()));
    }
    for (Layout layout : Layout.values()) {
      List<Found> here = all.stream().filter(one -> one.layout() == layout).toList();
      if (here.isEmpty()) {
        notes.add("Nothing is in " + layout.words());
        continue;
      }
      // What is wrong with several in the same way is one problem.
      SortedMap<String, List<String>> faults = new TreeMap<>();
      for (Kind kind : Kind.values()) {
        if (here.stream().noneMatch(one -> one.is(kind)) && request.required().contains(kind)) {
          problems.add(TrustProblems.missing(image, kind, layout));
        }
        for (String type : kind.predicateTypes()) {
          List<Found> of =
              here.stream().filter(one -> one.predicateType().equals(type)).toList();
          if (of.stream().anyMatch(Found::valid)) {
            confirmed.add("The " + kind.word(type) + " in " + layout.words() + " is by this key");
          } else if (!of.isEmpty()) {
            faults
                .computeIfAbsent(
                    TrustProblems.some(of.stream().map(Found::fault).toList()),
                    fault -> new ArrayList<>())
                .add(kind.word(type));
          }
        }
      }
      if (!isAllFalse) {
        faults.forEach(
            (fault, words) -> problems.add(TrustProblems.invalid(image, words, layout, fault)));
      }
      long others = here.stream().filter(one -> !one.valid() || one.kind().isEmpty()).count();
      if (others > 0) {
        notes.add(others + " more in " + layout.words() + ", of other keys or kinds");
      }
    }
    return new SignatureCheck(
        all.stream().filter(Found::valid).toList(), problems, confirmed, notes);
  }

  /** What is said of a kind, each once. */
  List<JsonNode> predicates(Kind kind) {
    return predicates(believed.stream().filter(one -> one.is(kind)));
  }

  List<JsonNode> ofType(String predicateType) {
    return predicates(believed.stream().filter(one -> one.predicateType().equals(predicateType)));
  }

  private static List<JsonNode> predicates(Stream<Found> found) {
    return found.map(Found::predicate).filter(Objects::nonNull).distinct().toList();
  }
}
