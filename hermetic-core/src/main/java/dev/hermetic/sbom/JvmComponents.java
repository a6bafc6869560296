package dev.hermetic.sbom;

import dev.hermetic.license.License;
import dev.hermetic.license.LicenseExpression.Operator;
import dev.hermetic.sbom.Component.Kind;
import dev.hermetic.sbom.Component.Link;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Dependencies of the Maven project as components. */
final class JvmComponents {
  private JvmComponents() {}

  static String purl(JvmDependency one) {
    return Purls.of(
        "maven",
        one.group(),
        one.artifact(),
        one.version(),
        Map.of("type", one.type(), "classifier", one.classifier()));
  }

  static Component of(JvmDependency one) {
    SortedMap<Link, String> links = new TreeMap<>();
    Links.put(links, Link.WEBSITE, one.url());
    Links.put(links, Link.SOURCE, one.source());
    SortedMap<String, String> properties = new TreeMap<>();
    properties.put("hermetic:group", one.group());
    properties.put("hermetic:scope", one.scope());
    String purl = purl(one);
    return new Component(
        purl,
        Kind.MAVEN,
        one.artifact(),
        one.version(),
        new TreeSet<>(),
        purl,
        Optional.empty(),
        one.hashes(),
        // The user may choose among several (POM reference, "Licenses").
        License.join(
            Operator.OR,
            one.licenses().stream()
                .flatMap(each -> License.ofPom(each.name(), each.url()).stream())
                .toList()),
        "",
        links,
        properties);
  }
}
