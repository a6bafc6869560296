package dev.hermetic.fetch;

import dev.hermetic.problem.HermeticException;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An http or https address in canonical form: scheme and host in lower case, no default port, no
 * fragment, characters that a URL cannot hold percent-encoded.
 *
 * @param scheme {@code http} or {@code https}
 * @param userInfo percent-encoded {@code user} or {@code user:password}, null when there is none
 * @param host ASCII; an IPv6 address in brackets
 * @param port -1 for the scheme's own
 * @param path percent-encoded, empty or starting with a slash
 * @param query percent-encoded without the question mark, null when there is none
 */
public record WebAddress(
    String scheme,
    @Nullable String userInfo,
    String host,
    int port,
    String path,
    @Nullable String query) {
  private static final Pattern FORM =
      Pattern.compile("(?i)(https?)://([^/?#\\\\]*)([^?#]*)(?:\\?([^#]*))?(?:#.*)?");
  private static final Pattern HOST_PORT =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:\\[\\]@]+)(?::([0-9]{0,5}))?");
  private static final Pattern TOKEN = Pattern.compile("/t/([^/]+)(?=/|$)");

  public WebAddress {
    Objects.requireNonNull(scheme, "scheme");
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(path, "path");
  }

  /**
   * The address. The text of what cannot be parsed is not shown: nobody knows where in it a secret
   * may be.
   *
   * @param title what a person reads instead
   * @throws HermeticException HERM-NET-001
   */
  static WebAddress required(String text, String title) {
    return parse(text)
        .orElseThrow(
            () ->
                new HermeticException(
                    NetProblems.badUrl(title, "the address to fetch is no URL of a file")));
  }

  /** The address, or empty when the text is no http or https URL. */
  public static Optional<WebAddress> parse(String text) {
    Matcher url = FORM.matcher(text.strip());
    if (!url.matches()) {
      return Optional.empty();
    }
    String authority = url.group(2);
    int at = authority.lastIndexOf('@');
    Matcher hostPort = HOST_PORT.matcher(authority.substring(at + 1));
    if (!hostPort.matches()) {
      return Optional.empty();
    }
    String scheme = url.group(1).toLowerCase(Locale.ROOT);
    String digits = hostPort.group(2);
    int port = digits == null || digits.isEmpty() ? -1 : Integer.parseInt(digits);
    if (port > 65535) {
      return Optional.empty();
    }
    WebAddress address;
    try {
      address =
          new WebAddress(
              scheme,
              at <= 0 ? null : legal(authority.substring(0, at)),
              ascii(hostPort.group(1)).toLowerCase(Locale.ROOT),
              port == defaultPort(scheme) ? -1 : port,
              legal(url.group(3)),
              url.group(4) == null ? null : legal(url.group(4)));
      // A host that java.net.URI does not know as one (an underscore in it) cannot be asked.
      return new URI(address.withoutUserInfo().text()).getHost() == null
          ? Optional.empty()
          : Optional.of(address);
    } catch (IllegalArgumentException | URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static String ascii(String host) {
    for (int i = 0; i < host.length(); i++) {
      if (host.charAt(i) >= 0x80) {
        return IDN.toASCII(host);
      }
    }
    // Nothing to do for it, and it would load two dozen classes and a table.
    return host;
  }

  /** The same address without user and password. A conda token stays. */
  public WebAddress withoutUserInfo() {
    return new WebAddress(scheme, null, host, port, path, query);
  }

  /** The same address with another, not yet encoded, user-info. */
  public WebAddress withUserInfo(String user, @Nullable String password) {
    String info = password == null ? encode(user) : encode(user) + ":" + encode(password);
    return new WebAddress(scheme, info, host, port, path, query);
  }

  /** The same address without user, password and {@code /t/TOKEN}. */
  public WebAddress withoutCredentials() {
    String bare = TOKEN.matcher(path).replaceFirst("");
    return new WebAddress(scheme, null, host, port, bare, query);
  }

  /** The conda token in the path, not decoded. */
  public Optional<String> token() {
    Matcher token = TOKEN.matcher(path);
    return token.find() ? Optional.of(token.group(1)) : Optional.empty();
  }

  /**
   * User and password of the user-info, decoded. A user alone is the user name with an empty
   * password, as conda and curl read it.
   */
  public Optional<Credential> credential() {
    if (userInfo == null) {
      return Optional.empty();
    }
    int colon = userInfo.indexOf(':');
    return Optional.of(
        colon < 0
            ? new Credential(decode(userInfo), "")
            : new Credential(
                decode(userInfo.substring(0, colon)), decode(userInfo.substring(colon + 1))));
  }

  /** The port in use. */
  int effectivePort() {
    return port == -1 ? defaultPort(scheme) : port;
  }

  /** What may be shown to a person: no credentials and no query, which may be a signature. */
  public String display() {
    WebAddress bare = withoutCredentials();
    return new WebAddress(scheme, null, host, port, bare.path, null).text();
  }

  /** For the HTTP client: without user-info, with token and query. */
  URI uri() {
    WebAddress bare = withoutUserInfo();
    return URI.create(bare.path.isEmpty() && query == null ? bare.text() + "/" : bare.text());
  }

  /** The whole address, credentials included. */
  public String text() {
    StringBuilder text = new StringBuilder(scheme).append("://");
    if (userInfo != null) {
      text.append(userInfo).append('@');
    }
    text.append(host);
    if (port != -1) {
      text.append(':').append(port);
    }
    text.append(path);
    if (query != null) {
      text.append('?').append(query);
    }
    return text.toString();
  }

  /** {@link #display()}. */
  @Override
  public String toString() {
    return display();
  }

  /** Percent-decodes what is well encoded and leaves the rest as it is. */
  public static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] in = text.getBytes(StandardCharsets.UTF_8);
    byte[] out = new byte[in.length];
    int length = 0;
    for (int i = 0; i < in.length; i++) {
      if (in[i] == '%' && isEncoded(in, i)) {
        out[length++] = (byte) (hex(in[i + 1]) * 16 + hex(in[i + 2]));
        i += 2;
      } else {
        out[length++] = in[i];
      }
    }
    return new String(out, 0, length, StandardCharsets.UTF_8);
  }

  private static int defaultPort(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }

  /** Encodes all but unreserved characters (RFC 3986). */
  private static String encode(String text) {
    return escape(text, "-._~", false);
  }

  /** Encodes only what a URL cannot hold. */
  private static String legal(String text) {
    return escape(text, "-._~:/?@!$&'()*+,;=", true);
  }

  private static String escape(String text, String kept, boolean keepEncoded) {
    StringBuilder out = new StringBuilder();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      char c = (char) (bytes[i] & 0xff);
      boolean plain =
          c < 0x80 && (Character.isLetterOrDigit(c) || kept.indexOf(c) >= 0)
              || keepEncoded && c == '%' && isEncoded(bytes, i);
      if (plain) {
        out.append(c);
      } else {
        out.append('%').append("0123456789ABCDEF".charAt(c >> 4));
        out.append("0123456789ABCDEF".charAt(c & 15));
      }
    }
    return out.toString();
  }

  private static boolean isEncoded(byte[] text, int at) {
    return at + 2 < text.length && hex(text[at + 1]) >= 0 && hex(text[at + 2]) >= 0;
  }

  private static int hex(byte digit) {
    return Character.digit((char) (digit & 0xff), 16);
  }
}
