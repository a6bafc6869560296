package dev.hermetic.image;

import java.util.List;

/**
 * The image beside another one, part by part, each measured in bytes.
 *
 * @param name of the other, as the user gave it
 * @param parts in the order in which they are told; empty where only a size is known
 * @param unpacked of the other; -1 when that is not known
 * @param packed of the other; -1 when that is not known
 */
public record BaselineResult(String name, List<Part> parts, long unpacked, long packed) {
  public BaselineResult {
    parts = List.copyOf(parts);
  }

  /**
   * A part of both.
   *
   * @param name for people
   * @param other bytes of the files in the other, unpacked
   * @param own bytes of the files in the image, unpacked
   */
  public record Part(String name, long other, long own) {}
}
