package dev.hermetic.policy;

import dev.hermetic.policy.Policy.Licenses;
import dev.hermetic.policy.Policy.SignatureRule;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.version.TextPattern;
import dev.hermetic.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads policy files; a key that is not known is a problem, since a rule would not hold. */
final class PolicyReader {
  private final PolicyNodes nodes = new PolicyNodes();

  private @Nullable Threshold failOn;
  private @Nullable Boolean unknownSeverityFails;
  private boolean malformedFails = true;
  private boolean ignoreUnfixed;
  private Licenses licenses = Licenses.ANY;
  private List<String> channels = List.of();
  private List<String> indexes = List.of();
  private List<String> registries = List.of();
  private int minimumCoverage;
  private @Nullable Duration pinAge;
  private @Nullable Duration advisoryAge;
  private boolean unknownAgeFails = true;
  private @Nullable Duration cooldown;
  private final List<SignatureRule> signatures = new ArrayList<>();
  private List<String> vex = List.of();
  private final List<Exemption> exceptions = new ArrayList<>();

  private PolicyReader() {}

  static Policy read(YamlNode root, String file, String sha256) {
    PolicyReader reader = new PolicyReader();
    reader.root(root);
    if (!reader.nodes.problems().isEmpty()) {
      throw new HermeticException(reader.nodes.problems());
    }
    return new Policy(
        file,
        sha256,
        Optional.ofNullable(reader.failOn),
        Optional.ofNullable(reader.unknownSeverityFails),
        reader.malformedFails,
        reader.ignoreUnfixed,
        reader.licenses,
        reader.channels,
        reader.indexes,
        reader.registries,
        reader.minimumCoverage,
        Optional.ofNullable(reader.pinAge),
        Optional.ofNullable(reader.advisoryAge),
        reader.unknownAgeFails,
        Optional.ofNullable(reader.cooldown),
        reader.signatures,
        reader.vex,
        reader.exceptions);
  }

  private void root(YamlNode root) {
    PolicyKeys keys = nodes.keys(root, "a policy");
    keys.on("vulnerabilities", this::vulnerabilities);
    keys.on("licenses", this::licenses);
    keys.on("channels", value -> channels = nodes.texts(value, "channels"));
    keys.on("indexes", value -> indexes = nodes.texts(value, "indexes"));
    keys.on("registries", value -> registries = nodes.texts(value, "registries"));
    keys.on("minimum-coverage", value -> minimumCoverage = nodes.percent(value, "minimum-coverage"));
    keys.on("maximum-age", this::ages);
    keys.on("cooldown", value -> cooldown = nodes.duration(value, "cooldown"));
    keys.on("signatures", value -> nodes.items(value, "signatures").forEach(this::signature));
    keys.on("vex", value -> vex = nodes.texts(value, "vex"));
    keys.on(
        "exceptions",
        value ->
            nodes
                .items(value, "exceptions")
                .forEach(item -> new ExemptionReader(nodes).read(item).ifPresent(exceptions::add)));
    keys.end();
  }

  private void vulnerabilities(YamlNode value) {
    PolicyKeys keys = nodes.keys(value, "`vulnerabilities`");
    keys.on("fail-on", one -> failOn = nodes.choice(one, "fail-on", Threshold.values(), Threshold::word));
    keys.on("unknown-severity", one -> unknownSeverityFails = nodes.fails(one, "unknown-severity"));
    keys.on("malformed", one -> malformedFails = nodes.malformedFails(one, "malformed"));
    keys.on("ignore-unfixed", one -> ignoreUnfixed = nodes.truth(one, "ignore-unfixed"));
    keys.end();
  }

  private void licenses(YamlNode value) {
    List<TextPattern> allow = new ArrayList<>();
    List<TextPattern> deny = new ArrayList<>();
    Boolean[] unknown = new Boolean[1];
    PolicyKeys keys = nodes.keys(value, "`licenses`");
    keys.on("allow", one -> allow.addAll(nodes.licenses(one, "allow")));
    keys.on("deny", one -> deny.addAll(nodes.licenses(one, "deny")));
    keys.on("unknown", one -> unknown[0] = nodes.fails(one, "unknown"));
    keys.end();
    // Whoever lists what is allowed does not allow what nobody knows, and what nobody knows may be
    // what is denied.
    boolean fails = unknown[0] == null ? !allow.isEmpty() || !deny.isEmpty() : unknown[0];
    licenses = new Licenses(allow, deny, fails);
  }

  private void ages(YamlNode value) {
    PolicyKeys keys = nodes.keys(value, "`maximum-age`");
    keys.on("pins", one -> pinAge = nodes.duration(one, "pins"));
    keys.on("advisories", one -> advisoryAge = nodes.durationOrNone(one, "advisories"));
    keys.on("unknown", one -> unknownAgeFails = Boolean.TRUE.equals(nodes.fails(one, "unknown")));
    keys.end();
  }

  private void signature(YamlNode value) {
    List<TextPattern> image = new ArrayList<>();
    String[] key = {""};
    PolicyKeys keys = nodes.keys(value, "a signature");
    keys.on("image", one -> nodes.pattern(one, "image").ifPresent(image::add));
    keys.on("key", one -> key[0] = nodes.text(one, "key"));
    keys.require("image", "key");
    keys.end();
    if (!image.isEmpty()) {
      signatures.add(new SignatureRule(image.get(0), key[0]));
    }
  }
}
