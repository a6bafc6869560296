package dev.hermetic.policy;

import dev.hermetic.license.License;
import dev.hermetic.license.LicenseExpression;
import dev.hermetic.text.ShownText;
import dev.hermetic.version.TextPattern;
import dev.hermetic.yaml.YamlNode;

/**
 * Holds the licences that a policy names against the SPDX licence list. Packages' licences are
 * compared as identifiers of today, so that a name such as {@code GPL-3.0} would never match, and
 * what it denies would pass.
 */
final class LicensePatterns {
  private static final String WITH = " WITH ";

  private LicensePatterns() {}

  /** Tells a pattern that no licence can match. */
  static void check(TextPattern pattern, YamlNode node, String key, PolicyNodes nodes) {
    String text = pattern.toString();
    if (pattern.matchesAll()
        || text.startsWith(LicenseExpression.REFERENCE)
        // What a regular expression says before an exception cannot be taken apart.
        || (text.startsWith("^") && text.contains(WITH))) {
      return;
    }
    String named = "`" + key + "` names `" + ShownText.of(text, 100) + "`, ";
    if (!pattern.isExact()) {
      if (!License.isListed(bare(pattern)::matches)) {
        nodes.add(
            node,
            named + "which no identifier of the SPDX licence list matches",
            "write it as the identifiers are: GPL-*, BSD-*");
      }
      return;
    }
    String today =
        License.of(text)
            .map(License::expression)
            .filter(LicenseExpression.Single.class::isInstance)
            .map(LicenseExpression::text)
            .filter(one -> !one.contains(LicenseExpression.REFERENCE))
            .orElse("");
    if (today.isEmpty()) {
      nodes.add(
          node,
          named + "which is not one licence of the SPDX licence list",
          "write an identifier of https://spdx.org/licenses, or LicenseRef-… as the verdict shows it");
    } else if (!pattern.matches(today)) {
      nodes.add(node, named + "and no licence is called so today", "write `" + today + "`");
    }
  }

  /** Without what the licence is taken with. */
  private static TextPattern bare(TextPattern pattern) {
    int with = pattern.toString().indexOf(WITH);
    return with < 0 ? pattern : TextPattern.parse(pattern.toString().substring(0, with));
  }
}
