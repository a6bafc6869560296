package dev.hermetic.image;

import java.util.List;

/**
 * The image beside another one, part by part, each measured in bytes.
 *
 * @param name of the other, as the user gave it
 * @param parts in the order in which they are told, whose sums are the unpacked sizes; empty where only a
 *     size is known
 * @param steps from the other to the image, each measured, whose sum is the whole difference; empty
 *     where only a size is known
 * @param unpacked of the other; -1 when that is not known
 * @param packed of the other; -1 when that is not known
 */
public record BaselineResult(
    String name, List<Part> parts, List<Step> steps, long unpacked, long packed) {
  public BaselineResult {
    parts = List.copyOf(parts);
    steps = List.copyOf(steps);
  }

  /** Where nothing but the size of the other is known. */
  static BaselineResult ofSize(String name, long unpacked) {
    return new BaselineResult(name, List.of(), List.of(), unpacked, -1);
  }

  /**
   * A part of both.
   *
   * @param name for people
   * @param other bytes of it in the unpacked tars of the other
   * @param own the same in the image
   */
  public record Part(String name, long other, long own) {}

  /**
   * What one of the things makes in which the images differ.
   *
   * @param name for people
   * @param unpacked bytes that it adds; negative for what it saves
   * @param packed the same, as it is pushed and pulled
   */
  public record Step(String name, long unpacked, long packed) {}
}
