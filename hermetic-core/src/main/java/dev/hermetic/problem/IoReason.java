package dev.hermetic.problem;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why a file could not be read or written, in words for the fact of a problem. */
public final class IoReason {
  private IoReason() {}

  /** Without the file's name, which the problem has as its subject. */
  public static String of(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "no permission";
    }
    if (cause instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (cause instanceof NotDirectoryException) {
      return "it is no folder";
    }
    String reason = cause instanceof FileSystemException one ? one.getReason() : cause.getMessage();
    return reason == null ? "the folder cannot be used" : reason;
  }
}
