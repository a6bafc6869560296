package dev.hermetic.repodata;

import dev.hermetic.channel.Channel;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.problem.Redaction;

/** How users are told of repodata: they know their channels, and seldom what files these have. */
final class Titles {
  private Titles() {}

  /** {@code conda-forge/linux-64}. */
  static String of(Channel channel, String subdir) {
    return Redaction.redact(channel.name() + "/" + subdir);
  }

  /** The same failure with what was fetched as its place, and the address behind that. */
  static HermeticException under(String title, HermeticException failure) {
    return new HermeticException(
        failure.problems().stream().map(problem -> under(title, problem)).toList(), failure);
  }

  private static Problem under(String title, Problem problem) {
    String subject = problem.subject();
    if (!subject.contains("://")) {
      return problem; // a folder of the cache, or a file with credentials
    }
    String place =
        subject.startsWith(title + "/") ? subject.substring(title.length() + 1) : subject;
    return new Problem(
        problem.code(),
        problem.kind(),
        title + " (" + place + ")",
        problem.fact(),
        problem.fix());
  }
}
