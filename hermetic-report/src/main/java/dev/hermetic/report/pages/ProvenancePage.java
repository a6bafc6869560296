package dev.hermetic.report.pages;

import dev.hermetic.image.ImageFacts;
import dev.hermetic.report.block.Block;
import dev.hermetic.report.block.Block.Command;
import dev.hermetic.report.block.Cell;
import dev.hermetic.report.block.Column;
import dev.hermetic.report.block.Section;
import dev.hermetic.report.block.ShellWord;
import dev.hermetic.report.block.Sheet;
import dev.hermetic.report.block.Sheet.Status;
import dev.hermetic.report.block.Table;
import dev.hermetic.report.block.Table.Row;
import dev.hermetic.report.model.FileFact;
import dev.hermetic.report.model.LockPart;
import dev.hermetic.report.model.ReportModel;
import java.util.ArrayList;
import java.util.List;

/** The chain from the lock to the signed image, and the commands that check it. */
final class ProvenancePage {
  private static final String ID = "provenance";
  private static final String TITLE = "Provenance";
  private static final String LEAD =
      "From the lock over environment and layers to the signed image: each link by its digest, with the command that checks it.";

  private ProvenancePage() {}

  static Sheet of(ReportModel model) {
    if (model.lock().isEmpty()) {
      return Pages.empty(ID, "Trust", TITLE, LEAD, Pages.NO_LOCK, "The chain begins with the lock.", Pages.LOCK);
    }
    List<Section> sections = new ArrayList<>();
    sections.add(new Section("chain", "The chain", "", List.of(chain(model))));
    sections.add(
        new Section("verify", "Check it yourself", "", List.of(new Block.Commands(commands(model)))));
    sections.add(
        new Section(
            "documents",
            "Documents",
            "",
            List.of(
                files("bills", "Bills of materials", model.bills(), "No bill of materials was made.", "mvn hermetic:sbom"),
                files("signatures", "Signatures and signed statements", model.signatures(), "Nothing is signed in this build folder.", "mvn hermetic:sign"))));
    return new Sheet(ID, "Trust", TITLE, LEAD, status(model), sections);
  }

  private static Status status(ReportModel model) {
    String lock = model.lock().map(LockPart::sha256).orElse("");
    if (model.image().isEmpty()) {
      return Status.unknown("The chain ends with the lock: no image was made.", "Lock sha256:" + lock);
    }
    ImageFacts facts = model.image().get();
    if (!facts.lock().sha256().equals(lock)) {
      return Status.attention("The image was made from another lock than this one.", facts.digest());
    }
    return model.signatures().isEmpty()
        ? Status.unknown("The image was made from this lock; it is not signed in this build folder.", facts.digest())
        : Status.good("The image was made from this lock, and signed.", facts.digest());
  }

  private static Block chain(ReportModel model) {
    LockPart lock = model.lock().orElseThrow();
    List<Row> rows = new ArrayList<>();
    rows.add(
        Row.of(
            Cell.of("Lock"),
            Cell.of(lock.specs().lockfileName()),
            Cell.literal("sha256:" + lock.sha256()),
            Cell.of(
                    Pages.count(lock.specs().table().packageCount(), "package")
                        + ", each with its address and digest, for "
                        + Pages.count(lock.specs().table().platforms().size(), "platform"))
                .linked("specs#files")));
    model
        .image()
        .ifPresent(
            facts -> {
              boolean same = facts.lock().sha256().equals(lock.sha256());
              rows.add(
                  Row.of(
                      Cell.of("Lock of the image"),
                      Cell.of(facts.lock().file()),
                      Cell.literal("sha256:" + facts.lock().sha256()),
                      same
                          ? Cell.of("this lock").toned("good")
                          : Cell.of("another lock").toned("bad")));
              rows.add(
                  Row.of(
                      Cell.of("Environment"),
                      Cell.of(facts.prefix().path()),
                      Cell.literal("sha256:" + facts.prefix().digest()),
                      Cell.of("every path, mode and byte of it, on " + facts.platform())));
              rows.add(
                  Row.of(
                      Cell.of("Base"),
                      Cell.of(facts.base().reference()),
                      Cell.literal(facts.base().digest()),
                      Cell.of("pinned")));
              for (ImageFacts.Layer layer : facts.layers()) {
                rows.add(
                    Row.of(
                        Cell.of(layer.ofBase() ? "Layer of the base" : "Layer"),
                        Cell.of(layer.name()),
                        Cell.literal(layer.digest()),
                        Cell.bytes(layer.packed())));
              }
              rows.add(
                  Row.of(
                      Cell.of("Image"),
                      Cell.of(String.join(", ", facts.names())),
                      Cell.literal(facts.digest()),
                      Cell.of("its manifest names all layers")));
            });
    for (FileFact one : model.signatures()) {
      rows.add(
          Row.of(
              Cell.of("Signed"),
              Cell.of(one.name()),
              Cell.literal("sha256:" + one.sha256()),
              Cell.bytes(one.bytes())));
    }
    return Table.of(
        "chain",
        "What follows from what",
        List.of(
            Column.of("link", "Link"),
            Column.of("name", "Name"),
            Column.of("digest", "Digest"),
            Column.of("says", "What it holds")),
        rows);
  }

  private static List<Command> commands(ReportModel model) {
    LockPart lock = model.lock().orElseThrow();
    List<Command> commands = new ArrayList<>();
    commands.add(
        new Command(
            "The lock is the one of this report",
            "echo "
                + ShellWord.of(lock.sha256() + "  " + lock.specs().lockfileName())
                + " | sha256sum --check"));
    commands.add(
        new Command("The lock answers the environment files", "mvn hermetic:check"));
    commands.add(
        new Command("What is installed is what is locked, byte by byte", "mvn hermetic:verify"));
    model
        .image()
        .ifPresent(
            facts -> {
              String repository =
                  facts.names().stream().findFirst().map(ProvenancePage::repository).orElse("");
              if (repository.isEmpty()) {
                return;
              }
              String image = repository + "@" + facts.digest();
              commands.add(
                  new Command(
                      "Signature, statements, lock and layers of the image in its registry",
                      "mvn hermetic:verify-image -Dhermetic.image.to="
                          + ShellWord.of(facts.names().get(0))
                          + " -Dhermetic.sign.publicKey=cosign.pub"));
              commands.add(
                  new Command(
                      "The signature, with cosign",
                      "cosign verify --key cosign.pub --insecure-ignore-tlog " + ShellWord.of(image)));
              commands.add(
                  new Command(
                      "The provenance, with cosign",
                      "cosign verify-attestation --key cosign.pub --insecure-ignore-tlog --type slsaprovenance1 "
                          + ShellWord.of(image)));
            });
    commands.add(new Command("Build it again and compare", "mvn hermetic:reproduce -Dhermetic.reproduce.runs=3"));
    return commands;
  }

  /** A name without its tag. */
  private static String repository(String name) {
    int colon = name.lastIndexOf(':');
    return colon > name.lastIndexOf('/') ? name.substring(0, colon) : name;
  }

  private static Block files(
      String id, String caption, List<FileFact> files, String none, String command) {
    if (files.isEmpty()) {
      return new Block.Empty(none, command);
    }
    return Table.of(
        id,
        caption,
        List.of(
            Column.of("file", "File"),
            Column.number("bytes", "Bytes"),
            Column.of("sha256", "SHA-256")),
        files.stream()
            .map(one -> Row.of(Cell.of(one.name()), Cell.bytes(one.bytes()), Cell.literal(one.sha256())))
            .toList());
  }
}
