package dev.hermetic.scan;

import java.util.List;

/**
 * A package with the names under which advisories may speak of it.
 *
 * @param kind what its coverage is, where there are advisories for one of the names
 * @param identities empty where it has none
 * @param reason why these, or why none: a phrase without full stop
 */
record Identified(Subject subject, Coverage.Kind kind, List<Identity> identities, String reason) {
  Identified {
    identities = List.copyOf(identities);
  }

  static Identified unknown(Subject subject, String reason) {
    return new Identified(subject, Coverage.Kind.NONE, List.of(), reason);
  }
}
