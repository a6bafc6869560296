package dev.hermetic.fetch;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.IoReason;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code file:} URLs: read where they are. */
final class LocalFiles {
  private static final Pattern FORM = Pattern.compile("(?i)file:(?://(?:localhost)?)?(/.*)");
  private static final Pattern DRIVE = Pattern.compile("/[A-Za-z]:(/.*)?");

  private LocalFiles() {}

  static boolean isLocal(String url) {
    return url.toLowerCase(Locale.ROOT).startsWith("file:");
  }

  static Fetched fetch(FetchRequest request, DigestNotes notes) {
    Path file = path(request.url());
    if (!Files.exists(file)) {
      return Fetched.missing();
    }
    try {
      String sha256 = notes.sha256(file);
      request.acceptor().accept(file, sha256);
      return Fetched.of(
          new CachedFile(
              file, sha256, Files.size(file), request.url(), request.url(), true),
          "read in place");
    } catch (IOException e) {
      throw new HermeticException(NetProblems.unreadable(file.toString(), reason(e)), e);
    }
  }

  /** Bytes, -1 when there is no such file. */
  static long size(String url) {
    Path file = path(url);
    try {
      return Files.isRegularFile(file) ? Files.size(file) : -1;
    } catch (IOException e) {
      throw new HermeticException(NetProblems.unreadable(file.toString(), reason(e)), e);
    }
  }

  /** What went wrong with a file, without its name. */
  static String reason(IOException failure) {
    if (failure instanceof FileSystemException) {
      return IoReason.of(failure);
    }
    String message = failure.getMessage();
    // What a full disk says while a file is written.
    if (message != null && failure.getClass() == IOException.class) {
      return message;
    }
    return failure.getClass().getSimpleName() + (message == null ? "" : " (" + message + ")");
  }

  /** @throws HermeticException HERM-NET-001 when the URL is no path of this machine */
  static Path path(String url) {
    Matcher form = FORM.matcher(url);
    if (!form.matches()) {
      throw new HermeticException(
          NetProblems.badUrl(url, "a file URL needs an absolute path on this machine"));
    }
    String path = WebAddress.decode(form.group(1));
    try {
      return Path.of(DRIVE.matcher(path).matches() ? path.substring(1) : path);
    } catch (InvalidPathException e) {
      throw new HermeticException(NetProblems.badUrl(url, "not a path: " + e.getReason()), e);
    }
  }
}
