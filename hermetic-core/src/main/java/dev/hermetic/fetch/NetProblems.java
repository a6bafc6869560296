package dev.hermetic.fetch;

import dev.hermetic.problem.Problem;
import dev.hermetic.text.Count;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The texts of HERM-NET problems. Subjects are addresses without credentials. */
final class NetProblems {
  /** What a person calls the place of credentials that stand in the address itself. */
  static final String OWN_URL = "its URL";

  private NetProblems() {}

  static Problem badUrl(String subject, String fact) {
    return new Problem(
        "HERM-NET-001",
        Problem.Kind.INPUT,
        subject,
        fact,
        "write a channel name, a path or a URL that starts with https://, http:// or file://");
  }

  static Problem denied(WebAddress address, int status, List<String> asked, String used) {
    String sources =
        asked.isEmpty()
            ? "no source of credentials is configured"
            : "none found in " + String.join(", ", asked);
    String fact =
        used.isEmpty()
            ? "the server denies access (HTTP " + status + ") without credentials: " + sources
            : "the server denies access (HTTP " + status + ") with the credentials of " + used;
    return environment("HERM-NET-002", address, fact, deniedFix(address.host(), used));
  }

  private static String deniedFix(String host, String used) {
    if (used.isEmpty()) {
      return "add a server with id "
          + host
          + " in settings.xml, a line `machine "
          + host
          + " login … password …` in .netrc, or put $USER:$PASSWORD@ before the host or"
          + " /t/$TOKEN/ after it in the URL of the channel or index and set these variables";
    }
    String what =
        used.startsWith(OWN_URL)
            ? "the variables in the URL of the channel or index"
            : "those for " + host + " in " + used;
    return "correct " + what + "; where they are right, ask whom the server belongs to for access";
  }

  static Problem unexpectedStatus(WebAddress address, int status) {
    return environment(
        "HERM-NET-003",
        address,
        "the server answered with HTTP " + status,
        "open the address in a browser and check the URL of the channel or index, and the mirrors");
  }

  static Problem serverError(WebAddress address, int status) {
    return environment(
        "HERM-NET-004",
        address,
        status == 429
            ? "the server is asked too often (HTTP 429)"
            : "the server has a failure of its own (HTTP " + status + ")",
        "try again later, or use a mirror (hermetic.mirrors)");
  }

  static Problem unknownHost(WebAddress address, String host) {
    return environment(
        "HERM-NET-005",
        address,
        "the host name " + host + " is not known",
        "check the spelling of the URL of the channel or index, the network and the proxy in settings.xml, or"
            + " work offline (-o) from the cache");
  }

  static Problem noConnection(WebAddress address, String via, String detail) {
    return environment(
        "HERM-NET-006",
        address,
        "no connection to " + via + detail,
        "check the network, the port and the proxy in settings.xml, or work offline (-o) from the"
            + " cache");
  }

  static Problem tls(WebAddress address, String detail) {
    return environment(
        "HERM-NET-007",
        address,
        "no secure connection (TLS): " + detail,
        "check that the server speaks https and the date of this machine; a certificate of your"
            + " own authority goes into a trust store named by"
            + " -Djavax.net.ssl.trustStore=… in MAVEN_OPTS");
  }

  static Problem stalled(WebAddress address, Duration stallTimeout) {
    return environment(
        "HERM-NET-008",
        address,
        "the server stalls: no byte for " + seconds(stallTimeout),
        "try again later, or use a mirror (hermetic.mirrors)");
  }

  static Problem redirect(WebAddress address, String fact) {
    return environment(
        "HERM-NET-009", address, fact, "use the address of the server that holds the channel");
  }

  static Problem cutShort(WebAddress address, String fact) {
    return environment(
        "HERM-NET-010",
        address,
        fact,
        "try again; where it stays so, the server or a proxy on the way cuts transfers short");
  }

  static Problem offline(String subject) {
    return new Problem(
        "HERM-NET-011",
        Problem.Kind.ENVIRONMENT,
        subject,
        "not in the cache, and Maven works offline",
        "run once without -o (--offline), so that the cache is filled");
  }

  static Problem cache(String directory, String detail) {
    return new Problem(
        "HERM-NET-012",
        Problem.Kind.ENVIRONMENT,
        directory,
        "the cache cannot be used: " + detail,
        "make the directory writable and see that the disk has room, or name another with"
            + " -Dhermetic.cacheDirectory=…");
  }

