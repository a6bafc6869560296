package dev.hermetic.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A wheel (PEP 427) that tests make. Immutable: each {@code with…} gives a changed copy.
 *
 * @param name as it is in the file's name, with {@code _} for {@code -}
 * @param tag {@code PYTHON-ABI-PLATFORM}
 * @param headers further lines of METADATA, for example {@code Requires-Dist: numpy}
 * @param files from path to content, beside those that every wheel has
 */
public record TestWheel(
    String name,
    String version,
    String tag,
    List<String> headers,
    SortedMap<String, byte[]> files) {
  /** When every file was last changed, in the ZIP. */
  private static final LocalDateTime TIME = LocalDateTime.of(2024, 1, 2, 3, 4, 6);

  public TestWheel {
    headers = List.copyOf(headers);
    files = new TreeMap<>(files);
  }

  /** A pure wheel with one small module, and what it needs. */
  public static TestWheel of(String name, String version, String... requires) {
    List<String> headers = new ArrayList<>();
    for (String one : requires) {
      headers.add("Requires-Dist: " + one);
    }
    SortedMap<String, byte[]> files = new TreeMap<>();
    files.put(
        name + "/__init__.py",
        ("__version__ = \"" + version + "\"\n").getBytes(StandardCharsets.UTF_8));
    return new TestWheel(name, version, "py3-none-any", headers, files);
  }

  /** The same for other Pythons and platforms. */
  public TestWheel withTag(String other) {
    return new TestWheel(name, version, other, headers, files);
  }

  /** The same with another line of METADATA. */
  public TestWheel withHeader(String line) {
    List<String> more = new ArrayList<>(headers);
    more.add(line);
    return new TestWheel(name, version, tag, more, files);
  }

  /** The same with another file. */
  public TestWheel withFile(String path, String content) {
    SortedMap<String, byte[]> more = new TreeMap<>(files);
    more.put(path, content.getBytes(StandardCharsets.UTF_8));
    return new TestWheel(name, version, tag, headers, more);
  }

  /** The same with a file of {@code .dist-info}. */
  public TestWheel withInfo(String path, String content) {
    return withFile(info() + "/" + path, content);
  }

  public String fileName() {
    return name + "-" + version + "-" + tag + ".whl";
  }

  /** {@code NAME-VERSION.dist-info}. */
  public String info() {
    return name + "-" + version + ".dist-info";
  }

  /** The content of METADATA. */
  public String metadata() {
    StringBuilder text = new StringBuilder("Metadata-Version: 2.1\n");
    text.append("Name: ").append(name.replace('_', '-')).append('\n');
    text.append("Version: ").append(version).append('\n');
    headers.forEach(line -> text.append(line).append('\n'));
    return text.append("\nA project of the tests.\n").toString();
  }

  /** The file. The same bytes each time. */
  public byte[] bytes() {
    SortedMap<String, byte[]> all = new TreeMap<>(files);
    all.putIfAbsent(info() + "/METADATA", metadata().getBytes(StandardCharsets.UTF_8));
    all.putIfAbsent(
        info() + "/WHEEL",
        ("Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: "
                + tag.endsWith("-any")
                + "\nTag: "
                + tag
                + "\n")
            .getBytes(StandardCharsets.UTF_8));
    all.putIfAbsent(info() + "/RECORD", record(all).getBytes(StandardCharsets.UTF_8));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> file : all.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTimeLocal(TIME);
        zip.putNextEntry(entry);
        zip.write(file.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private String record(SortedMap<String, byte[]> all) {
    StringBuilder text = new StringBuilder();
    all.forEach(
        (path, content) ->
            text.append(path)
                .append(",sha256=")
                .append(digest(content))
                .append(',')
                .append(content.length)
                .append('\n'));
    return text.append(info()).append("/RECORD,,\n").toString();
  }

  private static String digest(byte[] content) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
