package dev.hermetic.trust;

/** Where signatures lie in a registry. */
public enum Layout {
  /** Images under the tags {@code sha256-HEX.sig} and {@code .att}: cosign 1 and 2. */
  TAGS("the tags of cosign 2"),
  /** Sigstore bundles that refer to the image: cosign 3. */
  REFERRERS("the referrers of cosign 3");

  private final String words;

  Layout(String words) {
    this.words = words;
  }

  /** In words for people. */
  public String words() {
    return words;
  }
}
