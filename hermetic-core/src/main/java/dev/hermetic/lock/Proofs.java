package dev.hermetic.lock;

import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.platform.Platform;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.solve.NewestProof;
import dev.hermetic.solve.Proof;
import dev.hermetic.solve.RootSpec;
import dev.hermetic.text.Count;
import dev.hermetic.work.Parallel;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Has the second engine prove how new answers are, and mend them where they may be mended. */
final class Proofs {
  private final Questions questions;
  private final NewestProof proof;
  private final Listener listener;

  Proofs(Questions questions, Listener listener) {
    this.questions = questions;
    this.proof = new NewestProof(questions.channelMatch());
    this.listener = listener;
  }

  /**
   * The answers, proved; what was changed as little as possible need not be the newest, and stays as
   * it is.
   *
   * @param limits what is asked of packages that are taken, beside what the user asks for
   */
  Solved of(Solved solved, List<RootSpec> limits) {
    Set<Platform> changed = solved.moves().keySet();
    SortedMap<Platform, List<PackageRecord>> records = new TreeMap<>(solved.records());
    records.keySet().retainAll(changed);
    SortedMap<Platform, Proof> proofs = inspect(records, platform -> limits);
    Set<Platform> afresh = new TreeSet<>(solved.records().keySet());
    afresh.removeAll(changed);
    eachPlatform(afresh, platform -> prove(platform, solved.records().get(platform), limits))
        .forEach(
            (platform, proven) -> {
              records.put(platform, proven.records());
              proofs.put(platform, proven.proof());
            });
    return new Solved(records, solved.moves(), proofs);
  }

  /** What is to say about answers that must stay as they are; of some there is nothing. */
  SortedMap<Platform, Proof> inspect(
      SortedMap<Platform, List<PackageRecord>> records,
      Function<Platform, List<RootSpec>> limits) {
    SortedMap<Platform, Proof> proofs = new TreeMap<>();
    eachPlatform(
            records.keySet(),
            platform ->
                proof.inspect(
                    questions.request(platform, limits.apply(platform)), records.get(platform)))
        .forEach((platform, found) -> found.ifPresent(one -> proofs.put(platform, one)));
    return proofs;
  }

  private static <T> SortedMap<Platform, T> eachPlatform(
      Collection<Platform> platforms, Function<Platform, T> work) {
    List<Platform> order = List.copyOf(platforms);
    List<T> results =
        Parallel.map(order, Runtime.getRuntime().availableProcessors(), work::apply);
    SortedMap<Platform, T> byPlatform = new TreeMap<>();
    for (int i = 0; i < order.size(); i++) {
      byPlatform.put(order.get(i), results.get(i));
    }
    return byPlatform;
  }

  private NewestProof.Proven prove(
      Platform platform, List<PackageRecord> answer, List<RootSpec> limits) {
    String stage = "prove:" + platform;
    listener.on(new Event.StageStarted(stage, "Proving " + platform));
    long start = System.nanoTime();
    NewestProof.Proven proven = proof.prove(questions.request(platform, limits), answer);
    int tradeOffs = proven.proof().tradeOffs().size();
    listener.on(
        new Event.StageFinished(
            stage,
            "Proved "
                + platform
                + ": "
                + (tradeOffs == 0 ? "newest" : Count.of(tradeOffs, "trade-off")),
            (System.nanoTime() - start) / 1_000_000));
    return proven;
  }
}
