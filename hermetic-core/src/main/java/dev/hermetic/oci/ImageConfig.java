package dev.hermetic.oci;

import dev.hermetic.text.JsonTree;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of an image: what it runs on, how it is run, and which layers make its root
 * (image-spec, config.md).
 *
 * @param created null where nothing is said; whole seconds
 * @param author empty for none
 * @param diffIds digests of the unpacked tars of the layers, from the bottom up
 * @param history one for each layer, and for steps that made none; empty where nothing is said
 */
public record ImageConfig(
    ImagePlatform platform,
    @Nullable Instant created,
    String author,
    RuntimeConfig runtime,
    List<Digest> diffIds,
    List<Step> history) {
  /** No honest one is larger: some kilobytes for each layer. */
  public static final int MOST_BYTES = 16 << 20;

  /**
   * How a layer came to be.
   *
   * @param created null where nothing is said; whole seconds
   * @param createdBy the command; empty for none
   * @param comment empty for none
   * @param emptyLayer whether it made no layer
   */
  public record Step(
      @Nullable Instant created, String createdBy, String comment, boolean emptyLayer) {
    public Step {
      created = seconds(created);
      Objects.requireNonNull(createdBy, "createdBy");
      Objects.requireNonNull(comment, "comment");
    }
  }

  public ImageConfig {
    Objects.requireNonNull(platform, "platform");
    Objects.requireNonNull(author, "author");
    Objects.requireNonNull(runtime, "runtime");
    created = seconds(created);
    diffIds = List.copyOf(diffIds);
    history = List.copyOf(history);
  }

  public ImageConfig withDiffIds(List<Digest> layers) {
    return new ImageConfig(platform, created, author, runtime, layers, history);
  }

  private static @Nullable Instant seconds(@Nullable Instant time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.SECONDS);
  }

  /** The same bytes for an equal configuration. */
  public byte[] json() {
    Map<String, Object> tree = new TreeMap<>();
    tree.put("os", platform.os());
    tree.put("architecture", platform.architecture());
    ImageJson.put(tree, "variant", platform.variant());
    ImageJson.put(tree, "created", created == null ? null : created.toString());
    ImageJson.put(tree, "author", author);
    ImageJson.put(tree, "config", runtime.tree());
    tree.put(
        "rootfs",
        Map.of("type", "layers", "diff_ids", diffIds.stream().map(Digest::toString).toList()));
    ImageJson.put(tree, "history", history.stream().map(ImageConfig::tree).toList());
    return JsonTree.bytes(tree);
  }

  private static Map<String, Object> tree(Step step) {
    Map<String, Object> tree = new TreeMap<>();
    Instant created = step.created();
    ImageJson.put(tree, "created", created == null ? null : created.toString());
    ImageJson.put(tree, "created_by", step.createdBy());
    ImageJson.put(tree, "comment", step.comment());
    if (step.emptyLayer()) {
      tree.put("empty_layer", true);
    }
    return tree;
  }

  /**
   * Reads a configuration.
   *
   * @param subject what to call it in problems
   * @throws dev.hermetic.problem.HermeticException HERM-OCI-003, 005
   */
  public static ImageConfig parse(byte[] bytes, String subject) {
    Documents.check(bytes, MOST_BYTES, subject);
    ImageJson json = ImageJson.object(bytes, subject);
    ImageJson root = json.child("rootfs");
    if (root == null) {
      throw json.damaged("its configuration does not say which layers make the root");
    }
    ImageJson runtime = json.child("config");
    List<Step> history = new ArrayList<>();
    for (ImageJson step : json.children("history")) {
      history.add(
          new Step(
              time(step), step.text("created_by"), step.text("comment"), step.isTrue("empty_layer")));
    }
    return new ImageConfig(
        DescriptorJson.platform(json),
        time(json),
        json.text("author"),
        runtime == null ? RuntimeConfig.EMPTY : RuntimeConfig.read(runtime),
        root.digests("diff_ids"),
        history);
  }

  /** RFC 3339. */
  private static @Nullable Instant time(ImageJson json) {
    String text = json.text("created");
    try {
      return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw json.damaged("`created` is no time: " + OciProblems.shown(text));
    }
  }
}
