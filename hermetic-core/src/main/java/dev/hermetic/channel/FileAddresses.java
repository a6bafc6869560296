package dev.hermetic.channel;

import dev.hermetic.fetch.WebAddress;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import java.util.List;

/** Where a file of a channel is fetched from, by the address that a lock has of it. */
public final class FileAddresses {
  private final ChannelSettings settings;
  private final Mirrors mirrors;
  private final Variables variables;

  /**
   * @throws HermeticException HERM-CHAN-005 when a mirror is malformed
   */
  public FileAddresses(ChannelSettings settings) {
    this.settings = settings;
    this.mirrors = Mirrors.of(settings.mirrors(), new ChannelParser(settings, false));
    this.variables = new Variables(settings.environment());
  }

  /**
   * The URL to fetch, with credentials: variables have their values, a mirror stands in where there
   * is one, a path becomes a {@code file:} URL.
   *
   * @param subject what to name in a problem
   * @throws HermeticException HERM-CHAN-001 or 003 when the address is none, or a variable is not set
   */
  public String fetched(String locked, String subject) {
    List<Problem> missing =
        variables.missing(locked).stream()
            .map(name -> ChannelProblems.missingVariable(subject, name))
            .toList();
    if (!missing.isEmpty()) {
      throw new HermeticException(missing);
    }
    String url = variables.expand(locked);
    if (!url.matches("(?i)https?:.*")) {
      String file =
          LocalPlace.fileUrl(url, settings.directory(), settings.environment())
              .orElseThrow(
                  () ->
                      new HermeticException(
                          ChannelProblems.invalid(subject, "not an address of a file")));
      return mirrors.apply(file, file);
    }
    String canonical =
        WebAddress.parse(url).map(web -> web.withoutCredentials().text()).orElse(url);
    return mirrors.apply(canonical, url);
  }
}
