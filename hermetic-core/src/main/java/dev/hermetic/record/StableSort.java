package dev.hermetic.record;

/** Sorts numbers by an order of what they stand for, without boxes; what is equal stays as it was. */
final class StableSort {
  /** Up to how many numbers finding the place of each costs less than merging. */
  private static final int FEW = 128;

  private final Order order;

  StableSort(Order order) {
    this.order = order;
  }

  /** An order of what numbers stand for. */
  interface Order {
    int compare(int a, int b);
  }

  /**
   * Sorts a range.
   *
   * @param spare as long as the range's end at least
   */
  void sort(int[] numbers, int[] spare, int from, int to) {
    if (to - from <= FEW) {
      insert(numbers, from, to);
      return;
    }
    int middle = (from + to) >>> 1;
    sort(numbers, spare, from, middle);
    sort(numbers, spare, middle, to);
    merge(numbers, spare, from, middle, to);
  }

  private void insert(int[] numbers, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      int number = numbers[i];
      int place = place(numbers, from, i, number);
      if (place < i) {
        System.arraycopy(numbers, place, numbers, place + 1, i - place);
        numbers[place] = number;
      }
    }
  }

  /** Behind all that are no higher. Java compiles the order into one place only: it may be long. */
  private int place(int[] numbers, int from, int to, int number) {
    int low = from;
    int high = to;
    // Most are in order already.
    int middle = to - 1;
    while (low < high) {
      if (order.compare(numbers[middle], number) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
      middle = (low + high) >>> 1;
    }
    return low;
  }

  private void merge(int[] numbers, int[] spare, int from, int middle, int to) {
    System.arraycopy(numbers, from, spare, from, middle - from);
    int left = from;
    int right = middle;
    for (int at = from; left < middle; at++) {
      boolean takesLeft = right == to || order.compare(spare[left], numbers[right]) <= 0;
      numbers[at] = takesLeft ? spare[left++] : numbers[right++];
    }
  }
}
