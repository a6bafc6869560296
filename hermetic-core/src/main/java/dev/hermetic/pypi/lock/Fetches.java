package dev.hermetic.pypi.lock;

import dev.hermetic.work.Parallel;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;

/** Threads that fetch ahead of those who will ask. Closed, they begin nothing more. */
final class Fetches implements AutoCloseable {
  /** They wait for a server most of the time, so there may be more than processors. */
  private static final int THREADS = 16;

  private final ExecutorService executor =
      Executors.newFixedThreadPool(
          THREADS,
          task -> {
            Thread thread = new Thread(task, "hermetic-index");
            thread.setDaemon(true);
            return thread;
          });

  /** Runs a task some time. */
  void begin(Runnable task) {
    try {
      executor.execute(task);
    } catch (RejectedExecutionException e) {
      // Closed meanwhile: nobody will ask.
    }
  }

  /** What a task came to; run here unless it runs already. */
  static <T> T result(FutureTask<T> task) {
    task.run();
    return Parallel.result(task);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
