package dev.hermetic.report.pages;

import dev.hermetic.image.ImageFacts;
import dev.hermetic.ledger.EventKind;
import dev.hermetic.ledger.LedgerEvent;
import dev.hermetic.report.block.Block;
import dev.hermetic.report.block.Cell;
import dev.hermetic.report.block.Column;
import dev.hermetic.report.block.Section;
import dev.hermetic.report.block.Sheet;
import dev.hermetic.report.block.Sheet.Status;
import dev.hermetic.report.block.Table;
import dev.hermetic.report.block.Table.Row;
import dev.hermetic.report.chart.Bars;
import dev.hermetic.report.chart.Treemap;
import dev.hermetic.report.model.RemovedPart;
import dev.hermetic.report.model.ReportModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** How big the image is, what makes it so, and what was left out. */
final class ImagePage {
  static final String ID = "image";
  private static final String TITLE = "Image";
  private static final String LEAD =
      "How big it is, which layers and packages make it so, and what was left out.";

  private ImagePage() {}

  static Sheet of(ReportModel model) {
    List<LedgerEvent> history = model.ledger().of(EventKind.IMAGE);
    if (model.image().isEmpty() && history.isEmpty()) {
      return Pages.empty(ID, "Image", TITLE, LEAD, "There is no image yet.", "An image is made of the lock, without Docker; this page then has its layers and packages.", Pages.IMAGE);
    }
    List<Section> sections = new ArrayList<>();
    model.image().ifPresent(facts -> sections.addAll(facts(facts, model.removed())));
    sections.addAll(ImageHistory.sections(history));
    return new Sheet(ID, "Image", TITLE, LEAD, status(model), sections);
  }

  private static Status status(ReportModel model) {
    if (model.image().isEmpty()) {
      return Status.unknown(
          "There is no image in the build folder; what earlier builds recorded is below.", "");
    }
    ImageFacts facts = model.image().get();
    String size =
        Cell.bytes(facts.packed()).text()
            + " to pull, "
            + Cell.bytes(facts.unpacked()).text()
            + " on disk.";
    String digest = "Digest " + facts.digest() + ", for " + facts.platform() + ".";
    boolean current =
        model.isOfLock(facts.lock().sha256());
    if (model.lock().isPresent() && !current) {
      return Status.attention("The image was made from another lock. " + size, digest);
    }
    return Status.good(size, digest);
  }

  private static List<Section> facts(ImageFacts facts, List<RemovedPart> removed) {
    List<Section> sections = new ArrayList<>();
    sections.add(new Section("size", "At a glance", "", List.of(glance(facts))));
    sections.add(
        new Section(
            "treemap",
            "What takes the room",
            "Areas are unpacked bytes: layers, and in them the packages beside what tar and conda-meta take.",
            List.of(treemap(facts))));
    sections.add(
        new Section(
            "layers",
            "Layers",
            "From the bottom up. A layer whose digest is in the registry is not pushed or pulled again.",
            List.of(layers(facts))));
    sections.add(new Section("removed", "Left out", "", removed(facts, removed)));
    return sections;
  }

  private static Block glance(ImageFacts facts) {
    long base = facts.layers().stream().filter(l -> l.ofBase()).mapToLong(l -> l.packed()).sum();
    return new Block.Facts(
        List.of(
            Block.Fact.of("packed", "To pull", Cell.bytes(facts.packed()), "as " + facts.compression()),
            Block.Fact.of("unpacked", "On disk", Cell.bytes(facts.unpacked()), "unpacked"),
            Block.Fact.of("base_packed", "Of the base", Cell.bytes(base), withoutDigest(facts.base().reference())),
            Block.Fact.of("layers", "Layers", Cell.number(facts.layers().size()), "base included"),
            Block.Fact.of(
                "packages", "Packages", Cell.number(facts.packages().size()), "policy " + facts.policy())));
  }

  /** The page on provenance has the digest, which is wider than a column of facts. */
  private static String withoutDigest(String reference) {
    int at = reference.indexOf("@sha256:");
    return at < 0 ? reference : reference.substring(0, at);
  }

