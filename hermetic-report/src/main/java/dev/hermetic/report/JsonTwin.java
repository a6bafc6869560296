package dev.hermetic.report;

import dev.hermetic.lock.DownloadSize;
import dev.hermetic.lock.LockedFile;
import dev.hermetic.lock.SpecTable;
import dev.hermetic.lock.SpecTable.PackageRow;
import dev.hermetic.lock.SpecTable.Row;
import dev.hermetic.lock.SpecTable.Total;
import dev.hermetic.lock.SpecTable.VariantChoice;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.lockfile.Lockfile.LockedChannel;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.problem.Location;
import dev.hermetic.problem.Redaction;
import dev.hermetic.text.JsonText;
import dev.hermetic.text.JsonTree;
import dev.hermetic.text.JsonWriter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The page for machines: every number of it, keys sorted, unknown values null, ASCII only. */
final class JsonTwin {
  /** Changes when a reader of the file would have to. */
  private static final String FORMAT = "hermetic-lock-report/1";

  private JsonTwin() {}

  /** Its bytes, with a line feed at their end. */
  static byte[] of(LockReportRequest request, Page page) {
    return JsonText.bytes(json -> JsonTree.write(json, root(request, page)));
  }

  private static SortedMap<String, Object> root(LockReportRequest request, Page page) {
    SpecTable table = request.table();
    Lockfile.Metadata metadata = request.lockfile().metadata();
    SortedMap<String, Object> root = new TreeMap<>();
    root.put("format", FORMAT);
    root.put("title", request.title());
    root.put("generator", request.generator());
    root.put("timestamp", request.timestamp().map(Object::toString).orElse(null));
    root.put(
        "verdict",
        object(
            "freshness", request.freshness().name().toLowerCase(Locale.ROOT),
            "good", page.good(),
            "notes", page.notes(),
            "sentence", page.verdict(),
            "unasked", names(table.unasked()),
            "unlocked", names(table.unlocked())));
    root.put("summary", summary(table));
    root.put("specs", list(table.rows(), JsonTwin::spec));
    root.put(
        "newness",
        list(
            table.newness(),
            one ->
                object(
                    "how", one.how(),
                    "kind", one.kind().name().toLowerCase(Locale.ROOT),
                    "platforms", names(one.platforms()),
                    "what", one.what(),
                    "why", one.why())));
    root.put("variants", list(table.variants(), JsonTwin::variant));
    root.put("differences", differences(table));
    root.put("platforms", byName(table.totals(), Total::platform, JsonTwin::total));
    root.put("packages", list(table.packages(), JsonTwin::packageRow));
    root.put("channels", list(metadata.channels(), JsonTwin::channel));
    root.put("sources", metadata.sources());
    SortedMap<String, Object> custom = new TreeMap<>();
    metadata.custom().forEach((key, value) -> custom.put(key, Redaction.redact(value)));
    root.put("custom_metadata", custom);
    root.put(
        "pip_left_out",
        list(
            table.pipLeftOut(),
            entry ->
                object(
                    "location", location(entry.location()),
                    "platforms", names(entry.platforms()),
                    "text", entry.text())));
    root.put(
        "warnings",
        list(
            request.warnings(),
            p ->
                object(
                    "code", p.code(), "fact", p.fact(), "fix", p.fix(), "subject", p.subject())));
    root.put(
        "commands", list(page.commands(), c -> object("purpose", c.purpose(), "text", c.text())));
    return root;
  }

  private static Object summary(SpecTable table) {
    return object(
        "download", download(table.download()),
        "names", table.packages().size(),
        "names_not_everywhere", table.partial().size(),
        "names_with_other_versions", table.versionDifferences().size(),
        "packages", table.packageCount(),
        "platforms", table.platforms().size(),
        "specs", table.rows().size());
  }

  private static Object spec(Row row) {
    SortedMap<String, Object> cells = new TreeMap<>();
    row.cells().forEach((platform, cell) -> cells.put(platform.toString(), cell(cell)));
    return object(
        "category", row.category(),
        "location", location(row.location()),
        "locked", cells,
        "manager", row.manager().key(),
        "name", row.name(),
        "text", row.text(),
        "variant_differs", row.variantDiffers(),
        "version_differs", row.versionDiffers());
  }

