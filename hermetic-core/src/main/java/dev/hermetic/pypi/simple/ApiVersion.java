package dev.hermetic.pypi.simple;

/** The version of the API that a page says it is of (PEP 629). */
final class ApiVersion {
  private ApiVersion() {}

  /** @throws InvalidPageException when the page may mean something else by what we know */
  static void requireKnown(String version) throws InvalidPageException {
    int dot = version.indexOf('.');
    String major = dot < 0 ? version : version.substring(0, dot);
    if (!major.equals("1")) {
      throw new InvalidPageException(
          "the page is of version " + version.replaceAll("[^0-9A-Za-z.]", "?")
              + " of the index API; 1 is known");
    }
  }
}
