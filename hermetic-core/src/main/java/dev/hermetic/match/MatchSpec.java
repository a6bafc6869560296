package dev.hermetic.match;

import dev.hermetic.record.PackageRecord;
import dev.hermetic.version.Dialect;
import dev.hermetic.version.InvalidVersionException;
import dev.hermetic.version.TextPattern;
import dev.hermetic.version.Version;
import dev.hermetic.version.VersionSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A match spec (CEP-29). Immutable; equal when the canonical texts are equal. */
public final class MatchSpec {
  private final TextPattern name;
  private final @Nullable VersionSpec version;
  private final @Nullable String rawVersion;
  private final @Nullable TextPattern build;
  private final @Nullable String channel;
  private final @Nullable TextPattern subdir;
  private final Fields fields;

  MatchSpec(
      TextPattern name,
      @Nullable VersionSpec version,
      @Nullable String rawVersion,
      @Nullable TextPattern build,
      @Nullable String channel,
      @Nullable TextPattern subdir,
      Fields fields) {
    this.name = name;
    this.version = version;
    this.rawVersion = rawVersion;
    this.build = build;
    this.channel = channel;
    this.subdir = subdir;
    this.fields = fields;
  }

  /**
   * Reads a match spec as conda does.
   *
   * @throws InvalidMatchSpecException when the text is no match spec
   */
  public static MatchSpec parse(String text) {
    return parse(text, Dialect.CONDA);
  }

  /**
   * Reads a match spec as the named tool does.
   *
   * @throws InvalidMatchSpecException when the text is no match spec
   */
  public static MatchSpec parse(String text, Dialect dialect) {
    return new MatchSpecParser(text, dialect).parse();
  }

  /** Lower-case package name, or a pattern ({@code *}) when the spec is for many names. */
  public String name() {
    return name.toString();
  }

  /** Whether {@link #name()} is one plain package name, so that candidates can be looked up. */
  public boolean hasExactName() {
    return name.isExact();
  }

  public Optional<VersionSpec> version() {
    return Optional.ofNullable(version);
  }

  /** Build constraint: exact, glob or {@code ^regex$}. */
  public Optional<String> build() {
    return rawBuild();
  }

  /** Channel name or URL as written, without subdir. */
  public Optional<String> channel() {
    return Optional.ofNullable(channel);
  }

  public Optional<String> subdir() {
    return Optional.ofNullable(subdir).map(TextPattern::toString);
  }

  /**
   * What conda's {@code get_raw_value('version')} gives, the text that conda-lock hashes: {@code
   * 3.11.*} for {@code python=3.11}, {@code 3.11} for {@code python==3.11}. For {@code python
   * =3.11 build} it is {@code 3.11}, since conda differs from CEP-29 there, while {@link #matches}
   * goes by the CEP.
   */
  public Optional<String> rawVersion() {
    return rawVersion != null
        ? Optional.of(rawVersion)
        : version().map(VersionSpec::condaText);
  }

  /** What conda's {@code get_raw_value('build')} gives: the build constraint as written. */
  public Optional<String> rawBuild() {
    return Optional.ofNullable(build).map(TextPattern::toString);
  }

  public Optional<BuildNumberSpec> buildNumber() {
    return fields.get(Fields.BUILD_NUMBER).map(BuildNumberSpec::parse);
  }

  /** Exact MD5 or a pattern. */
  public Optional<String> md5() {
    return fields.get(Fields.MD5);
  }

  /** Exact SHA-256 or a pattern. */
  public Optional<String> sha256() {
    return fields.get(Fields.SHA256);
  }

  /** URL or path of one package file, as written. */
  public Optional<String> url() {
    return fields.get(Fields.URL);
  }

  public Optional<String> fileName() {
    return fields.get(Fields.FN);
  }

  public Optional<String> license() {
    return fields.get(Fields.LICENSE);
  }

  public Optional<String> licenseFamily() {
    return fields.get(Fields.LICENSE_FAMILY);
  }

  /** Features that the record must track, neither more nor less; empty when nothing is asked. */
  public List<String> trackFeatures() {
    return fields.list(Fields.TRACK_FEATURES);
  }