  private static Object cell(SpecTable.Cell cell) {
    if (cell instanceof SpecTable.Cell.Locked locked) {
      return (JsonText.Body) json -> file(json, locked.file(), locked);
    }
    return object("state", cell instanceof SpecTable.Cell.Missing ? "missing" : "absent");
  }

  /**
   * Files are most of what there is, so that they are written and not put into a tree first.
   *
   * @param cell where it answers a spec
   */
  private static void file(JsonWriter json, LockedFile file, SpecTable.Cell.@Nullable Locked cell) {
    json.writeStartObject();
    json.writeStringField("build", file.build().orElse(null));
    json.writeStringField("category", file.category());
    json.writeStringField("channel", file.channel());
    json.writeStringField("file", file.fileName());
    json.writeStringField("manager", file.manager().key());
    json.writeStringField("md5", file.md5().orElse(null));
    if (cell != null) {
      json.writeBooleanField("meets_spec", cell.meetsSpec());
    }
    json.writeStringField("name", file.name());
    json.writeStringField("sha256", file.sha256().orElse(null));
    if (file.size().isPresent()) {
      json.writeNumberField("size", file.size().getAsLong());
    } else {
      json.writeNullField("size");
    }
    if (cell != null) {
      json.writeStringField("state", "locked");
    }
    json.writeStringField("subdir", file.subdir().orElse(null));
    json.writeStringField("url", file.url());
    json.writeStringField("variant", file.variant().map(variant -> variant.kind().id()).orElse(null));
    json.writeStringField("version", file.version());
    json.writeEndObject();
  }

  private static Object variant(VariantChoice choice) {
    return object(
        "build", choice.build().orElse(null),
        "evidence", choice.variant().evidence(),
        "name", choice.name(),
        "needs_driver", choice.variant().needsDriver(),
        "platform", choice.platform().toString(),
        "root", choice.root(),
        "variant", choice.variant().kind().id(),
        "why", choice.why());
  }

  private static Object differences(SpecTable table) {
    return object(
        "partial",
        list(
            table.partial(),
            row -> object("name", row.name(), "platforms", names(row.files().keySet()))),
        "versions",
        list(
            table.versionDifferences(),
            row -> {
              SortedMap<String, Object> versions = new TreeMap<>();
              row.files().forEach((on, file) -> versions.put(on.toString(), file.version()));
              return object("name", row.name(), "versions", versions);
            }));
  }

  private static Object total(Total total) {
    return object(
        "content_hash",
        total.contentHash().orElse(null),
        "download",
        download(total.download()),
        "noarch",
        total.noarch(),
        "packages",
        total.packages(),
        "pip",
        total.pip(),
        "virtual_packages",
        total
            .virtualPackages()
            .map(given -> given.stream().sorted().map(VirtualPackage::toString).toList())
            .orElse(null));
  }

  private static Object packageRow(PackageRow row) {
    SortedMap<String, Object> files = new TreeMap<>();
    row.files()
        .forEach(
            (platform, file) ->
                files.put(platform.toString(), (JsonText.Body) json -> file(json, file, null)));
    return object(
        "files", files,
        "manager", row.manager().key(),
        "name", row.name(),
        "needed_by", row.neededBy(),
        "root", row.root());
  }

  private static Object channel(LockedChannel channel) {
    return object("url", Redaction.redact(channel.url()), "used_env_vars", channel.usedEnvVars());
  }

  private static Object download(DownloadSize size) {
    return object("known_bytes", size.knownBytes(), "unknown_files", size.unknown());
  }

  private static Object location(Location location) {
    return object("column", location.column(), "file", location.file(), "line", location.line());
  }

  private static List<String> names(Collection<Platform> platforms) {
    return platforms.stream().map(Platform::toString).toList();
  }

  private static <T> List<Object> list(Collection<T> values, Function<T, Object> form) {
    return values.stream().map(form).toList();
  }

  private static <T> Map<String, Object> byName(
      Collection<T> values, Function<T, Platform> name, Function<T, Object> form) {
    SortedMap<String, Object> result = new TreeMap<>();
    values.forEach(value -> result.put(name.apply(value).toString(), form.apply(value)));
    return result;
  }

  /** Keys and values by turns. */
  private static SortedMap<String, Object> object(@Nullable Object... keysAndValues) {
    SortedMap<String, Object> result = new TreeMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      result.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
    }
    return result;
  }
}
