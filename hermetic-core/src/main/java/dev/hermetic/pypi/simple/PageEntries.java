package dev.hermetic.pypi.simple;

import dev.hermetic.fetch.WebAddress;
import dev.hermetic.pypi.simple.DistributionFile.OfferedMetadata;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gathers the entries of one page and checks what a stranger wrote in them. */
final class PageEntries {
  private static final Pattern FILE_NAME = Pattern.compile("[\\p{Alnum}][\\p{Alnum}._+!~-]{0,254}");
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{32,128}");
  private static final Pattern ALGORITHM = Pattern.compile("[a-z0-9_]{1,20}");

  private final IndexAddress origin;
  private final String found;
  private final String base;
  private final List<DistributionFile> files = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();

  /**
   * @param found where the page was found
   * @param base what relative addresses are relative to: the same, unless the page says otherwise
   */
  PageEntries(IndexAddress origin, String found, String base) {
    this.origin = origin;
    this.found = found;
    this.base = base;
  }

  /** An entry as it is written. */
  record Entry(
      String href,
      Map<String, String> hashes,
      @Nullable String requiresPython,
      @Nullable String yanked,
      @Nullable Instant uploaded,
      long size,
      OfferedMetadata metadata) {}

  List<DistributionFile> files() {
    return files;
  }

  List<String> leftOut() {
    return leftOut;
  }

  /** Takes an entry, or notes why not. */
  void add(Entry entry) {
    String target = resolve(base, entry.href()).orElse(null);
    if (target == null) {
      leaveOut(entry.href(), "its address is none");
      return;
    }
    int hash = target.indexOf('#');
    String url = hash < 0 ? target : target.substring(0, hash);
    SortedMap<String, String> hashes = new TreeMap<>(hashesOf(entry.hashes()));
    if (hash >= 0) {
      hashes.putAll(hashesOf(fragment(target.substring(hash + 1))));
    }
    String name = fileName(url);
    if (!FILE_NAME.matcher(name).matches()) {
      leaveOut(name, "its name is no plain file name");
    } else if (!mayLeadTo(url)) {
      leaveOut(name, "the page leads from " + scheme(found) + " to " + scheme(url));
    } else {
      files.add(
          new DistributionFile(
              name,
              WebAddress.parse(url).map(web -> web.withoutCredentials().text()).orElse(url),
              hashes,
              entry.requiresPython(),
              entry.yanked(),
              entry.uploaded(),
              entry.size(),
              entry.metadata(),
              origin));
    }
  }

  private void leaveOut(String what, String why) {
    String plain = what.replaceAll("\\p{Cntrl}", "?");
    String shown = plain.length() > 100 ? plain.substring(0, 100) + "…" : plain;
    leftOut.add(shown + ": " + why);
  }

  /** A page may not lead to where it is less protected, or into this machine. */
  private boolean mayLeadTo(String url) {
    return switch (scheme(url)) {
      case "https" -> true;
      case "http" -> !scheme(found).equals("https");
      case "file" -> scheme(found).equals("file");
      default -> false;
    };
  }

  static String scheme(String url) {
    int colon = url.indexOf(':');
    return colon < 0 ? "" : url.substring(0, colon).toLowerCase(Locale.ROOT);
  }

  /** An address as a page has it, made absolute; empty when it is none. */
  static Optional<String> resolve(String base, String href) {
    String text = href.strip();
    try {
      URI resolved = new URI(base).resolve(escaped(text));
      return resolved.isAbsolute() && resolved.getPath() != null
          ? Optional.of(resolved.toString())
          : Optional.empty();
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Browsers take blanks and the like in addresses; java.net.URI does not. */
  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || "\"<>\\^`{|}".indexOf(c) >= 0) {
        out.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static String fileName(String url) {
    int query = url.indexOf('?');
    String path = query < 0 ? url : url.substring(0, query);
    return WebAddress.decode(path.substring(path.lastIndexOf('/') + 1));
  }

  private static Map<String, String> fragment(String text) {
    SortedMap<String, String> values = new TreeMap<>();
    for (String part : text.split("&")) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        values.put(part.substring(0, equals), part.substring(equals + 1));
      }
    }
    return values;
  }

  private static SortedMap<String, String> hashesOf(Map<String, String> written) {
    SortedMap<String, String> hashes = new TreeMap<>();
    written.forEach(
        (algorithm, digest) -> {
          String hex = digest.toLowerCase(Locale.ROOT);
          boolean sha256 = algorithm.equals("sha256");
          if (ALGORITHM.matcher(algorithm).matches()
              && HEX.matcher(hex).matches()
              && (!sha256 || hex.length() == 64)) {
            hashes.put(algorithm, hex);
          }
        });
    return hashes;
  }
}
