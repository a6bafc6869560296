package dev.hermetic.channel;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which place stands in for which. */
final class Mirrors {
  private static final String SUBJECT = "hermetic.mirrors";

  /** From canonical base URL to fetchable URL, without trailing slashes. */
  private final TreeMap<String, String> targets = new TreeMap<>();

  private Mirrors() {}

  /** @throws HermeticException HERM-CHAN-005, one a broken mirror; HERM-CHAN-003 */
  static Mirrors of(Map<String, String> mirrors, ChannelParser parser) {
    Mirrors result = new Mirrors();
    List<Problem> problems = new ArrayList<>();
    mirrors.forEach(
        (from, to) -> {
          try {
            String target = parser.parse(to, SUBJECT).originUrl();
            result.targets.put(parser.parse(from, SUBJECT).baseUrl(), target);
          } catch (HermeticException e) {
            e.problems().stream()
                .map(
                    p ->
                        p.code().equals("HERM-CHAN-001")
                            ? ChannelProblems.invalidMirror(SUBJECT, p.fact())
                            : p)
                .forEach(problems::add);
          }
        });
    if (!problems.isEmpty()) {
      throw new HermeticException(problems);
    }
    return result;
  }

  /**
   * Where to fetch what has this URL.
   *
   * @param url canonical, without credentials
   * @param origin the same place with credentials, used where there is no mirror
   */
  String apply(String url, String origin) {
    String best = "";
    for (String from : targets.keySet()) {
      boolean prefix = url.equals(from) || url.startsWith(from + "/");
      if (prefix && from.length() > best.length()) {
        best = from;
      }
    }
    return best.isEmpty() ? origin : targets.get(best) + url.substring(best.length());
  }
}
