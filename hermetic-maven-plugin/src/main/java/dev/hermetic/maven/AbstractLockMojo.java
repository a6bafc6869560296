package dev.hermetic.maven;

import dev.hermetic.event.Listener;
import dev.hermetic.ledger.EventKind;
import dev.hermetic.ledger.Happened;
import dev.hermetic.lock.LockResult;
import dev.hermetic.lock.LockService;
import java.util.function.Function;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** What the goals that move the lock share. */
abstract class AbstractLockMojo extends AbstractHermeticMojo {
  AbstractLockMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  /** Moves the lock, writes down that it did, and tells what came of it. */
  final void lock(Function<LockService, LockResult> work, Listener listener) {
    LockService service = lockService(listener);
    Stopwatch watch = Stopwatch.start();
    LockResult result = work.apply(service);
    Happened.lock(result, watch.millis())
        .ifPresent(data -> eventLog(listener).add(EventKind.LOCK, "", data));
    new LockTold(getLog(), this::shown).tell(result, shown(lockfile()));
  }
}
