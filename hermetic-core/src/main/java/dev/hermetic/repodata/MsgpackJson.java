package dev.hermetic.repodata;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessageInsufficientBufferException;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.ValueType;

/**
 * MessagePack as JSON text, bytes as lower-case hex digits: a shard says the same as repodata.json
 * but for these (CEP-16), so that one parser decides what a record means.
 */
final class MsgpackJson implements AutoCloseable {
  private static final int DEEPEST = 64;
  private static final JsonFactory FACTORY = new JsonFactory();

  private final byte[] bytes;
  private final MessageUnpacker in;

  MsgpackJson(byte[] bytes) {
    this.bytes = bytes;
    this.in = MessagePack.newDefaultUnpacker(bytes);
  }

  /** Something that reads, and may find that the bytes are no MessagePack. */
  @FunctionalInterface
  interface Reading<T> {
    T read(MsgpackJson in) throws IOException;
  }

  /** @throws RepodataFormatException when the bytes are not what {@code reading} expects */
  static <T> T read(byte[] bytes, Reading<T> reading) throws IOException {
    try (MsgpackJson in = new MsgpackJson(bytes)) {
      T result = reading.read(in);
      if (in.in.hasNext()) {
        throw new RepodataFormatException("something follows the data");
      }
      return result;
    } catch (MessageInsufficientBufferException e) {
      throw new RepodataFormatException("it is cut short", e);
    } catch (MessagePackException e) {
      throw new RepodataFormatException("it is not MessagePack of the expected form", e);
    }
  }

  /**
   * A shard as repodata.json.
   *
   * @param baseUrl where the packages lie, null for beside the repodata
   */
  static byte[] shard(byte[] msgpack, @Nullable String baseUrl) throws IOException {
    return read(
        msgpack,
        in -> {
          ByteArrayOutputStream out = new ByteArrayOutputStream(msgpack.length * 2);
          try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.writeStartObject();
            json.writeObjectFieldStart("info");
            if (baseUrl != null) {
              json.writeStringField("base_url", baseUrl);
            }
            json.writeEndObject();
            for (int left = in.mapSize(); left > 0; left--) {
              String key = in.text();
              if (key.equals("info")) {
                in.skip();
              } else {
                json.writeFieldName(key);
                in.copy(json, 1);
              }
            }
            json.writeEndObject();
          }
          return out.toByteArray();
        });
  }

  ValueType next() throws IOException {
    return in.getNextFormat().getValueType();
  }

  int mapSize() throws IOException {
    return in.unpackMapHeader();
  }

  long integer() throws IOException {
    return in.unpackLong();
  }

  void skip() throws IOException {
    in.skipValue();
  }

  String text() throws IOException {
    return new String(payload(in.unpackRawStringHeader()), StandardCharsets.UTF_8);
  }

  byte[] binary() throws IOException {
    return payload(in.unpackBinaryHeader());
  }

  /** A length that lies must not make us reserve memory for it. */
  private byte[] payload(int length) throws IOException {
    if (length > bytes.length - in.getTotalReadBytes()) {
      throw new RepodataFormatException("it is cut short");
    }
    return in.readPayload(length);
  }

  private void copy(JsonGenerator json, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new RepodataFormatException("it is nested too deep");
    }
    switch (next()) {
      case NIL, EXTENSION -> {
        in.skipValue();
        json.writeNull();
      }
      case BOOLEAN -> json.writeBoolean(in.unpackBoolean());
      case INTEGER -> json.writeNumber(in.unpackBigInteger());
      case FLOAT -> json.writeNumber(in.unpackDouble());
      case STRING -> json.writeString(text());
      case BINARY -> json.writeString(HexFormat.of().formatHex(binary()));
      case ARRAY -> {
        json.writeStartArray();
        for (int left = in.unpackArrayHeader(); left > 0; left--) {
          copy(json, depth + 1);
        }
        json.writeEndArray();
      }
      case MAP -> {
        json.writeStartObject();
        for (int left = mapSize(); left > 0; left--) {
          json.writeFieldName(text());
          copy(json, depth + 1);
        }
        json.writeEndObject();
      }
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
