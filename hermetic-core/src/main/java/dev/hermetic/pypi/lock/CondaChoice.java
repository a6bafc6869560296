package dev.hermetic.pypi.lock;

import java.util.Collection;
import java.util.List;

/** What conda could bring instead of what it brings. Answers the same each time it is asked. */
@FunctionalInterface
public interface CondaChoice {
  /** Nothing else. */
  CondaChoice NONE = name -> List.of();

  /**
   * The versions of a conda package that its channels have for the target and that the user's own
   * specs for it allow, as the channels write them.
   */
  Collection<String> versions(String packageName);
}
