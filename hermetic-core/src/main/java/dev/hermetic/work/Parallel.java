package dev.hermetic.work;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/** The same work on several things; results and problems come in the order of the things. */
public final class Parallel {
  private Parallel() {}

  /**
   * @param threads at most that many at once
   * @throws HermeticException with the problems of all that failed
   */
  public static <T, R> List<R> map(List<T> things, int threads, Function<T, R> work) {
    if (things.size() < 2 || threads < 2) {
      List<Future<R>> futures = new ArrayList<>();
      for (T thing : things) {
        FutureTask<R> task = new FutureTask<>(() -> work.apply(thing));
        task.run();
        futures.add(task);
      }
      return all(futures);
    }
    ExecutorService executor =
        Executors.newFixedThreadPool(
            Math.min(threads, things.size()),
            task -> {
              Thread thread = new Thread(task, "hermetic");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Future<R>> futures = new ArrayList<>();
      for (T thing : things) {
        futures.add(executor.submit(() -> work.apply(thing)));
      }
      return all(futures);
    } finally {
      executor.shutdownNow();
    }
  }

  /**
   * What all that was begun came to, in its order.
   *
   * @throws HermeticException with the problems of all that failed
   */
  public static <R> List<R> all(List<Future<R>> futures) {
    List<R> results = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (Future<R> future : futures) {
      try {
        results.add(result(future));
      } catch (HermeticException e) {
        if (Thread.currentThread().isInterrupted()) {
          throw e;
        }
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new HermeticException(problems.stream().distinct().toList());
    }
    return results;
  }

  /** What some work came to; fails as it did. */
  public static <R> R result(Future<R> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException || e.getCause() instanceof Error) {
        sneak(e.getCause());
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** What to throw in place of it; the thread stays interrupted. */
  public static HermeticException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new HermeticException(
        new Problem(
            "HERM-WORK-001",
            Problem.Kind.ENVIRONMENT,
            "hermetic",
            "the run was interrupted before it was done",
            "run the goal again"),
        e);
  }

  private static void sneak(Throwable cause) {
    if (cause instanceof RuntimeException failure) {
      throw failure;
    }
    throw (Error) cause;
  }
}
