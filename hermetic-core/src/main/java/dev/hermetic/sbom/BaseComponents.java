package dev.hermetic.sbom;

import dev.hermetic.distro.DistroPackage;
import dev.hermetic.distro.OsRelease;
import dev.hermetic.license.License;
import dev.hermetic.license.LicenseExpression.Operator;
import dev.hermetic.oci.ImageReference;
import dev.hermetic.problem.Redaction;
import dev.hermetic.sbom.Component.Kind;
import dev.hermetic.sbom.Component.Link;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The base image and the packages of its distribution as components. */
final class BaseComponents {
  private BaseComponents() {}

  /** The base itself. */
  static Component base(BaseParts parts) {
    String hex = parts.digest().replaceFirst("^sha256:", "");
    SortedMap<String, String> hashes = new TreeMap<>();
    if (hex.matches("[0-9a-f]{64}")) {
      hashes.put("SHA-256", hex);
    }
    String purl = parts.inRegistry() ? purl(parts) : "";
    SortedMap<String, String> properties = new TreeMap<>();
    // A file lies elsewhere on another machine, and its digest says which one it is.
    if (parts.inRegistry()) {
      properties.put("hermetic:reference", Redaction.redact(parts.reference()));
    }
    parts
        .distro()
        .release()
        .ifPresent(release -> properties.put("hermetic:distribution", release.name()));
    return new Component(
        purl.isEmpty() ? "base-image:" + parts.digest() : purl,
        Kind.BASE_IMAGE,
        name(parts),
        parts.digest(),
        new TreeSet<>(List.of(parts.platform())),
        purl,
        Optional.empty(),
        hashes,
        Optional.empty(),
        "",
        new TreeMap<>(),
        properties);
  }

  private static String name(BaseParts parts) {
    if (!parts.inRegistry()) {
      return "base image";
    }
    ImageReference reference = ImageReference.parse(parts.reference());
    return reference.registry() + "/" + reference.repository();
  }

  /** As the type definition of oci has it: the last part of the repository names the image. */
  private static String purl(BaseParts parts) {
    ImageReference reference = ImageReference.parse(parts.reference());
    String repository = reference.repository();
    return Purls.of(
        "oci",
        "",
        repository.substring(repository.lastIndexOf('/') + 1),
        parts.digest(),
        Map.of(
            "repository_url", reference.registry() + "/" + repository,
            "tag", Optional.ofNullable(reference.tag()).orElse("")));
  }

  /** A package of the distribution. */
  static Component of(DistroPackage one, BaseParts parts) {
    boolean dpkg = one.manager() == DistroPackage.Manager.DPKG;
    Optional<OsRelease> release = parts.distro().release();
    String vendor = release.map(OsRelease::id).filter(id -> !id.isEmpty()).orElse("");
    String version = release.map(OsRelease::version).orElse("");
    boolean own = one.source().equals(one.name()) && one.sourceVersion().equals(one.version());
    String upstream =
        one.sourceVersion().equals(one.version())
            ? one.source()
            : one.source() + "@" + one.sourceVersion();
    String purl =
        Purls.of(
            dpkg ? "deb" : "apk",
            vendor,
            one.name(),
            one.version(),
            Map.of(
                "arch", one.architecture(),
                "distro", vendor.isEmpty() || version.isEmpty() ? vendor : vendor + "-" + version,
                "upstream", own ? "" : upstream));
    SortedMap<String, String> properties = new TreeMap<>();
    properties.put("hermetic:manager", dpkg ? "dpkg" : "apk");
    properties.put("hermetic:source-package", one.source());
    properties.put("hermetic:source-version", one.sourceVersion());
    SortedMap<Link, String> links = new TreeMap<>();
    Links.put(links, Link.WEBSITE, one.homepage());
    return new Component(
        purl,
        Kind.DISTRIBUTION,
        one.name(),
        one.version(),
        new TreeSet<>(List.of(parts.platform())),
        purl,
        Optional.empty(),
        new TreeMap<>(),
        License.join(
            Operator.AND, one.licenses().stream().flatMap(it -> License.of(it).stream()).toList()),
        "",
        links,
        properties);
  }
}
