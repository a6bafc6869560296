package dev.hermetic.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What choosing between records needs to know. Of the many candidates of a search few are chosen:
 * where records lie in an index, the rest of a record is decoded only when {@link #record()} asks.
 */
public interface Candidate {
  /** Conda version text. */
  String version();

  /** Build string. */
  String build();

  long buildNumber();

  /** Milliseconds since the epoch, -1 when unknown. */
  long timestamp();

  /** Match specs that must be installed beside it; equal lists should be one object. */
  List<String> depends();

  /** Match specs that hold for packages of that name if they are installed. */
  List<String> constrains();

  /** Features that lower its preference. */
  List<String> trackFeatures();

  /** {@code generic} or {@code python}, null for packages of one platform. */
  @Nullable String noarch();

  /** The subdir that lists it. */
  String subdir();

  /** {@code name-version-build.conda} or {@code .tar.bz2}. */
  String fileName();

  /** Base URL of the channel that lists it, without credentials and trailing slash. */
  String channel();

  /** The whole record. */
  PackageRecord record();
}
