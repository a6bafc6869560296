package dev.hermetic.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Java process that works with a cache until it is closed. */
public final class CacheUseProcess implements AutoCloseable {
  private final Process process;

  private CacheUseProcess(Process process) {
    this.process = process;
  }

  /** Arguments: cache directory, then a file to lock if any. Ends with its input. */
  public static void main(String[] args) throws Exception {
    try (CacheUse use = CacheUse.begin(Path.of(args[0]))) {
      if (args.length == 1) {
        ready();
      } else {
        EntryLock.holding(
            Path.of(args[1]),
            () -> {
              ready();
              return true;
            });
      }
    }
  }

  private static void ready() throws IOException {
    System.out.print('!');
    System.out.flush();
    System.in.read();
  }

  /** One that works; returns when it does. */
  public static CacheUseProcess start(Path cache) throws IOException {
    return run(cache.toString());
  }

  /** One that holds a lock, too. */
  public static CacheUseProcess locking(Path cache, Path lock) throws IOException {
    Files.createDirectories(lock.getParent());
    return run(cache.toString(), lock.toString());
  }

  private static CacheUseProcess run(String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(CacheUseProcess.class.getName());
    command.addAll(List.of(args));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    if (process.getInputStream().read() != '!') {
      throw new IOException("the process did not begin");
    }
    return new CacheUseProcess(process);
  }

  /** As a crash would. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // It was killed.
    }
    process.waitFor();
  }
}
