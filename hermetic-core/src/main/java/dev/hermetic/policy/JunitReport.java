package dev.hermetic.policy;

import dev.hermetic.scan.Coverage;
import dev.hermetic.scan.Covered;
import dev.hermetic.scan.Finding;
import dev.hermetic.scan.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A verdict as the XML of JUnit reports, which CI servers show: a test for each package, skipped where
 * no advisory could say anything of it, and one for each other rule that was broken.
 */
public final class JunitReport {
  private JunitReport() {}

  private record Case(String group, String name, List<String> failures, String skipped) {}

  /** The text of the file; no times, since nothing of it was timed. */
  public static String of(Verdict verdict) {
    Map<String, List<Case>> suites = new LinkedHashMap<>();
    suites.put("vulnerabilities", packages(verdict));
    suites.put("policy", rules(verdict));
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append("<testsuites>\n");
    suites.forEach((name, cases) -> suite(xml, "hermetic." + name, cases));
    return xml.append("</testsuites>\n").toString();
  }

  private static List<Case> packages(Verdict verdict) {
    Map<Subject, List<String>> failures = new TreeMap<>();
    for (Violation one : verdict.violations()) {
      one.finding()
          .map(Finding::subject)
          .ifPresent(
              subject ->
                  failures.computeIfAbsent(subject, key -> new ArrayList<>()).add(told(one)));
    }
    List<Case> cases = new ArrayList<>();
    for (Covered covered : verdict.scan().packages()) {
      Subject subject = covered.subject();
      List<String> failed = failures.getOrDefault(subject, List.of());
      failures.remove(subject);
      boolean unknown = covered.coverage().kind() == Coverage.Kind.NONE && failed.isEmpty();
      cases.add(
          new Case(
              "hermetic.vulnerabilities." + subject.origin().word(),
              subject.toString(),
              failed,
              unknown ? covered.coverage().reason() : ""));
    }
    // What only another tool knows.
    failures.forEach(
        (subject, failed) ->
            cases.add(
                new Case(
                    "hermetic.vulnerabilities." + subject.origin().word(),
                    subject.toString(),
                    failed,
                    "")));
    return cases;
  }

  private static List<Case> rules(Verdict verdict) {
    List<Case> cases = new ArrayList<>();
    Arrays.stream(Rule.values())
        .filter(rule -> rule != Rule.VULNERABILITY)
        .forEach(
            rule ->
                cases.add(
                    new Case(
                        "hermetic.policy",
                        rule.word(),
                        verdict.violations().stream()
                            .filter(one -> one.rule() == rule)
                            .map(JunitReport::told)
                            .toList(),
                        "")));
    return cases;
  }

  private static String told(Violation one) {
    return one.rule().code() + " " + one.subject() + ": " + one.fact() + "\n  Fix: " + one.fix();
  }

  private static void suite(StringBuilder xml, String name, List<Case> cases) {
    long failed = cases.stream().filter(one -> !one.failures().isEmpty()).count();
    long skipped = cases.stream().filter(one -> !one.skipped().isEmpty()).count();
    xml.append("  <testsuite name=\"").append(name);
    xml.append("\" tests=\"").append(cases.size());
    xml.append("\" failures=\"").append(failed);
    xml.append("\" errors=\"0\" skipped=\"").append(skipped).append("\">\n");
    for (Case one : cases) {
      xml.append("    <testcase classname=\"").append(escape(one.group()));
      xml.append("\" name=\"").append(escape(one.name())).append('"');
      if (one.failures().isEmpty() && one.skipped().isEmpty()) {
        xml.append("/>\n");
        continue;
      }
      xml.append(">\n");
      if (!one.failures().isEmpty()) {
        String first = one.failures().get(0);
        xml.append("      <failure type=\"").append(first, 0, first.indexOf(' '));
        xml.append("\" message=\"").append(escape(first.lines().findFirst().orElse("")));
        xml.append("\">").append(escape(String.join("\n", one.failures()))).append("</failure>\n");
      } else {
        xml.append("      <skipped message=\"").append(escape(one.skipped())).append("\"/>\n");
      }
      xml.append("    </testcase>\n");
    }
    xml.append("  </testsuite>\n");
  }

  /** Characters that XML 1.0 cannot have are left out. */
  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                default -> {
                  boolean allowed =
                      c == '\n' || c == '\t' || c >= 0x20 && c <= 0xD7FF
                          || c >= 0xE000 && c <= 0xFFFD || c >= 0x10000;
                  if (allowed) {
                    escaped.appendCodePoint(c);
                  }
                }
              }
            });
    return escaped.toString();
  }
}
