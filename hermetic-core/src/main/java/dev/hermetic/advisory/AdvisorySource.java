package dev.hermetic.advisory;

import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import java.nio.file.Path;
import java.util.SortedSet;

/** Where advisories come from. */
public interface AdvisorySource {
  /** The word for the service at {@code api.osv.dev}; a URL behind it and a colon names another. */
  String SERVICE = "osv";

  /**
   * The advisories that answer these questions, and perhaps others.
   *
   * @throws dev.hermetic.problem.HermeticException HERM-ADVISORY-nnn, HERM-NET-nnn
   */
  AdvisoryDatabase ask(SortedSet<Question> questions);

  /**
   * The source that a user names: {@code osv} or {@code osv:URL} for a service, a file or folder, the
   * URL of a file, or the URL of a mirror that has {@code ECOSYSTEM/all.zip} as OSV publishes it.
   *
   * @param directory that paths start from
   * @param listener told what is fetched and read
   */
  static AdvisorySource of(
      String place, Path directory, FetchSettings settings, Listener listener) {
    if (place.equals(SERVICE)) {
      return new OsvService("https://api.osv.dev", settings, listener);
    }
    if (place.startsWith(SERVICE + ":")) {
      return new OsvService(place.substring(SERVICE.length() + 1), settings, listener);
    }
    return new SnapshotSource(place, directory, settings, listener);
  }
}
