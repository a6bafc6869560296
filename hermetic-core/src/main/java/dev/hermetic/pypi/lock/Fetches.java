package dev.hermetic.pypi.lock;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;

/** Threads that fetch ahead of those who will ask. Closed, they begin nothing more. */
final class Fetches implements AutoCloseable {
  /** As many as pip and uv keep busy at one index without being turned away. */
  private static final int THREADS = 16;

  private final ExecutorService executor =
      Executors.newFixedThreadPool(
          THREADS,
          task -> {
            Thread thread = new Thread(task, "hermetic-index");
            thread.setDaemon(true);
            return thread;
          });

  /** Runs a task some time; who needs it before that runs it. */
  void begin(FutureTask<?> task) {
    try {
      executor.execute(task);
    } catch (RejectedExecutionException e) {
      // Closed meanwhile: nobody will ask.
    }
  }

  /** What a task came to; run here unless it runs already. */
  static <T> T result(FutureTask<T> task) {
    task.run();
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HermeticException(
          new Problem(
              "HERM-WORK-001",
              Problem.Kind.ENVIRONMENT,
              "hermetic",
              "the run was interrupted before it was done",
              "run the goal again"),
          e);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