  /** Legacy features; no record of today has any. */
  public List<String> features() {
    return fields.list(Fields.FEATURES);
  }

  /** Optional dependency groups (CEP-44) that are asked of the package. */
  public List<String> extras() {
    return fields.list(Fields.EXTRAS);
  }

  /**
   * Condition under which the dependency counts (CEP-43), as written. {@link #matches} does not
   * look at it: who does not evaluate conditions must refuse specs that have one.
   */
  public Optional<String> when() {
    return fields.get(Fields.WHEN);
  }

  /**
   * Whether the spec says nothing but an exact name, a version and a build, so that {@link
   * #matches(Version, String)} is the whole answer for a record of that name.
   */
  public boolean isSimple() {
    return name.isExact() && subdir == null && channel == null && fields.isEmpty();
  }

  /** Whether version and build meet the spec; for records whose name is the spec's. */
  public boolean matches(Version version, String build) {
    return (this.version == null || this.version.matches(version))
        && (this.build == null || this.build.matches(build));
  }

  /** Whether the build meets the spec's build constraint. */
  public boolean matchesBuild(String build) {
    return this.build == null || this.build.matches(build);
  }

  /**
   * Whether the record meets every part of the spec apart from the channel, which needs a resolver
   * of names, and the condition. A record whose version is no version meets only specs without one.
   */
  public boolean matches(PackageRecord record) {
    return name.matches(record.name())
        && (build == null || build.matches(record.build()))
        && (subdir == null || subdir.matches(record.subdir()))
        && (fields.isEmpty() || fields.matches(record))
        && matchesVersion(record.version());
  }

  private boolean matchesVersion(String text) {
    if (version == null || version.matchesAll()) {
      return true;
    }
    try {
      return version.matches(Version.parse(text));
    } catch (InvalidVersionException e) {
      return false;
    }
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof MatchSpec other && toString().equals(other.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  /**
   * Canonical text as conda prints it (CEP-29, appendix A); parsing it again gives an equal spec.
   * Where conda's own text would be read differently (parentheses, globs inside of versions, URLs)
   * it goes into the brackets.
   */
  @Override
  public String toString() {
    StringBuilder head = new StringBuilder();
    StringBuilder brackets = new StringBuilder();
    boolean plainChannel = channel != null && isPositional(channel);
    if (plainChannel) {
      head.append(channel);
    } else if (channel != null && !channel.equals("*")) {
      Fields.append(brackets, "channel", channel);
    }
    if (subdir != null && plainChannel && KnownSubdirs.contains(subdir.toString())) {
      head.append('/').append(subdir);
    } else if (subdir != null) {
      Fields.append(brackets, "subdir", subdir.toString());
    }
    head.append(plainChannel ? "::" : "").append(name);
    boolean exact = version != null && version.exactVersion() != null;
    appendVersion(head, brackets);
    if (build != null) {
      String text = build.toString();
      if (exact && isBuildString(text)) {
        head.append('=').append(text);
      } else {
        Fields.append(brackets, "build", text);
      }
    }
    for (Map.Entry<String, TextPattern> field : fields.values().entrySet()) {
      Fields.append(brackets, field.getKey(), field.getValue().toString());
    }
    return brackets.length() == 0 ? head.toString() : head.append('[').append(brackets) + "]";
  }

  private static boolean isPositional(String channel) {
    return channel.indexOf('*') < 0 && !channel.startsWith("^") && Fields.isPlain(channel);
  }

  private static boolean isBuildString(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isLetterOrDigit(c) && c != '_' && c != '.' && c != '+') {
        return false;
      }
    }
    return true;
  }

  private void appendVersion(StringBuilder head, StringBuilder brackets) {
    if (version == null || version.matchesAll()) {
      return;
    }
    String text = version.canonical();
    String prefix = version.prefixText();
    if (prefix != null) {
      head.append('=').append(prefix);
    } else if (version.exactVersion() != null) {
      head.append(text.startsWith("==") ? "" : "==").append(text);
    } else if (build == null && !text.contains(",") && !text.contains("|")
        && (text.startsWith("!=") || text.startsWith("~="))) {
      head.append(text);
    } else {
      Fields.appendQuoted(brackets, "version", text);
    }
  }
}
