package dev.hermetic.channel;

import dev.hermetic.environment.Environment.RequestedChannel;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.version.TextPattern;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Turns channel names, URLs and paths into channels (CEP-26). Immutable; safe for use by several
 * threads.
 *
 * <p>{@code defaults} stands for {@code pkgs/main} and {@code pkgs/r}, on Windows platforms also
 * {@code pkgs/msys2}; {@code nodefaults} for nothing, and the name of a multichannel for
 * its members. A subdir at the end ({@code
 * conda-forge/linux-64}) or in brackets ({@code conda-forge[linux-64,noarch]}) limits the channel
 * to it.
 */
public final class ChannelResolver {
  private static final String DEFAULTS = "defaults";
  private static final String NO_DEFAULTS = "nodefaults";

  private static final Pattern RELATED =
      Pattern.compile("\\.\\.(/\\.\\.)*(/(?!\\.)[A-Za-z0-9_.+~-]+)*/?");

  private final ChannelSettings settings;
  private final ChannelParser parser;
  private final Mirrors mirrors;
  private final Multichannels multichannels;

  /** @throws HermeticException HERM-CHAN-005 or 007 when a mirror or multichannel is malformed */
  public ChannelResolver(ChannelSettings settings) {
    this.settings = settings;
    this.parser = new ChannelParser(settings, true);
    this.mirrors = Mirrors.of(settings.mirrors(), new ChannelParser(settings, false));
    this.multichannels = Multichannels.of(settings.multichannels());
  }

