package dev.hermetic.event;

import dev.hermetic.problem.Problem;

/** Something that a service tells while it works. Texts carry no credentials. */
public sealed interface Event {
  /**
   * A stage begins.
   *
   * @param stage stable id, for example {@code fetch:conda-forge/linux-64}
   * @param title what a person reads
   */
  record StageStarted(String stage, String title) implements Event {}

  /**
   * A stage goes on.
   *
   * @param done units done, bytes unless the stage says otherwise
   * @param total units in all, -1 when unknown
   */
  record StageProgress(String stage, long done, long total) implements Event {}

  /**
   * A stage has ended well.
   *
   * @param summary what a person reads, without a duration
   * @param millis how long it took
   */
  record StageFinished(String stage, String summary, long millis) implements Event {}

  /**
   * A stage has ended, and there is nothing to tell: what it looked for is optional, and not there.
   */
  record StageDropped(String stage) implements Event {}

  /** Something the user should know; the work goes on. */
  record Warning(Problem problem) implements Event {}
}
