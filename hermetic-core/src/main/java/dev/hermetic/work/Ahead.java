package dev.hermetic.work;

import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Work that was begun before its result is needed, on a thread of its own. Closed, it is no longer
 * needed.
 */
public final class Ahead<T> implements AutoCloseable {
  private final FutureTask<T> task;

  private Ahead(FutureTask<T> task) {
    this.task = task;
  }

  /** Begins. */
  public static <T> Ahead<T> start(Supplier<T> work) {
    FutureTask<T> task = new FutureTask<>(work::get);
    Thread thread = new Thread(task, "hermetic");
    thread.setDaemon(true);
    thread.start();
    return new Ahead<>(task);
  }

  /**
   * Waits for the result.
   *
   * @throws dev.hermetic.problem.HermeticException when the work failed with it, or this thread was
   *     interrupted; other failures of the work are thrown as they are
   */
  public T get() {
    return Parallel.result(task);
  }

  @Override
  public void close() {
    task.cancel(true);
  }
}
