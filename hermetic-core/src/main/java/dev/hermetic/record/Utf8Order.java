package dev.hermetic.record;

import java.util.Comparator;

/** Code-point order, which is also the order of the UTF-8 bytes. */
public enum Utf8Order implements Comparator<String> {
  INSTANCE;

  @Override
  public int compare(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean surrogateX = Character.isSurrogate(x);
        boolean surrogateY = Character.isSurrogate(y);
        return surrogateX == surrogateY ? x - y : surrogateX ? 1 : -1;
      }
    }
    return a.length() - b.length();
  }
}
