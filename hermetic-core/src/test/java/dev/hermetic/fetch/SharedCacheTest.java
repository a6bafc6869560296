package dev.hermetic.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several processes, one cache. */
@Timeout(120)
class SharedCacheTest {
  private static final byte[] BODY = new byte[2_000_000];

  @TempDir Path cache;

  @Test
  void fetch_severalProcesses_downloadOnce() throws Exception {
    try (LoopbackServer server =
        new LoopbackServer(
            e -> {
              e.getResponseHeaders().set("Cache-Control", "max-age=600");
              e.sendResponseHeaders(200, BODY.length);
              OutputStream out = e.getResponseBody();
              for (int i = 0; i < BODY.length; i += 500_000) {
                pause(100);
                out.write(BODY, i, 500_000);
                out.flush();
              }
              e.close();
            })) {
      List<Process> processes = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        processes.add(FetchProcess.start(List.of(), cache.toString(), server.url("/f")));
      }
      List<String> digests = new ArrayList<>();
      for (Process process : processes) {
        digests.add(FetchProcess.output(process));
      }
      assertThat(digests).hasSize(3).allMatch(d -> d.matches("[0-9a-f]{64}"));
      assertThat(digests.stream().distinct()).hasSize(1);
      assertThat(server.seen).hasSize(1);
    }
  }

  @Test
  void fetch_killedProcess_leavesOldCopyIntact() throws Exception {
    CountDownLatch half = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    List<Integer> asked = new ArrayList<>();
    try (LoopbackServer server =
        new LoopbackServer(
            e -> {
              asked.add(1);
              if (asked.size() != 2) {
                LoopbackServer.answer(e, 200, "copy " + asked.size());
                return;
              }
              e.sendResponseHeaders(200, BODY.length);
              e.getResponseBody().write(BODY, 0, 1_000_000);
              e.getResponseBody().flush();
              half.countDown();
              await(done);
            })) {
      CachedFile first = FetchKit.fetch(FetchKit.settings(cache), server.url("/f"));
      Process process = FetchProcess.start(List.of(), cache.toString(), server.url("/f"));
      assertThat(half.await(60, TimeUnit.SECONDS)).isTrue();
      awaitTemporaryFile();
      process.destroyForcibly().waitFor();
      done.countDown();

      assertThat(FetchKit.entryFiles(cache, ".*\\.tmp")).hasSize(1);
      CachedFile old =
          FetchKit.fetch(FetchKit.offline(FetchKit.settings(cache)), server.url("/f"));
      assertThat(old.file()).isEqualTo(first.file()).hasContent("copy 1");
      assertThat(FetchKit.fetch(FetchKit.settings(cache), server.url("/f")).file())
          .hasContent("copy 3");
      assertThat(FetchKit.entryFiles(cache, ".*\\.tmp")).isEmpty();
    } finally {
      done.countDown();
    }
  }

  private void awaitTemporaryFile() throws Exception {
    for (int i = 0; i < 600; i++) {
      List<Path> files = FetchKit.entryFiles(cache, "body-.*\\.tmp");
      if (!files.isEmpty() && Files.size(files.get(0)) > 0) {
        return;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("the other process wrote nothing");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
