package dev.hermetic.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Blobs on their way into a {@link LoopbackRegistry}: POST, PATCH, PUT, and mounts. */
final class RegistryUploads {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

  private final RegistryStore store;
  private final Map<String, ByteArrayOutputStream> open = new ConcurrentHashMap<>();
  private final AtomicInteger begun = new AtomicInteger();
  private final List<String> finished = new CopyOnWriteArrayList<>();

  RegistryUploads(RegistryStore store) {
    this.store = store;
  }

  List<String> finished() {
    return List.copyOf(finished);
  }

  void forget() {
    finished.clear();
  }

  /**
   * @param base what addresses of uploads begin with, empty for such without a host
   */
  void handle(RegistryExchange call, RegistryRoute route, boolean mounts, String base)
      throws IOException {
    if (call.method().equals("POST") && route.reference().isEmpty()) {
      begin(call, route, mounts, base);
      return;
    }
    ByteArrayOutputStream upload = open.get(route.reference());
    if (upload == null) {
      call.error(404, "BLOB_UPLOAD_UNKNOWN", "no such upload");
      return;
    }
    switch (call.method()) {
      case "GET" -> progress(call, route, upload, base, 204);
      case "PATCH" -> patch(call, route, upload, base);
      case "PUT" -> {
        upload.write(call.body());
        if (take(call, route.repository(), call.query("digest"), upload.toByteArray())) {
          open.remove(route.reference());
        }
      }
      case "DELETE" -> {
        open.remove(route.reference());
        call.send(204, "text/plain", new byte[0]);
      }
      default -> call.error(405, "UNSUPPORTED", "no such method here");
    }
  }

  private void begin(RegistryExchange call, RegistryRoute route, boolean mounts, String base)
      throws IOException {
    String mount = call.query("mount");
    if (!mount.isEmpty() && mounts
        && store.mount(route.repository(), mount, call.query("from"))) {
      created(call, route.repository(), mount);
      return;
    }
    String digest = call.query("digest");
    if (!digest.isEmpty()) {
      take(call, route.repository(), digest, call.body());
      return;
    }
    String id = "upload-" + begun.incrementAndGet();
    ByteArrayOutputStream upload = new ByteArrayOutputStream();
    open.put(id, upload);
    progress(
        call,
        new RegistryRoute(RegistryRoute.Kind.UPLOAD, route.repository(), id),
        upload,
        base,
        202);
  }

  private static void patch(
      RegistryExchange call, RegistryRoute route, ByteArrayOutputStream upload, String base)
      throws IOException {
    String text = call.requestHeaders().getFirst("Content-Range");
    Matcher range = RANGE.matcher(text == null ? "" : text);
    if (text != null && (!range.matches() || Long.parseLong(range.group(1)) != upload.size())) {
      call.error(416, "BLOB_UPLOAD_INVALID", "not the next part");
      return;
    }
    upload.write(call.body());
    progress(call, route, upload, base, 202);
  }

  private static void progress(
      RegistryExchange call,
      RegistryRoute route,
      ByteArrayOutputStream upload,
      String base,
      int status)
      throws IOException {
    call.header(
        "Location",
        base
            + "/v2/"
            + route.repository()
            + "/blobs/uploads/"
            + route.reference()
            + "?_state=at-"
            + upload.size());
    call.header("Range", "0-" + Math.max(0, upload.size() - 1));
    call.send(status, "text/plain", new byte[0]);
  }

  private boolean take(RegistryExchange call, String repository, String digest, byte[] bytes)
      throws IOException {
    if (!RegistryStore.digestOf(bytes).equals(digest)) {
      call.error(400, "DIGEST_INVALID", "the bytes have another digest");
      return false;
    }
    store.addBlob(repository, bytes);
    finished.add(digest);
    created(call, repository, digest);
    return true;
  }

  private static void created(RegistryExchange call, String repository, String digest)
      throws IOException {
    call.header("Location", "/v2/" + repository + "/blobs/" + digest);
    call.header("Docker-Content-Digest", digest);
    call.send(201, "text/plain", new byte[0]);
  }
}
