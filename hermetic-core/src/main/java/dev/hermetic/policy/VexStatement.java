package dev.hermetic.policy;

import dev.hermetic.scan.Finding;
import java.time.Instant;
import java.util.List;

/**
 * What somebody says of a vulnerability in some packages (OpenVEX 0.2.0).
 *
 * @param document the file as problems name it
 * @param ids names of the vulnerability
 * @param products package URLs, those of subcomponents where a product names some
 * @param status {@code not_affected}, {@code affected}, {@code fixed} or {@code under_investigation}
 * @param justification empty where none is given
 * @param words what else is said: an impact statement or an action
 * @param author of the document
 */
public record VexStatement(
    String document,
    List<String> ids,
    List<String> products,
    String status,
    String justification,
    String words,
    String author,
    Instant since) {
  public VexStatement {
    ids = List.copyOf(ids);
    products = List.copyOf(products);
  }

  boolean isAbout(Finding finding) {
    return ids.stream().anyMatch(finding::isCalled)
        && products.stream().anyMatch(product -> SubjectPurl.matches(product, finding.subject()));
  }

  /** Whether it says that the vulnerability does no harm. */
  boolean clears() {
    return status.equals("not_affected") || status.equals("fixed");
  }
}
