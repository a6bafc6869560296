package dev.hermetic.policy;

import dev.hermetic.text.ShownText;
import dev.hermetic.version.TextPattern;
import dev.hermetic.yaml.YamlMapping;
import dev.hermetic.yaml.YamlNode;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one exception; it has to say why, whose it is and until when. */
final class ExemptionReader {
  private static final Rule[] RULES =
      Arrays.stream(Rule.values())
          .filter(rule -> rule != Rule.EXPIRED && rule != Rule.VULNERABILITY)
          .toArray(Rule[]::new);

  private final PolicyNodes nodes;
  private String vulnerability = "";
  private @Nullable Rule rule;
  private Optional<TextPattern> packageName = Optional.empty();
  private Optional<TextPattern> version = Optional.empty();
  private String reason = "";
  private String owner = "";
  private Optional<LocalDate> expires = Optional.empty();
  private @Nullable Justification justification;

  ExemptionReader(PolicyNodes nodes) {
    this.nodes = nodes;
  }

  /** Empty where it is not whole, which is a problem. */
  Optional<Exemption> read(YamlNode node) {
    int before = nodes.problems().size();
    PolicyKeys keys = nodes.keys(node, "an exception");
    keys.require("reason", "owner", "expires");
    keys.on("vulnerability", one -> vulnerability = nodes.text(one, "vulnerability"));
    keys.on("rule", one -> rule = nodes.choice(one, "rule", RULES, Rule::word));
    keys.on("package", one -> packageName = nodes.pattern(one, "package"));
    keys.on("version", one -> version = nodes.pattern(one, "version"));
    keys.on("reason", one -> reason = nodes.text(one, "reason"));
    keys.on("owner", one -> owner = nodes.text(one, "owner"));
    keys.on("expires", one -> expires = nodes.date(one, "expires"));
    keys.on(
        "justification",
        one ->
            justification =
                nodes.choice(one, "justification", Justification.values(), Justification::word));
    keys.end();
    if (vulnerability.contains("*")) {
      nodes.add(
          node,
          "an exception is from one vulnerability, and `"
              + ShownText.of(vulnerability, 100)
              + "` is the name of none",
          "give each its own exception; only `package` and `version` take *");
    }
    if (node instanceof YamlMapping mapping) {
      boolean named = mapping.get("vulnerability").isPresent();
      if (named == mapping.get("rule").isPresent()) {
        nodes.add(
            node,
            named
                ? "an exception is from a `vulnerability` and from a `rule`"
                : "an exception does not say what it is from",
            "give it either a `vulnerability`, or a `rule`");
      }
      if (justification != null && !named) {
        nodes.add(
            node,
            "an exception from a rule has a `justification`",
            "take it out; it is for vulnerabilities");
      }
    }
    if (nodes.problems().size() > before || expires.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Exemption(
            node.location(),
            rule == null ? Rule.VULNERABILITY : rule,
            vulnerability,
            packageName,
            version,
            reason,
            owner,
            expires.get(),
            Optional.ofNullable(justification)));
  }
}
