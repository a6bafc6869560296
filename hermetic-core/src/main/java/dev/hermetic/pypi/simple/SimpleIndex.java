package dev.hermetic.pypi.simple;

import dev.hermetic.fetch.Fetcher;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.pypi.requirement.ProjectName;
import java.util.List;
import java.util.Optional;

/** An index with the simple API, on a server or in a folder of this machine. */
public final class SimpleIndex {
  /** What a folder has in place of the page that a server makes. */
  private static final List<String> LOCAL_PAGES = List.of("index.json", "index.html");

  private final IndexAddress address;
  private final IndexPages pages;

  public SimpleIndex(IndexAddress address, Fetcher fetcher) {
    this.address = address;
    this.pages = new IndexPages(fetcher);
  }

  /** Where it is. */
  public IndexAddress address() {
    return address;
  }

  /**
   * The page of a project.
   *
   * @return empty when the index does not have the project
   * @throws HermeticException HERM-INDEX-nnn, HERM-NET-nnn
   */
  public Optional<ProjectPage> page(ProjectName name) {
    String shown = name + " on " + address.display();
    String url = address.page(name);
    if (!address.isLocal()) {
      return pages.read(url, address, shown).map(entries -> page(name, entries));
    }
    return LOCAL_PAGES.stream()
        .flatMap(file -> pages.read(url + file, address, shown).stream())
        .findFirst()
        .map(entries -> page(name, entries));
  }

  private ProjectPage page(ProjectName name, PageEntries entries) {
    return new ProjectPage(name, address, entries.files(), entries.leftOut());
  }
}
