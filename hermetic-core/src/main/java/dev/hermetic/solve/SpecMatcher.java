package dev.hermetic.solve;

import dev.hermetic.match.MatchSpec;
import dev.hermetic.record.Candidate;
import dev.hermetic.version.Version;
import java.util.Objects;

/** Judges which candidates a spec matches. */
final class SpecMatcher {
  private final ParsedVersions versions;
  private final ChannelMatch channelMatch;

  SpecMatcher(ParsedVersions versions, ChannelMatch channelMatch) {
    this.versions = versions;
    this.channelMatch = channelMatch;
  }

  /** Which of these candidates of its name a spec matches. */
  Matching matching(Spec spec, Candidates of) {
    if (spec.rule != null) {
      return spec.rule.apply(of);
    }
    if (of.isHeld()) {
      return isMatch(spec, of.record(0)) ? Matching.all(2) : Matching.of(2, i -> i == 1);
    }
    MatchSpec match = Objects.requireNonNull(spec.match);
    return match.isSimple()
        ? SimpleMatch.of(of, match)
        : Matching.of(of.size(), i -> isMatch(match, of.record(i)));
  }

  /** Whether a spec that the request or a record has matches a record of its name. */
  boolean isMatch(Spec spec, Candidate record) {
    MatchSpec match = spec.match;
    Version version = versions.of(record.version());
    return match == null
        || (match.isSimple()
            ? version != null && match.matches(version, record.build())
            : isMatch(match, record));
  }

  private boolean isMatch(MatchSpec match, Candidate record) {
    return match.matches(record.record())
        && match.channel().map(one -> channelMatch.means(one, record.channel())).orElse(true);
  }
}
