package dev.hermetic.reproduce;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Gives what was patched for one folder the bytes that it has when it is patched for another, so
 * that two builds can be compared although they lie in different folders. In binary files the
 * string up to its NUL keeps its room, as it was when it was patched (CEP-32).
 */
final class Relocation {
  private final byte[] from;
  private final byte[] to;

  Relocation(String from, String to) {
    this.from = from.getBytes(StandardCharsets.UTF_8);
    this.to = to.getBytes(StandardCharsets.UTF_8);
  }

  byte[] apply(byte[] bytes) {
    boolean binary = has(bytes, 0, bytes.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    int grown = 0;
    for (int at = 0; at < bytes.length; ) {
      if (isAt(bytes, at)) {
        out.writeBytes(to);
        at += from.length;
        grown += to.length - from.length;
      } else if (binary && bytes[at] == 0 && grown != 0) {
        // The room behind the string is as much smaller as the string is larger.
        int zeros = zeros(bytes, at);
        out.writeBytes(new byte[Math.max(0, zeros - grown)]);
        at += zeros;
        grown = 0;
      } else {
        out.write(bytes[at++]);
      }
    }
    return out.toByteArray();
  }

  private static boolean has(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == 0) {
        return true;
      }
    }
    return false;
  }

  private boolean isAt(byte[] bytes, int at) {
    if (from.length == 0 || at + from.length > bytes.length) {
      return false;
    }
    for (int i = 0; i < from.length; i++) {
      if (bytes[at + i] != from[i]) {
        return false;
      }
    }
    return true;
  }

  private static int zeros(byte[] bytes, int at) {
    int end = at;
    while (end < bytes.length && bytes[end] == 0) {
      end++;
    }
    return end - at;
  }
}
