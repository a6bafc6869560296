package dev.hermetic.pypi.lock;

import dev.hermetic.fetch.WebAddress;
import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.simple.DistributionFile;
import dev.hermetic.pypi.simple.IndexAddress;
import dev.hermetic.pypi.tag.InvalidWheelNameException;
import dev.hermetic.pypi.tag.TagSet;
import dev.hermetic.pypi.tag.WheelName;
import dev.hermetic.pypi.version.PypiVersion;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Files that a requirement names itself (PEP 508, direct references), for one target. */
final class DirectFiles {
  private static final Pattern HASH =
      Pattern.compile("(?:.*&)?(sha256|sha384|sha512)=([0-9a-fA-F]{64,128})(?:&.*)?");

  private final TagSet tags;

  DirectFiles(TagSet tags) {
    this.tags = tags;
  }

  /** What is behind the URL, for all that can be told from the URL. */
  Release release(ProjectName name, String url) {
    int hash = url.indexOf('#');
    String place = hash < 0 ? url : url.substring(0, hash);
    SortedMap<String, String> hashes = new TreeMap<>();
    Matcher matcher = HASH.matcher(hash < 0 ? "" : url.substring(hash + 1));
    if (matcher.matches()) {
      hashes.put(matcher.group(1), matcher.group(2).toLowerCase(Locale.ROOT));
    }
    String path = place.indexOf('?') < 0 ? place : place.substring(0, place.indexOf('?'));
    String fileName = WebAddress.decode(path.substring(path.lastIndexOf('/') + 1));
    DistributionFile file =
        new DistributionFile(
            fileName,
            WebAddress.parse(place).map(web -> web.withoutCredentials().text()).orElse(place),
            hashes,
            null,
            null,
            null,
            -1,
            new DistributionFile.OfferedMetadata(false, null),
            new IndexAddress(place));
    PypiVersion version =
        FileNames.sdistVersion(fileName, name).orElse(PypiVersion.parse("0.0.0"));
    if (!file.isWheel()) {
      return new Release(version, file, "is no wheel and would have to be built", null);
    }
    try {
      WheelName wheel = WheelName.parse(fileName);
      @Nullable String unusable = null;
      if (!wheel.name().equals(name)) {
        unusable = "is a wheel of " + wheel.name();
      } else if (!tags.fits(wheel)) {
        unusable = "is a wheel that " + tags.misfit(wheel);
      }
      return new Release(wheel.version(), file, unusable, null);
    } catch (InvalidWheelNameException e) {
      return new Release(version, file, "is no wheel by its name: " + e.getMessage(), null);
    }
  }
}
