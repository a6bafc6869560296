package dev.hermetic.solve;

import java.util.List;

/**
 * What the second engine says about how new the roots of an answer are. Newer is meant as the
 * engines prefer: fewer tracked features, the earlier channel where priority is flexible, then the
 * higher version.
 *
 * @param verdict what is proven
 * @param improved roots that could be newer with no root older, by name: already mended in the
 *     answer that goes with the proof, unless the verdict is {@link Verdict#NOT_NEWEST}
 * @param tradeOffs roots that could be newer were others older, by name
 * @param held roots that a spec of the request keeps from being newer, by name
 */
public record Proof(
    Verdict verdict, List<Change> improved, List<TradeOff> tradeOffs, List<Held> held) {
  /** What is proven. */
  public enum Verdict {
    /** In no answer to the request is any root newer. */
    PROVEN_NEWEST,
    /** No root could be newer without another root being older: {@link #tradeOffs}. */
    TRADE_OFFS,
    /** Roots could be newer with no other older: {@link #improved}. */
    NOT_NEWEST
  }

  /**
   * A root in two answers.
   *
   * @param from version in this answer
   * @param to version in the other one; equal where only the build is more or less preferred
   */
  public record Change(String name, String from, String to) {}

  /**
   * Another answer, which has a root newer at the price of others.
   *
   * @param newer the root
   * @param older roots that are older there, by name; never empty
   * @param alsoNewer further roots that are newer there, by name
   * @param specs match specs that get the other answer when they are added to the request, the
   *     root's own first
   */
  public record TradeOff(
      Change newer, List<Change> older, List<Change> alsoNewer, List<String> specs) {
    public TradeOff {
      older = List.copyOf(older);
      alsoNewer = List.copyOf(alsoNewer);
      specs = List.copyOf(specs);
    }
  }

  /**
   * A root that is newer in no answer to the request, but would be if it were asked for alone.
   *
   * @param newer the root; {@code to} is the newest version that can be had of it alone
   * @param by specs that together rule out everything newer than {@code from}; a small set
   */
  public record Held(Change newer, List<RootSpec> by) {
    public Held {
      by = List.copyOf(by);
    }
  }

  public Proof {
    improved = List.copyOf(improved);
    tradeOffs = List.copyOf(tradeOffs);
    held = List.copyOf(held);
  }
}
