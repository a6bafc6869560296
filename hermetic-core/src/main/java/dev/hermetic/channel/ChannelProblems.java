package dev.hermetic.channel;

import dev.hermetic.problem.Problem;

/** The texts of HERM-CHAN problems. */
final class ChannelProblems {
  private ChannelProblems() {}

  static Problem invalid(String subject, String fact) {
    return new Problem(
        "HERM-CHAN-001",
        Problem.Kind.INPUT,
        subject,
        fact,
        "write a name (conda-forge), an https, http or file URL, or a path that starts with ./");
  }

  static Problem invalidAlias() {
    return new Problem(
        "HERM-CHAN-001",
        Problem.Kind.INPUT,
        "hermetic.channelAlias",
        "the channel alias is not a URL",
        "write an https, http or file URL, for example https://conda.anaconda.org");
  }

  static Problem defaultsForbidden(String subject, String channel) {
    return new Problem(
        "HERM-CHAN-002",
        Problem.Kind.POLICY,
        subject,
        "the channel " + channel + " belongs to Anaconda's defaults, which are not allowed here",
        "use conda-forge, or allow them with -Dhermetic.allowDefaults=true");
  }

  static Problem missingVariable(String subject, String name) {
    return new Problem(
        "HERM-CHAN-003",
        Problem.Kind.ENVIRONMENT,
        subject,
        "the channel URL needs the environment variable " + name + ", which is not set",
        "set " + name + ", or take it out of the URL");
  }

  /** @param what user name, password or token; never its value */
  static Problem literalCredential(String subject, String host, String what, String variable) {
    return new Problem(
        "HERM-CHAN-004",
        Problem.Kind.INPUT,
        subject,
        "the URL of the channel on "
            + host
            + " holds a "
            + what
            + " that would be written into the lock",
        "put it into an environment variable and write $"
            + variable
            + " in its place, or take it out and give it in settings.xml or .netrc");
  }

  static Problem invalidMultichannel(String subject, String fact, String fix) {
    return new Problem("HERM-CHAN-007", Problem.Kind.INPUT, subject, fact, fix);
  }

  static Problem invalidMirror(String subject, String fact) {
    return new Problem(
        "HERM-CHAN-005",
        Problem.Kind.INPUT,
        subject,
        fact,
        "write mirrors as FROM=TO with URL prefixes, for example"
            + " conda.anaconda.org/conda-forge=mirror.example.org/conda-forge with https:// before"
            + " both");
  }
}
