package dev.hermetic.check;

/**
 * The commands that mend a lock.
 *
 * @param lockfile as users see it
 */
record Fixes(String lockfile) {
  String lock() {
    return "run `mvn hermetic:lock` and commit " + lockfile;
  }

  String undoOrLock() {
    return "undo the change (`git checkout " + lockfile + "`), or " + lock();
  }

  String orSet(String what) {
    return lock() + ", or " + what;
  }
}
