package dev.hermetic.fetch;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Status and headers of an answer (RFC 9112, 4 and 5).
 *
 * @param kept whether the server will take a further request after this answer
 */
record PlainHead(int status, HttpHeaders headers, boolean kept) {
  /** The length of a body that ends with the connection. */
  static final long UNTIL_CLOSED = -1;

  /** The length of a body that comes in chunks. */
  static final long CHUNKED = -2;

  private static final int MOST_DIGITS = 18;

  /** A request without a body, as it is sent. */
  static byte[] request(WebRequest asked, Map<String, String> headers) {
    WebAddress address = asked.address();
    StringBuilder text = new StringBuilder(asked.method());
    text.append(' ').append(address.path().isEmpty() ? "/" : address.path());
    if (address.query() != null) {
      text.append('?').append(address.query());
    }
    text.append(" HTTP/1.1\r\nHost: ").append(address.host());
    if (address.port() != -1) {
      text.append(':').append(address.port());
    }
    text.append("\r\n");
    headers.forEach((name, value) -> text.append(header(name, value)));
    return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String header(String name, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' && c != '\t' || c == 0x7f) {
        // The value may be a secret.
        throw new IllegalArgumentException("a control character in the header " + name);
      }
    }
    return name + ": " + value + "\r\n";
  }

  /**
   * @param text its lines, without the empty one
   * @throws IOException when it is none
   */
  static PlainHead parse(String text) throws IOException {
    String[] lines = text.split("\n");
    String start = lines[0];
    boolean http = start.startsWith("HTTP/1.") && start.length() >= 12 && start.charAt(8) == ' ';
    int status = http ? digits(start.substring(9, 12)) : -1;
    if (status < 100 || start.length() > 12 && start.charAt(12) != ' ') {
      throw new IOException("the answer is not HTTP/1.1");
    }
    Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon <= 0 || lines[i].charAt(colon - 1) <= ' ' || lines[i].charAt(0) <= ' ') {
        throw new IOException("a header that is none");
      }
      fields
          .computeIfAbsent(lines[i].substring(0, colon), name -> new ArrayList<>())
          .add(lines[i].substring(colon + 1).strip());
    }
    if (fields.containsKey("Transfer-Encoding")) {
      // Counts for nothing beside it (RFC 9112, 6.3), whatever it says.
      fields.remove("Content-Length");
    }
    HttpHeaders headers = HttpHeaders.of(fields, (name, value) -> true);
    String connection =
        String.join(",", headers.allValues("Connection")).toLowerCase(Locale.ROOT);
    boolean kept =
        start.charAt(7) == '0' ? connection.contains("keep-alive") : !connection.contains("close");
    return new PlainHead(status, headers, kept);
  }

  /** A number without a sign, negative where the text is none. */
  private static int digits(String text) {
    int number = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return number;
  }

  /**
   * How long the body is (RFC 9112, 6.3), else {@link #CHUNKED} or {@link #UNTIL_CLOSED}.
   *
   * @throws IOException when the server says so in more than one way
   */
  long framing(String method) throws IOException {
    long length = length();
    if (method.equals("HEAD") || status == 204 || status == 304) {
      return 0;
    }
    Optional<String> coding = headers.firstValue("Transfer-Encoding");
    if (coding.isPresent()) {
      if (!coding.get().equalsIgnoreCase("chunked")) {
        throw new IOException("an unknown transfer coding");
      }
      return CHUNKED;
    }
    return length;
  }

  private long length() throws IOException {
    List<String> lengths = headers.allValues("Content-Length");
    if (lengths.isEmpty()) {
      return UNTIL_CLOSED;
    }
    String length = lengths.get(0);
    boolean number = !length.isEmpty() && length.length() <= MOST_DIGITS;
    for (int i = 0; i < length.length(); i++) {
      number &= length.charAt(i) >= '0' && length.charAt(i) <= '9';
    }
    if (!number || !lengths.stream().allMatch(length::equals)) {
      throw new IOException("a length of the body that is none");
    }
    return Long.parseLong(length);
  }
}
