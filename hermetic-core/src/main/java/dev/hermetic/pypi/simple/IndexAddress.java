package dev.hermetic.pypi.simple;

import dev.hermetic.fetch.WebAddress;
import dev.hermetic.pypi.requirement.ProjectName;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Where an index is.
 *
 * @param url {@code https:}, {@code http:} or {@code file:}, without a slash at the end; may hold
 *     credentials
 */
public record IndexAddress(String url) {
  /** The index of the Python Package Index. */
  public static final IndexAddress PYPI = new IndexAddress("https://pypi.org/simple");

  public IndexAddress {
    Objects.requireNonNull(url, "url");
    while (url.endsWith("/")) {
      url = url.substring(0, url.length() - 1);
    }
  }

  /** Where the page of a project is (PEP 503). */
  String page(ProjectName name) {
    return url + "/" + name.normalised() + "/";
  }

  boolean isLocal() {
    return url.toLowerCase(Locale.ROOT).startsWith("file:");
  }

  /** What may be shown: no credentials. */
  public String display() {
    return WebAddress.parse(url).map(WebAddress::display).orElse(url);
  }

  /** Whether user and password, or a token, are in it. */
  public boolean hasCredentials() {
    return !bare().equals(url);
  }

  /** For locks: no credentials, whole otherwise. */
  public String bare() {
    return WebAddress.parse(url).map(web -> web.withoutCredentials().text()).orElse(url);
  }

  /**
   * The same URL with the credentials of this index, where it is of the same server: user and
   * password, or the token that anaconda.org has in its paths.
   */
  public String withCredentials(String target) {
    Optional<WebAddress> own = WebAddress.parse(url);
    Optional<WebAddress> other = WebAddress.parse(target);
    if (own.isEmpty() || other.isEmpty() || !sameServer(own.get(), other.get())) {
      return target;
    }
    WebAddress address = other.get();
    Optional<String> token = own.get().token();
    String path =
        token.isPresent() && address.token().isEmpty()
            ? "/t/" + token.get() + address.path()
            : address.path();
    return new WebAddress(
            address.scheme(),
            own.get().userInfo(),
            address.host(),
            address.port(),
            path,
            address.query())
        .text();
  }

  private static boolean sameServer(WebAddress a, WebAddress b) {
    return a.scheme().equals(b.scheme()) && a.host().equals(b.host()) && a.port() == b.port();
  }

  /** Never shows credentials. */
  @Override
  public String toString() {
    return display();
  }
}