  private static Block treemap(ImageFacts facts) {
    List<Treemap.Group> groups = new ArrayList<>();
    long base = 0;
    for (ImageFacts.Layer layer : facts.layers()) {
      if (layer.ofBase()) {
        base += layer.unpacked();
        continue;
      }
      List<Treemap.Item> items = new ArrayList<>();
      long known = 0;
      for (ImageFacts.Package one : facts.packages()) {
        if (one.layer().equals(layer.name())) {
          items.add(new Treemap.Item(one.name(), one.bytes(), Cell.bytes(one.bytes()).text()));
          known += one.bytes();
        }
      }
      String text = Cell.bytes(layer.unpacked()).text();
      if (items.isEmpty()) {
        items.add(new Treemap.Item(layer.name(), layer.unpacked(), text));
      } else if (known < layer.unpacked()) {
        long rest = layer.unpacked() - known;
        items.add(new Treemap.Item("tar and conda-meta", rest, Cell.bytes(rest).text()));
      }
      groups.add(new Treemap.Group(layer.name(), text, items));
    }
    if (base > 0) {
      String text = Cell.bytes(base).text();
      groups.add(
          new Treemap.Group("base", text, List.of(new Treemap.Item("base", base, text))));
    }
    List<Row> rows = new ArrayList<>();
    facts.packages().stream()
        .sorted(
            Comparator.comparingLong(ImageFacts.Package::bytes)
                .reversed()
                .thenComparing(ImageFacts.Package::distribution))
        .forEach(
            one ->
                rows.add(
                    Row.of(
                        Cell.of(one.name()),
                        Cell.of(one.version()),
                        Cell.bytes(one.bytes()),
                        Cell.share(facts.unpacked() == 0 ? 0 : (double) one.bytes() / facts.unpacked()),
                        Cell.of(one.layer()))));
    return new Block.Figure(
        Treemap.draw(
            "map",
            "The image by layer and package",
            "A rectangle for each package, in one for its layer; areas are unpacked bytes. The numbers are in the table below.",
            groups),
        Table.of(
                "packages",
                "Packages in the image by their bytes, without conda-meta",
                List.of(
                    Column.of("package", "Package"),
                    Column.of("version", "Version"),
                    Column.number("bytes", "Bytes"),
                    Column.number("share", "Of the image"),
                    Column.of("layer", "Layer")),
                rows)
            .withTools(),
        false);
  }

  private static Block layers(ImageFacts facts) {
    List<Row> rows = new ArrayList<>();
    List<Bars.Bar> bars = new ArrayList<>();
    for (ImageFacts.Layer layer : facts.layers()) {
      Cell name = Cell.of(layer.name());
      rows.add(
          Row.of(
              layer.ofBase() ? name.noted("of the base") : name,
              Cell.bytes(layer.packed()),
              Cell.bytes(layer.unpacked()),
              Cell.literal(layer.digest()),
              Cell.literal(layer.diffId())));
      bars.add(
          new Bars.Bar(
              layer.name(),
              List.of(
                  new Bars.Part(
                      "packed",
                      layer.packed(),
                      layer.ofBase() ? "s3" : "s1",
                      Cell.bytes(layer.packed()).text())),
              Cell.bytes(layer.packed()).text()));
    }
    return new Block.Figure(
        Bars.draw("layers", "Layers as they are pulled", "A bar for each layer, from the bottom of the image up.", bars),
        Table.of(
            "layers",
            "Layers with their digests",
            List.of(
                Column.of("layer", "Layer"),
                Column.number("packed", "Packed"),
                Column.number("unpacked", "Unpacked"),
                Column.of("digest", "Digest"),
                Column.of("diff_id", "Digest, unpacked")),
            rows),
        false);
  }

  private static List<Block> removed(ImageFacts facts, List<RemovedPart> removed) {
    List<Block> blocks = new ArrayList<>();
    if (facts.removed().isEmpty()) {
      blocks.add(
          new Block.Empty(
              "Nothing was left out: the policy is " + facts.policy() + ".",
              "mvn hermetic:image -Dhermetic.image.minimize=small"));
    } else {
      List<Bars.Bar> bars = new ArrayList<>();
      List<Row> rows = new ArrayList<>();
      for (Map.Entry<String, ImageFacts.Amount> one : facts.removed().entrySet()) {
        Cell bytes = Cell.bytes(one.getValue().bytes());
        bars.add(
            new Bars.Bar(
                one.getKey(),
                List.of(new Bars.Part("left out", one.getValue().bytes(), "s2", bytes.text())),
                bytes.text()));
        rows.add(Row.of(Cell.of(one.getKey()), Cell.number(one.getValue().files()), bytes));
      }
      blocks.add(
          new Block.Figure(
              Bars.draw("removed", "Left out, by kind", "A bar for each kind of file that was left out.", bars),
              Table.of(
                  "removed",
                  "What was left out, by kind",
                  List.of(
                      Column.of("kind", "Kind"),
                      Column.number("files", "Files"),
                      Column.number("bytes", "Bytes")),
                  rows),
              true));
    }
    if (!removed.isEmpty()) {
      blocks.add(
          Table.of(
                  "removed_packages",
                  "What was left out, by package",
                  List.of(
                      Column.of("package", "Package"),
                      Column.of("kind", "Kind"),
                      Column.number("files", "Files"),
                      Column.number("bytes", "Bytes")),
                  removed.stream()
                      .map(
                          one ->
                              Row.of(
                                  Cell.of(one.owner()),
                                  Cell.of(one.kind()),
                                  Cell.number(one.files()),
                                  Cell.bytes(one.bytes())))
                      .toList())
              .withTools());
    }
    if (!facts.heldBack().isEmpty()) {
      blocks.add(
          Table.of(
              "held_back",
              "What would have been left out, and stays",
              List.of(Column.of("what", "What"), Column.of("why", "Why")),
              facts.heldBack().entrySet().stream()
                  .map(one -> Row.of(Cell.of(one.getKey()), Cell.of(one.getValue())))
                  .toList()));
    }
    return blocks;
  }
}
