package dev.hermetic.fetch;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A response body as a stream that fails when no byte comes for a while: java.net.http has a bound
 * on the wait for headers only. One reader.
 */
final class BodyStream extends InputStream implements BodySubscriber<InputStream> {
  /** No byte came in time. */
  static final class StallException extends IOException {
    private static final long serialVersionUID = 1;

    StallException() {
      super("no byte in time");
    }
  }

  /** Bytes, or the end: with a failure or, when that is null, a good one. */
  private record Item(List<ByteBuffer> buffers, boolean last, @Nullable Throwable failure) {}

  private final Duration stallTimeout;
  private final BlockingQueue<Item> items = new LinkedBlockingQueue<>();
  private final ArrayDeque<ByteBuffer> current = new ArrayDeque<>();
  private volatile @Nullable Subscription subscription;
  private boolean ended;

  BodyStream(Duration stallTimeout) {
    this.stallTimeout = stallTimeout;
  }

  @Override
  public CompletionStage<InputStream> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void onSubscribe(Subscription newSubscription) {
    subscription = newSubscription;
    newSubscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    items.add(new Item(buffers, false, null));
  }

  @Override
  public void onError(Throwable failure) {
    items.add(new Item(List.of(), true, failure));
  }

  @Override
  public void onComplete() {
    items.add(new Item(List.of(), true, null));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (current.isEmpty()) {
      if (ended) {
        return -1;
      }
      await();
    }
    ByteBuffer buffer = current.getFirst();
    int count = Math.min(length, buffer.remaining());
    buffer.get(target, offset, count);
    if (!buffer.hasRemaining()) {
      current.removeFirst();
    }
    return count;
  }

  private void await() throws IOException {
    Item item;
    try {
      item = items.poll(stallTimeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      close();
      throw new UncheckedInterruption(e);
    }
    if (item == null) {
      close();
      throw new StallException();
    }
    if (item.failure() != null) {
      ended = true;
      throw new EOFException(String.valueOf(item.failure().getMessage()));
    }
    if (item.last()) {
      ended = true;
      return;
    }
    item.buffers().stream().filter(ByteBuffer::hasRemaining).forEach(current::addLast);
    Subscription source = subscription;
    if (source != null) {
      source.request(1);
    }
  }

  /** Gives the connection up unless the body was read to its end. */
  @Override
  public void close() {
    Subscription source = subscription;
    if (!ended && source != null) {
      source.cancel();
    }
    ended = true;
    current.clear();
  }
}
