package dev.hermetic.packagecache;

import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Unpacks archives on so many threads, of those that are there the largest first: one that comes last
 * would leave all threads but one without work. Others are fetched meanwhile, as fast as they come.
 */
final class UnpackQueue implements AutoCloseable {
  private final ThreadPoolExecutor executor;

  UnpackQueue(int workers) {
    executor =
        new ThreadPoolExecutor(
            workers,
            workers,
            0,
            TimeUnit.SECONDS,
            new PriorityBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "hermetic");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * @param size of the archive in bytes
   * @param name tells apart what has one size
   */
  Future<UnpackedPackage> add(long size, String name, Callable<UnpackedPackage> work) {
    Task task = new Task(size, name, work);
    executor.execute(task);
    return task;
  }

  /** What has not begun is given up, and what runs is interrupted. */
  @Override
  public void close() {
    executor.shutdownNow();
  }

  private static final class Task extends FutureTask<UnpackedPackage> implements Comparable<Task> {
    private final long size;
    private final String name;

    Task(long size, String name, Callable<UnpackedPackage> work) {
      super(work);
      this.size = size;
      this.name = name;
    }

    @Override
    public int compareTo(Task other) {
      return size == other.size ? name.compareTo(other.name) : Long.compare(other.size, size);
    }
  }
}
