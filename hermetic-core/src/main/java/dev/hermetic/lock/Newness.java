package dev.hermetic.lock;

import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Redaction;
import dev.hermetic.solve.Proof;
import dev.hermetic.solve.Proof.Change;
import dev.hermetic.solve.RootSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Something that a proof says about how new the lock is, with the platforms of which it is true.
 *
 * @param what packages and versions it is about; empty for a verdict on all of them
 * @param why a clause without full stop
 * @param how match specs to add, or a command to run, in order to have it otherwise; may be empty
 */
public record Newness(
    Kind kind, List<Platform> platforms, List<String> what, String why, List<String> how) {
  /** What is said; told in this order. */
  public enum Kind {
    /** No package that was asked for could be newer. */
    NEWEST,
    /** None could be newer without another being older. */
    CHOSEN,
    /** The first answer could be newer, and the lock is. */
    MENDED,
    /** The lock could be newer. */
    NOT_NEWEST,
    /** What another choice would bring and cost. */
    TRADE_OFF,
    /** What the user's own specs keep from being newer. */
    HELD
  }

  private record Statement(Kind kind, List<String> what, String why, List<String> how) {}

  public Newness {
    platforms = List.copyOf(platforms);
    what = List.copyOf(what);
    how = List.copyOf(how);
  }

  /**
   * All that proofs say, equal statements once.
   *
   * @param rows specs as the user wrote them
   */
  static List<Newness> of(SortedMap<Platform, Proof> proofs, List<SpecTable.Row> rows) {
    Map<Kind, Map<Statement, List<Platform>>> said = new TreeMap<>();
    proofs.forEach(
        (platform, proof) -> {
          for (Statement statement : statements(proof, rows)) {
            said.computeIfAbsent(statement.kind, kind -> new LinkedHashMap<>())
                .computeIfAbsent(statement, key -> new ArrayList<>())
                .add(platform);
          }
        });
    List<Newness> result = new ArrayList<>();
    said.values()
        .forEach(
            of ->
                of.forEach(
                    (one, on) ->
                        result.add(new Newness(one.kind, on, one.what, one.why, one.how))));
    return result;
  }

  private static List<Statement> statements(Proof proof, List<SpecTable.Row> rows) {
    List<Statement> result = new ArrayList<>();
    List<String> improved = proof.improved().stream().map(Newness::improved).toList();
    switch (proof.verdict()) {
      case PROVEN_NEWEST ->
          result.add(
              new Statement(
                  Kind.NEWEST,
                  List.of(),
                  "nothing that was asked for could be newer",
                  List.of()));
      case TRADE_OFFS ->
          result.add(
              new Statement(
                  Kind.CHOSEN,
                  List.of(),
                  "nothing that was asked for could be newer without something else being older",
                  List.of()));
      case NOT_NEWEST ->
          result.add(
              new Statement(
                  Kind.NOT_NEWEST,
                  improved,
                  "the repodata at hand have them beside all else",
                  List.of("mvn hermetic:lock")));
    }
    if (proof.verdict() != Proof.Verdict.NOT_NEWEST && !improved.isEmpty()) {
      result.add(
          new Statement(
              Kind.MENDED, improved, "the second engine found that nothing is older", List.of()));
    }
    for (Proof.TradeOff tradeOff : proof.tradeOffs()) {
      result.add(
          new Statement(
              Kind.TRADE_OFF,
              List.of(instead(tradeOff.newer())),
              price(tradeOff),
              tradeOff.specs()));
    }
    Map<List<RootSpec>, List<String>> held = new LinkedHashMap<>();
    proof.held().forEach(
        one -> held.computeIfAbsent(one.by(), by -> new ArrayList<>()).add(instead(one.newer())));
    held.forEach(
        (by, what) ->
            result.add(
                new Statement(
                    Kind.HELD,
                    what,
                    by.stream().map(root -> written(root, rows)).collect(Collectors.joining(", "))
                        + (by.size() == 1 ? " allows" : " together allow")
                        + " nothing newer",
                    List.of())));
    return result;
  }

  private static String improved(Change change) {
    return change.name() + " " + change.to() + " instead of " + change.from();
  }

  private static String instead(Change change) {
    return change.from().equals(change.to())
        ? change.name() + " " + change.from() + " instead of a more preferred build of it"
        : change.name() + " " + change.from() + " instead of " + change.to();
  }

  private static String price(Proof.TradeOff tradeOff) {
    String stays =
        tradeOff.older().stream()
            .map(
                change ->
                    change.from().equals(change.to())
                        ? change.name() + " keeps its more preferred build of " + change.from()
                        : change.name()
                            + " stays at "
                            + change.from()
                            + " (else "
                            + change.to()
                            + ")")
            .collect(Collectors.joining(", "));
    if (tradeOff.alsoNewer().isEmpty()) {
      return stays;
    }
    return stays
        + "; with it would come "
        + tradeOff.alsoNewer().stream()
            .map(change -> change.name() + " " + change.to())
            .collect(Collectors.joining(", "));
  }

  private static String written(RootSpec root, List<SpecTable.Row> rows) {
    String text =
        rows.stream()
            .filter(row -> row.location().equals(root.location()))
            .filter(row -> row.name().equals(root.spec().name()))
            .map(SpecTable.Row::text)
            .findFirst()
            .orElseGet(() -> Redaction.redact(root.spec().toString()));
    return "`" + text + "` (" + root.location() + ")";
  }
}
