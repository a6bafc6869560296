package dev.hermetic.fetch;

import dev.hermetic.problem.HermeticException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;

/** Work that goes by the cache, with one word for what can go wrong with the disk below it. */
@FunctionalInterface
interface CacheWork<T> {
  T run() throws IOException, InterruptedException;

  /**
   * Does the work.
   *
   * @throws HermeticException HERM-NET-nnn, also for a disk that fails and an interruption, after
   *     which the thread is marked as interrupted
   */
  static <T> T run(FetchSettings settings, WebAddress address, CacheWork<T> work) {
    try {
      return work.run();
    } catch (ClosedByInterruptException | FileLockInterruptionException e) {
      // The thread is still marked as interrupted.
      throw new HermeticException(NetProblems.interrupted(address.display()), e);
    } catch (IOException e) {
      throw new HermeticException(
          NetProblems.cache(settings.cacheDirectory().toString(), LocalFiles.reason(e)), e);
    } catch (InterruptedException | UncheckedInterruption e) {
      Thread.currentThread().interrupt();
      throw new HermeticException(NetProblems.interrupted(address.display()), e);
    }
  }
}
