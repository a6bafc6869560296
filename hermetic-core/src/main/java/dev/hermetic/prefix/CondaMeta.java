package dev.hermetic.prefix;

import dev.hermetic.archive.PackageEntry;
import dev.hermetic.archive.Placeholder;
import dev.hermetic.record.PackageRecord;
import java.util.List;
import java.util.Locale;
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

  private final PrefixPackage installed;
  private final List<Laid> paths;
  private final boolean there;

  /**
   * @param paths what the package brought into the prefix, sorted, without folders
   * @param there whether for files as they are where the prefix is used, not as they were written
   */
  CondaMeta(PrefixPackage installed, List<Laid> paths, boolean there) {
    this.installed = installed;
    this.paths = paths;
    this.there = there;
  }

  /** The keys in the order of their letters. */
  byte[] json() {
    PackageRecord record = installed.record();
    String folder = PACKAGES + installed.distribution();
    JsonLines out = new JsonLines().object();
    out.text("build", record.build());
    out.number("build_number", record.buildNumber());
    out.text("channel", channel(record));
    out.texts("constrains", record.constrains());
    out.texts("depends", record.depends());
    out.text("extracted_package_dir", folder);
    out.list("files");
    for (Laid path : paths) {
      out.text(path.entry().path());
    }
    out.endList();
    out.text("fn", record.fileName());
    out.text("license", record.license());
    out.text("license_family", record.licenseFamily());
    out.object("link").text("source", folder).number("type", 1).endObject();
    out.text("md5", record.md5());
    out.text("name", record.name());
    out.text("noarch", record.noarch());
    out.text("package_tarball_full_path", PACKAGES + record.fileName());
    writePaths(out);
    out.text("python_site_packages_path", record.pythonSitePackagesPath());
    String spec = installed.requestedSpec();
    out.text("requested_spec", spec == null ? "None" : spec);
    out.texts("requested_specs", spec == null ? List.of() : List.of(spec));
    out.text("sha256", record.sha256());
    if (record.size() >= 0) {
      out.number("size", record.size());
    }
    out.text("subdir", record.subdir());
    if (record.timestamp() >= 0) {
      out.number("timestamp", record.timestamp());
    }
    if (!record.trackFeatures().isEmpty()) {
      out.text("track_features", String.join(" ", record.trackFeatures()));
    }
    out.text("url", record.url());
    out.text("version", record.version());
    return out.endObject().bytes();
  }

  static String channel(PackageRecord record) {
    return record.channel().isEmpty()
        ? record.subdir()
        : record.channel() + "/" + record.subdir();
  }

  private void writePaths(JsonLines out) {
    out.object("paths_data").list("paths");
    for (Laid path : paths) {
      String name = path.entry().path();
      out.object().text("_path", name);
      Content content = path.path().content();
      if (content instanceof Content.Stored stored) {
        writeFile(out, path, stored.entry(), null);
      } else if (content instanceof Content.Patched patched) {
        writeFile(out, path, patched.entry(), patched.placeholder());
      } else if (content instanceof Content.Script) {
        String type =
            name.startsWith("Scripts/")
                ? "windows_python_entry_point_script"
                : "unix_python_entry_point";
        out.text("path_type", type);
        out.word("sha256_in_prefix", path.sha256(there));
      } else {
        out.text("path_type", "softlink");
      }
      out.endObject();
    }
    out.endList().number("paths_version", 1).endObject();
  }

  private void writeFile(
      JsonLines out, Laid path, PackageEntry entry, @Nullable Placeholder placeholder) {
    if (placeholder != null) {
      out.text("file_mode", placeholder.mode().name().toLowerCase(Locale.ROOT));
    }
    if (entry.noLink()) {
      out.truth("no_link", true);
    }
    out.word("path_type", "hardlink");
    if (placeholder != null) {
      out.text("prefix_placeholder", placeholder.text());
    }
    out.word("sha256", entry.sha256());
    out.word("sha256_in_prefix", path.sha256(there));
    out.number("size_in_bytes", entry.size());
  }
}
