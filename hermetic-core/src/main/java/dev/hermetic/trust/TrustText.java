package dev.hermetic.trust;

import dev.hermetic.text.TextStyle;
import java.util.ArrayList;
import java.util.List;

/** Results as lines for a console. */
public final class TrustText {
  private TrustText() {}

  /** What was signed in an image, which is told when it is. */
  public static List<String> lines(SignResult result, TextStyle style) {
    List<String> lines = new ArrayList<>();
    result.said().forEach(one -> lines.add("  with " + one));
    lines.addAll(result.absent());
    lines.add("Key " + result.hint());
    return lines.stream().map(style::clean).toList();
  }

  /** What was found true of an image, which is told when it is verified. */
  public static List<String> lines(VerifyResult result, TextStyle style) {
    List<String> lines = new ArrayList<>();
    result.confirmed().forEach(one -> lines.add("  " + one));
    lines.addAll(result.notes());
    return lines.stream().map(style::clean).toList();
  }
}
