package dev.hermetic.prefix;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import dev.hermetic.archive.PackageEntry;
import dev.hermetic.archive.Placeholder;
import dev.hermetic.record.PackageRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code conda-meta/NAME-VERSION-BUILD.json}, by which conda, mamba and rattler know what is
 * installed (CEP-32): keys sorted, two spaces, no path of this machine. Paths that lost to another
 * package, compiled files and folders are not listed. Of symbolic links no digest is told: tools
 * disagree on what it is the digest of.
 */
final class CondaMeta {
  /** Where packages lie is nobody's business; the same on any machine. */
  private static final String PACKAGES = "/pkgs/";

  private static final JsonFactory FACTORY = new JsonFactory();

  private final PrefixPackage installed;
  private final List<PlannedPath> paths;
  private final Function<PlannedPath, String> sha256InPrefix;

  /**
   * @param paths what the package brought into the prefix, sorted, without folders
   * @param sha256InPrefix of each file
   */
  CondaMeta(
      PrefixPackage installed,
      List<PlannedPath> paths,
      Function<PlannedPath, String> sha256InPrefix) {
    this.installed = installed;
    this.paths = paths;
    this.sha256InPrefix = sha256InPrefix;
  }

  byte[] json() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 14);
    try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
      DefaultIndenter lines = new DefaultIndenter("  ", "\n");
      DefaultPrettyPrinter printer =
          new DefaultPrettyPrinter(
              Separators.createDefaultInstance()
                  .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                  .withArrayEmptySeparator("")
                  .withObjectEmptySeparator(""));
      printer.indentObjectsWith(lines);
      printer.indentArraysWith(lines);
      out.setPrettyPrinter(printer);
      write(out);
      out.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The keys in the order of their letters. */
  private void write(JsonGenerator out) throws IOException {
    PackageRecord record = installed.record();
    String folder = PACKAGES + installed.distribution();
    out.writeStartObject();
    out.writeStringField("build", record.build());
    out.writeNumberField("build_number", record.buildNumber());
    out.writeStringField("channel", channel(record));
    texts(out, "constrains", record.constrains());
    texts(out, "depends", record.depends());
    out.writeStringField("extracted_package_dir", folder);
    texts(out, "files", paths.stream().map(PlannedPath::path).toList());
    out.writeStringField("fn", record.fileName());
    text(out, "license", record.license());
    text(out, "license_family", record.licenseFamily());
    out.writeObjectFieldStart("link");
    out.writeStringField("source", folder);
    out.writeNumberField("type", 1);
    out.writeEndObject();
    text(out, "md5", record.md5());
    out.writeStringField("name", record.name());
    text(out, "noarch", record.noarch());
    out.writeStringField("package_tarball_full_path", PACKAGES + record.fileName());
    writePaths(out);
    text(out, "python_site_packages_path", record.pythonSitePackagesPath());
    String spec = installed.requestedSpec();
    out.writeStringField("requested_spec", spec == null ? "None" : spec);
    texts(out, "requested_specs", spec == null ? List.of() : List.of(spec));
    text(out, "sha256", record.sha256());
    if (record.size() >= 0) {
      out.writeNumberField("size", record.size());
    }
    out.writeStringField("subdir", record.subdir());
    if (record.timestamp() >= 0) {
      out.writeNumberField("timestamp", record.timestamp());
    }
    if (!record.trackFeatures().isEmpty()) {
      out.writeStringField("track_features", String.join(" ", record.trackFeatures()));
    }
    out.writeStringField("url", record.url());
    out.writeStringField("version", record.version());
    out.writeEndObject();
  }

  static String channel(PackageRecord record) {
    return record.channel().isEmpty()
        ? record.subdir()
        : record.channel() + "/" + record.subdir();
  }

  private void writePaths(JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("paths_data");
    out.writeArrayFieldStart("paths");
    for (PlannedPath path : paths) {
      out.writeStartObject();
      out.writeStringField("_path", path.path());
      Content content = path.content();
      if (content instanceof Content.Stored stored) {
        writeFile(out, path, stored.entry(), null);
      } else if (content instanceof Content.Patched patched) {
        writeFile(out, path, patched.entry(), patched.placeholder());
      } else if (content instanceof Content.Script) {
        String type =
            path.path().startsWith("Scripts/")
                ? "windows_python_entry_point_script"
                : "unix_python_entry_point";
        out.writeStringField("path_type", type);
        out.writeStringField("sha256_in_prefix", sha256InPrefix.apply(path));
      } else {
        out.writeStringField("path_type", "softlink");
      }
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeNumberField("paths_version", 1);
    out.writeEndObject();
  }

  private void writeFile(
      JsonGenerator out, PlannedPath path, PackageEntry entry, @Nullable Placeholder placeholder)
      throws IOException {
    if (placeholder != null) {
      out.writeStringField("file_mode", placeholder.mode().name().toLowerCase(Locale.ROOT));
    }
    if (entry.noLink()) {
      out.writeBooleanField("no_link", true);
    }
    out.writeStringField("path_type", "hardlink");
    if (placeholder != null) {
      out.writeStringField("prefix_placeholder", placeholder.text());
    }
    text(out, "sha256", entry.sha256());
    out.writeStringField("sha256_in_prefix", sha256InPrefix.apply(path));
    out.writeNumberField("size_in_bytes", entry.size());
  }

  private static void text(JsonGenerator out, String key, @Nullable String value)
      throws IOException {
    if (value != null) {
      out.writeStringField(key, value);
    }
  }

  private static void texts(JsonGenerator out, String key, Collection<String> values)
      throws IOException {
    out.writeArrayFieldStart(key);
    for (String value : values) {
      out.writeString(value);
    }
    out.writeEndArray();
  }
}
