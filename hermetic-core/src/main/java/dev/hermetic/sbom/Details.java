package dev.hermetic.sbom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hermetic.fetch.Pin;
import dev.hermetic.license.License;
import dev.hermetic.license.LicenseExpression.Operator;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.packagecache.PackageDocuments;
import dev.hermetic.pypi.metadata.Headers;
import dev.hermetic.pypi.metadata.InvalidMetadataException;
import dev.hermetic.sbom.Component.Link;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a package says of its licence and its origin: conda's {@code info/about.json} (CEP-34), a
 * wheel's {@code METADATA} (core metadata, PEP 639).
 *
 * @param license empty where it says nothing
 * @param recipeRevision commit of the recipe, empty where it says nothing
 */
record Details(
    Optional<License> license, SortedMap<Link, String> links, String recipeRevision) {
  static final Details NONE = new Details(Optional.empty(), new TreeMap<>(), "");

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String CLASSIFIER = "License :: ";

  Details {
    links = Collections.unmodifiableSortedMap(new TreeMap<>(links));
  }

  /** What is in the cache; empty when the package is not there. */
  static Optional<Details> find(Path cacheDirectory, LockedPackage locked) {
    boolean sha256 = locked.sha256() != null && locked.sha256().matches("[0-9a-f]{64}");
    boolean md5 = locked.md5() != null && locked.md5().matches("[0-9a-f]{32}");
    if (!sha256 && !md5) {
      return Optional.empty();
    }
    Pin pin = new Pin(sha256 ? locked.sha256() : null, md5 ? locked.md5() : null, -1);
    return PackageDocuments.find(cacheDirectory, pin)
        .map(
            documents ->
                locked.manager() == Manager.CONDA ? conda(documents) : wheel(documents));
  }

  private static Details conda(PackageDocuments documents) {
    JsonNode about = json(documents, "info/about.json");
    SortedMap<Link, String> links = new TreeMap<>();
    Links.put(links, Link.WEBSITE, text(about, "home"));
    Links.put(links, Link.SOURCE, text(about, "dev_url"));
    Links.put(links, Link.DOCUMENTATION, text(about, "doc_url"));
    JsonNode extra = about.path("extra");
    Links.put(links, Link.RECIPE, text(extra, "remote_url"));
    String revision = text(extra, "sha");
    Optional<License> license =
        License.of(text(about, "license"))
            .or(() -> License.of(text(json(documents, "info/index.json"), "license")));
    return new Details(license, links, revision.matches("[0-9a-f]{40}|[0-9a-f]{64}") ? revision : "");
  }

  /** What is no JSON says nothing; the package was installed without it. */
  private static JsonNode json(PackageDocuments documents, String path) {
    try {
      JsonNode read = MAPPER.readTree(documents.read(path).orElse(new byte[0]));
      return read == null ? MAPPER.missingNode() : read;
    } catch (IOException e) {
      return MAPPER.missingNode();
    }
  }

  /** A text, or the first of several. */
  private static String text(JsonNode of, String field) {
    JsonNode value = of.path(field);
    JsonNode first = value.isArray() ? value.path(0) : value;
    return first.isTextual() ? first.textValue() : "";
  }

  private static Details wheel(PackageDocuments documents) {
    List<String> folders = documents.folders(".dist-info");
    if (folders.size() != 1) {
      return NONE;
    }
    Headers headers;
    try {
      headers = Headers.read(documents.read(folders.get(0) + "/METADATA").orElse(new byte[0]));
    } catch (InvalidMetadataException e) {
      return NONE;
    }
    SortedMap<Link, String> links = new TreeMap<>();
    Links.put(links, Link.WEBSITE, first(headers, "home-page").orElse(""));
    for (String line : headers.all("project-url")) {
      int comma = line.indexOf(',');
      Link kind = comma < 0 ? null : kind(line.substring(0, comma));
      if (kind != null) {
        Links.put(links, kind, line.substring(comma + 1));
      }
    }
    return new Details(license(headers), links, "");
  }

  /** The well-known labels ("Well-known Project URLs in Metadata"). */
  private static @Nullable Link kind(String label) {
    return switch (label.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "")) {
      case "homepage" -> Link.WEBSITE;
      case "source", "repository", "sourcecode", "github" -> Link.SOURCE;
      case "documentation", "docs" -> Link.DOCUMENTATION;
      default -> null;
    };
  }

  /** The expression counts, then the classifiers, which mean more than free text; then that. */
  private static Optional<License> license(Headers headers) {
    Optional<License> expression = first(headers, "license-expression").flatMap(License::of);
    if (expression.isPresent()) {
      return expression;
    }
    List<License> classified = new ArrayList<>();
    for (String line : headers.all("classifier")) {
      if (line.startsWith(CLASSIFIER)) {
        String last = line.substring(line.lastIndexOf("::") + 2).strip();
        if (!last.equals("OSI Approved")) {
          License.of(last).ifPresent(classified::add);
        }
      }
    }
    Optional<License> free = first(headers, "license").flatMap(License::of);
    boolean vague = classified.isEmpty() || classified.stream().anyMatch(Details::isVague);
    if (free.isPresent() && vague && (classified.isEmpty() || !isVague(free.get()))) {
      return free;
    }
    return License.join(Operator.AND, classified);
  }

  private static Optional<String> first(Headers headers, String name) {
    return headers.all(name).stream().findFirst();
  }

  private static boolean isVague(License license) {
    return !license.references().isEmpty();
  }
}