  /**
   * The channels to use for a platform, in priority order. A channel that is asked for twice keeps
   * its first place.
   *
   * @throws HermeticException every problem of every channel, HERM-CHAN-nnn
   */
  public List<Channel> resolve(List<RequestedChannel> requested, Platform platform) {
    Map<String, Channel> channels = new LinkedHashMap<>();
    List<Problem> problems = new ArrayList<>();
    for (RequestedChannel request : multichannels.expand(requested)) {
      try {
        for (Channel channel : resolve(request, platform)) {
          channels.merge(channel.baseUrl(), channel, ChannelResolver::union);
        }
      } catch (HermeticException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new HermeticException(problems);
    }
    return List.copyOf(channels.values());
  }

  /**
   * What a lock says of the channels, in the order asked for: one entry a request, names as
   * written, variables in place of credentials; {@code nodefaults} left out. A multichannel is
   * recorded as its members, so that the lock can be read where nobody knows the group. The same
   * on every platform.
   *
   * @throws HermeticException every problem of every channel, HERM-CHAN-nnn
   */
  public List<RecordedChannel> record(List<RequestedChannel> requested) {
    List<RecordedChannel> recorded = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (RequestedChannel request : multichannels.expand(requested)) {
      String text = request.text().strip();
      try {
        if (text.equals(DEFAULTS)) {
          recorded.add(new RecordedChannel(text, List.of()));
        } else if (!text.equals(NO_DEFAULTS)) {
          ParsedChannel channel = parser.parse(text, request.location().toString());
          recorded.add(new RecordedChannel(channel.recordedUrl(), channel.usedEnvVars()));
        }
      } catch (HermeticException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new HermeticException(problems);
    }
    return List.copyOf(recorded);
  }

  /**
   * Whether the channel part of a match spec means this channel: by name, URL, {@code defaults},
   * a multichannel or a glob or {@code ^regex$} over name or URL. A subdir in it is not looked at.
   *
   * @throws HermeticException HERM-CHAN-001 or 003 when the text is no channel
   */
  public boolean matches(String specChannel, Channel channel) {
    String text = specChannel.strip();
    if (text.equals(DEFAULTS)) {
      return defaultUrls(true).contains(channel.baseUrl());
    }
    List<String> members = multichannels.members(text);
    if (!members.isEmpty()) {
      return members.stream().anyMatch(member -> matches(member, channel));
    }
    if (isPattern(text)) {
      TextPattern pattern = TextPattern.parse(text);
      return pattern.matches(channel.baseUrl()) || pattern.matches(shortName(channel));
    }
    return text.equals(channel.name()) || baseUrl(text).equals(channel.baseUrl());
  }

  /** Whether the channel part of a match spec chooses among channels and names none. */
  public static boolean isPattern(String specChannel) {
    return specChannel.indexOf('*') >= 0 || specChannel.startsWith("^");
  }

  /** Whether the text is the name of a multichannel. */
  public boolean isMultichannel(String text) {
    return !multichannels.members(text).isEmpty();
  }

  /**
   * A channel that another one refers to (CEP-42), with the credentials that the other one is
   * reached with: it lies on the same server.
   *
   * @param reference {@code ../name}, any number of steps up, relative to the channel's base URL
   * @return empty when the reference is none, or leads above the server's root
   * @throws HermeticException HERM-CHAN-002 when it leads to a channel that is not allowed
   */
  public Optional<Channel> related(Channel channel, String reference) {
    if (!RELATED.matcher(reference).matches()) {
      return Optional.empty();
    }
    String path = channel.baseUrl().replaceFirst("^[a-z]+://[^/]*", "");
    StringBuilder down = new StringBuilder();
    String left = path;
    for (String part : reference.split("/")) {
      if (part.equals("..")) {
        if (left.isEmpty()) {
          return Optional.empty();
        }
        left = left.substring(0, left.lastIndexOf('/'));
      } else {
        down.append('/').append(part);
      }
    }
    if (left.isEmpty() && down.isEmpty()) {
      return Optional.empty();
    }
    String up = path.substring(left.length());
    String base = replaceEnd(channel.baseUrl(), up, down, "");
    if (base.startsWith(ChannelParser.ANACONDA + "/pkgs/")) {
      requireDefaults(channel.name(), base);
    }
    // A mirror stands in for what it is a mirror of, and not for what lies beside that.
    boolean mirrored = !mirrors.apply(channel.baseUrl(), "").isEmpty();
    String origin = mirrored ? base : replaceEnd(channel.fetchUrls().get(0), up, down, base);
    Channel related =
        new Channel(
            base,
            base,
            replaceEnd(channel.lockUrl(), up, down, base),
            List.of(mirrors.apply(base, origin)));
    return Optional.of(
        new Channel(shortName(related), base, related.lockUrl(), related.fetchUrls()));
  }

  private static String replaceEnd(
      String url, String end, CharSequence replacement, String otherwise) {
    return url.endsWith(end)
        ? url.substring(0, url.length() - end.length()) + replacement
        : otherwise;
  }

  /**
   * Where to fetch a file of a channel, mirrors and credentials applied.
   *
   * @param url as records have it, without credentials
   */
  public List<String> fetchUrls(Channel channel, String url) {
    if (url.startsWith(channel.baseUrl() + "/")) {
      String rest = url.substring(channel.baseUrl().length());
      return channel.fetchUrls().stream().map(base -> base + rest).toList();
    }
    return List.of(mirrors.apply(url, url));
  }

  private List<Channel> resolve(RequestedChannel request, Platform platform) {
    String text = request.text().strip();
    String subject = request.location().toString();
    if (text.equals(NO_DEFAULTS)) {
      return List.of();
    }
    if (text.equals(DEFAULTS)) {
      requireDefaults(subject, text);
      return defaultUrls(platform.isWindows()).stream()
          .map(url -> new Channel(text, url, url, List.of(mirrors.apply(url, url))))
          .toList();
    }
    ParsedChannel parsed = parser.parse(text, subject);
    if (parsed.baseUrl().startsWith(ChannelParser.ANACONDA + "/pkgs/")) {
      requireDefaults(subject, parsed.baseUrl());
    }
    String fetchUrl = mirrors.apply(parsed.baseUrl(), parsed.originUrl());
    return List.of(
        new Channel(
            parsed.recordedUrl(),
            parsed.baseUrl(),
            parsed.lockUrl(),
            List.of(fetchUrl),
            parsed.subdirs()));
  }

  private void requireDefaults(String subject, String channel) {
    if (!settings.allowDefaults()) {
      throw new HermeticException(ChannelProblems.defaultsForbidden(subject, channel));
    }
  }

  private String baseUrl(String specChannel) {
    return parser.parse(specChannel, "a match spec").baseUrl();
  }

  private String shortName(Channel channel) {
    for (String prefix : List.of(baseUrl(settings.alias()), ChannelParser.ANACONDA)) {
      if (channel.baseUrl().startsWith(prefix + "/")) {
        return channel.baseUrl().substring(prefix.length() + 1);
      }
    }
    return channel.baseUrl();
  }

  private static Collection<String> defaultUrls(boolean windows) {
    String pkgs = ChannelParser.ANACONDA + "/pkgs/";
    return windows
        ? List.of(pkgs + "main", pkgs + "r", pkgs + "msys2")
        : List.of(pkgs + "main", pkgs + "r");
  }

  private static Channel union(Channel first, Channel again) {
    TreeSet<String> subdirs = new TreeSet<>(first.subdirs());
    subdirs.addAll(again.subdirs());
    boolean all = first.subdirs().isEmpty() || again.subdirs().isEmpty();
    return new Channel(
        first.name(),
        first.baseUrl(),
        first.lockUrl(),
        first.fetchUrls(),
        all ? List.of() : List.copyOf(subdirs));
  }
}
