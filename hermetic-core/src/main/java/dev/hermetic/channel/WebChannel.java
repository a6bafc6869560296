package dev.hermetic.channel;

import dev.hermetic.fetch.Credential;
import dev.hermetic.fetch.WebAddress;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Understands an http or https channel URL, whose credentials may be variables or, where a variable
 * holds the same value, literal. What stands for them in a lock is what conda-lock writes: the
 * variable in braces.
 */
final class WebChannel {
  private static final List<String> USER_SUFFIXES = List.of("USERNAME", "USER");
  private static final List<String> PASSWORD_SUFFIXES = List.of("PASSWORD", "PASS", "TOKEN", "KEY");
  private static final List<String> TOKEN_SUFFIXES =
      List.of("TOKEN", "CRED", "PASSWORD", "PASS", "KEY");
  private static final Pattern FORM = Pattern.compile("(?i)(https?)://([^/]*)(.*)");
  private static final Pattern TOKEN = Pattern.compile("/t/([^/]+)(?=/|$)");

  private final Variables variables;
  private final String subject;
  private final boolean secretsForbidden;
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> used = new ArrayList<>();

  /** @param secretsForbidden whether a literal secret is a problem */
  WebChannel(Variables variables, String subject, boolean secretsForbidden) {
    this.variables = variables;
    this.subject = subject;
    this.secretsForbidden = secretsForbidden;
  }

  /** @throws HermeticException HERM-CHAN-001 or HERM-CHAN-004 */
  ParsedChannel parse(String written) {
    Matcher form = FORM.matcher(written);
    if (!form.matches()) {
      throw invalid();
    }
    String scheme = form.group(1).toLowerCase(Locale.ROOT);
    int at = form.group(2).lastIndexOf('@');
    String userInfo = at < 0 ? null : form.group(2).substring(0, at);
    String hostPort = form.group(2).substring(at + 1);
    String path = form.group(3);
    WebAddress address = address(scheme + "://" + variables.expand(hostPort + path), userInfo);

    Subdirs.Split split = Subdirs.split(address.path());
    WebAddress whole = withPath(address, split.base());
    String lockUserInfo = recordedUserInfo(userInfo, whole.host());
    String host = Variables.areIn(hostPort) ? Variables.braced(hostPort) : hostOf(whole);
    // A variable in the host may hold a part of the path.
    String lockPath =
        recordedToken(
            Variables.areIn(hostPort + path)
                ? Subdirs.split(Variables.braced(path)).base()
                : whole.path(),
            whole.host());
    if (!problems.isEmpty()) {
      throw new HermeticException(problems);
    }
    return new ParsedChannel(
        whole.withoutCredentials().text(),
        scheme + "://" + lockUserInfo + host + lockPath,
        whole.text(),
        scheme + "://" + lockUserInfo + hostPort + recordedToken(path, whole.host()),
        used,
        split.subdirs());
  }

  private WebAddress address(String url, @Nullable String userInfo) {
    WebAddress bare = WebAddress.parse(url).orElseThrow(this::invalid);
    if (bare.query() != null) {
      throw invalid();
    }
    if (userInfo == null) {
      return bare;
    }
    // Split after the expansion: one variable may hold user and password.
    Optional<Credential> credential =
        new WebAddress("https", variables.expand(userInfo), "host", -1, "", null).credential();
    return credential
        .map(c -> bare.withUserInfo(c.user(), userInfo.isEmpty() ? null : passwordOf(c, userInfo)))
        .orElse(bare);
  }

  private @Nullable String passwordOf(Credential credential, String userInfo) {
    return variables.expand(userInfo).indexOf(':') < 0 ? null : credential.secret();
  }

  private static WebAddress withPath(WebAddress address, String path) {
    String clean = path.replaceAll("/{2,}", "/");
    return new WebAddress(
        address.scheme(),
        address.userInfo(),
        address.host(),
        address.port(),
        clean.equals("/") ? "" : clean,
        null);
  }

  private static String hostOf(WebAddress address) {
    return address.host() + (address.port() == -1 ? "" : ":" + address.port());
  }

  /** {@code user:password@} as the lock has it, empty without user. */
  private String recordedUserInfo(@Nullable String userInfo, String host) {
    if (userInfo == null || userInfo.isEmpty()) {
      return "";
    }
    int colon = userInfo.indexOf(':');
    String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
    String password = colon < 0 ? "" : userInfo.substring(colon + 1);
    // A user name alone is a token in all but name.
    String recordedUser =
        recorded(user, USER_SUFFIXES, password.isEmpty() ? "token" : "", "CHANNEL_USER", host);
    String recordedPassword =
        recorded(password, PASSWORD_SUFFIXES, "password", "CHANNEL_PASSWORD", host);
    return recordedUser + (colon < 0 ? "" : ":" + recordedPassword) + "@";
  }

  private String recordedToken(String path, String host) {
    Matcher token = TOKEN.matcher(path);
    if (!token.find()) {
      return path;
    }
    String recorded = recorded(token.group(1), TOKEN_SUFFIXES, "token", "CHANNEL_TOKEN", host);
    return path.substring(0, token.start(1)) + recorded + path.substring(token.end(1));
  }

  /**
   * The text with its variables in braces, or the variable that holds it.
   *
   * @param secret what it is called when it must not be written as it is; empty when it may
   */
  private String recorded(
      String text, List<String> suffixes, String secret, String example, String host) {
    if (text.isEmpty()) {
      return text;
    }
    if (Variables.areIn(text)) {
      used.addAll(Variables.names(text));
      return Variables.braced(text);
    }
    Optional<String> variable = variables.holding(text, suffixes);
    if (variable.isPresent()) {
      used.add(variable.get());
      return "${" + variable.get() + "}";
    }
    if (secretsForbidden && !secret.isEmpty()) {
      Problem problem = ChannelProblems.literalCredential(subject, host, secret, example);
      if (!problems.contains(problem)) {
        problems.add(problem);
      }
    }
    return text;
  }

  private HermeticException invalid() {
    return new HermeticException(
        ChannelProblems.invalid(subject, "the URL of a channel is malformed or has a query"));
  }
}
