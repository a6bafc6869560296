package dev.hermetic.pypi.metadata;

import dev.hermetic.pypi.requirement.InvalidRequirementException;
import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.requirement.PypiRequirement;
import dev.hermetic.pypi.version.InvalidPypiVersionException;
import dev.hermetic.pypi.version.PypiVersion;
import dev.hermetic.pypi.version.SpecifierSet;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads {@code METADATA} of a wheel and {@code PKG-INFO} of a source distribution. */
public final class MetadataReader {
  /**
   * {@code >=3.6.*}, which old projects have and PEP 440 does not allow. pip and uv read it as {@code
   * >=3.6}; without it many releases could not be used at all.
   */
  private static final Pattern PREFIX_OF_AN_ORDER =
      Pattern.compile("((?:>=|<=|>|<|~=)\\s*[0-9][0-9.]*)\\.\\*");

  private MetadataReader() {}

  /**
   * @throws InvalidMetadataException when a field that is needed is missing, or means nothing
   */
  public static CoreMetadata read(byte[] bytes) {
    Headers headers = Headers.read(bytes);
    String format = required(headers, "metadata-version");
    if (!format.matches("[0-9]{1,4}\\.[0-9]{1,4}")) {
      throw new InvalidMetadataException(
          "its Metadata-Version is no version: " + Headers.shown(format));
    }
    if (!format.startsWith("1.") && !format.startsWith("2.")) {
      // "Automated tools … should fail if the major version is greater than the highest" they know.
      throw new InvalidMetadataException("its Metadata-Version " + format + " is not known");
    }
    SortedSet<ProjectName> extras = new TreeSet<>();
    headers.all("provides-extra").forEach(extra -> extras.add(name(extra)));
    SortedSet<String> dynamic = new TreeSet<>();
    headers.all("dynamic").forEach(field -> dynamic.add(field.toLowerCase(Locale.ROOT)));
    return new CoreMetadata(
        format,
        name(required(headers, "name")),
        version(required(headers, "version")),
        headers.all("requires-dist").stream().map(MetadataReader::requirement).toList(),
        headers.one("requires-python").map(MetadataReader::python).orElse(SpecifierSet.ANY),
        extras,
        dynamic);
  }

  /**
   * {@code Requires-Python} as metadata and indexes have it.
   *
   * @throws InvalidMetadataException when it means nothing
   */
  public static SpecifierSet python(String text) {
    try {
      return SpecifierSet.parse(text);
    } catch (InvalidPypiVersionException e) {
      String mended = PREFIX_OF_AN_ORDER.matcher(text).replaceAll("$1");
      if (!mended.equals(text)) {
        return python(mended);
      }
      throw new InvalidMetadataException(
          "its Requires-Python is no list of constraints: " + Headers.shown(text), e);
    }
  }

  private static PypiRequirement requirement(String text) {
    String line = text.replace('\n', ' ');
    try {
      return PypiRequirement.parse(line);
    } catch (InvalidRequirementException e) {
      String mended = PREFIX_OF_AN_ORDER.matcher(line).replaceAll("$1");
      if (!mended.equals(line)) {
        return requirement(mended);
      }
      throw new InvalidMetadataException(
          "a Requires-Dist of it is no requirement: " + Headers.shown(line), e);
    }
  }

  private static String required(Headers headers, String field) {
    List<String> all = headers.all(field);
    if (all.isEmpty() || all.get(0).isEmpty()) {
      throw new InvalidMetadataException("its metadata have no " + field);
    }
    return headers.one(field).orElse(all.get(0));
  }

  private static ProjectName name(String text) {
    if (!ProjectName.isName(text)) {
      throw new InvalidMetadataException(
          "its metadata have a name that is none: " + Headers.shown(text));
    }
    return ProjectName.of(text);
  }

  private static PypiVersion version(String text) {
    try {
      return PypiVersion.parse(text);
    } catch (InvalidPypiVersionException e) {
      throw new InvalidMetadataException(
          "its version is none: " + Headers.shown(text), e);
    }
  }
}
