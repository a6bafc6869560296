package dev.hermetic.solve;

/** Sorts numbers by an order of what they stand for, without boxes; what is equal stays as it was. */
final class MergeSort {
  private MergeSort() {}

  /** An order of what numbers stand for. */
  interface Order {
    int compare(int a, int b);
  }

  /**
   * Sorts a range.
   *
   * @param spare as long as the range's end at least
   */
  static void sort(int[] numbers, int[] spare, int from, int to, Order order) {
    if (to - from < 2) {
      return;
    }
    int middle = (from + to) >>> 1;
    sort(numbers, spare, from, middle, order);
    sort(numbers, spare, middle, to, order);
    if (order.compare(numbers[middle - 1], numbers[middle]) <= 0) {
      return;
    }
    System.arraycopy(numbers, from, spare, from, middle - from);
    int left = from;
    int right = middle;
    for (int at = from; left < middle; at++) {
      boolean takesLeft = right == to || order.compare(spare[left], numbers[right]) <= 0;
      numbers[at] = takesLeft ? spare[left++] : numbers[right++];
    }
  }
}