  static Problem proxyDenied(WebAddress address, ProxyConfig proxy) {
    String fact = "the proxy " + proxy.host() + ":" + proxy.port() + " asks for credentials";
    if (proxy.credential() == null) {
      return environment(
          "HERM-NET-013",
          address,
          fact,
          "add username and password to the proxy in settings.xml");
    }
    return environment(
        "HERM-NET-013",
        address,
        fact + " and does not take the configured ones",
        "correct username and password of the proxy in settings.xml; where they are right, Java"
            + " holds them back for https: put -Djdk.http.auth.tunneling.disabledSchemes= into"
            + " .mvn/jvm.config");
  }

  static Problem netrc(String subject, String fact) {
    return new Problem(
        "HERM-NET-014",
        Problem.Kind.INPUT,
        subject,
        fact,
        "write entries as `machine HOST login USER password SECRET`, with quotes around values that"
            + " hold spaces");
  }

  static Problem damagedOffline(String subject) {
    return new Problem(
        "HERM-NET-015",
        Problem.Kind.ENVIRONMENT,
        subject,
        "the cached copy is damaged, and Maven works offline",
        "run once without -o (--offline), so that it is fetched again");
  }

  static Problem unreadable(String subject, String detail) {
    return new Problem(
        "HERM-NET-016",
        Problem.Kind.ENVIRONMENT,
        subject,
        "cannot be read: " + detail,
        "check the path and its permissions");
  }

  static Problem interrupted(String subject) {
    return new Problem(
        "HERM-NET-017",
        Problem.Kind.ENVIRONMENT,
        subject,
        "interrupted",
        "run again; a download that the server can resume goes on where it was");
  }

  static Problem wrongDigest(WebAddress address, String expected, String found) {
    return wrongDigest(address.display(), expected, found);
  }

  static Problem wrongDigest(String subject, String expected, String found) {
    return new Problem(
        "HERM-NET-018",
        Problem.Kind.ENVIRONMENT,
        subject,
        "the bytes have the SHA-256 " + found + ", but " + expected + " was promised",
        "try again with -U; where it stays so, tell the owner of the channel, or use a mirror"
            + " (hermetic.mirrors)");
  }

  static Problem wrongSize(String subject, long expected, long found) {
    return other(subject, "has " + Count.of(found, "byte") + ", but " + expected + " were promised");
  }

  static Problem wrongMd5(String subject, String expected, String found) {
    return other(subject, "has the MD5 " + found + ", but " + expected + " was promised");
  }

  private static Problem other(String subject, String fact) {
    return new Problem(
        "HERM-NET-020",
        Problem.Kind.ENVIRONMENT,
        subject,
        "the file " + fact,
        "try again; where it stays so, the file was replaced since it was locked: tell the owner of"
            + " the channel, use a mirror (hermetic.mirrors), or lock again");
  }

  static Problem tooLarge(WebAddress address, long size, int limit) {
    return tooLarge(address.display(), size, limit);
  }

  static Problem tooLarge(String subject, long size, int limit) {
    return new Problem(
        "HERM-NET-019",
        Problem.Kind.ENVIRONMENT,
        subject,
        "the file has " + size + " bytes or more, and no honest one has over " + limit,
        "tell the owner of the channel, or use a mirror (hermetic.mirrors)");
  }

  /**
   * @param source where the page came from, after redirects
   */
  static Problem webPage(WebAddress address, WebAddress source) {
    String from =
        source.display().equals(address.display()) ? "" : ", from " + source.display();
    return environment(
        "HERM-NET-021",
        address,
        "a web page (HTML) came in the place of the file" + from,
        "open the address in a browser: the network, a proxy or the server may want you to sign in first;"
            + " see the credentials and the proxy in settings.xml, or work offline (-o) from the cache");
  }

  /** The same problem after several attempts. */
  static Problem after(int attempts, Problem problem) {
    return attempts == 1
        ? problem
        : new Problem(
            problem.code(),
            problem.kind(),
            problem.subject(),
            problem.fact() + ", in " + attempts + " attempts",
            problem.fix());
  }

  /** Names of sources for {@link #denied}. */
  static List<String> names(List<CredentialSource> sources) {
    return sources.stream().map(CredentialSource::describe).collect(Collectors.toList());
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }

  private static Problem environment(String code, WebAddress address, String fact, String fix) {
    return new Problem(code, Problem.Kind.ENVIRONMENT, address.display(), fact, fix);
  }
}
