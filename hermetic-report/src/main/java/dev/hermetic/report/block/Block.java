package dev.hermetic.report.block;

import dev.hermetic.report.chart.Drawing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a section. */
public sealed interface Block
    permits Block.Words, Block.Empty, Block.Facts, Block.Commands, Block.Excerpt, Block.Figure, Table {
  /** By which the template tells them apart. */
  String kind();

  /** A paragraph. */
  record Words(String text) implements Block {
    public Words {
      text = Cell.clean(text);
    }

    @Override
    public String kind() {
      return "words";
    }
  }

  /**
   * Nothing to show, and how there comes to be something.
   *
   * @param why what is missing
   * @param command that makes it; empty when no command does
   */
  record Empty(String why, String command) implements Block {
    public Empty {
      why = Cell.clean(why);
      command = Cell.clean(command);
    }

    @Override
    public String kind() {
      return "empty";
    }
  }

  /** Numbers worth a glance. */
  record Facts(List<Fact> facts) implements Block {
    public Facts {
      facts = List.copyOf(facts);
    }

    @Override
    public String kind() {
      return "facts";
    }
  }

  /**
   * A number.
   *
   * @param key its field in the twin
   * @param value as people read it
   * @param raw for machines
   */
  record Fact(String key, String label, String value, @Nullable Object raw, String note) {
    public Fact {
      label = Cell.clean(label);
      value = Cell.clean(value);
      note = Cell.clean(note);
    }

    public static Fact of(String key, String label, Cell cell, String note) {
      return new Fact(key, label, cell.text(), cell.value(), note);
    }
  }

  /** Commands to copy. */
  record Commands(List<Command> commands) implements Block {
    public Commands {
      commands = List.copyOf(commands);
    }

    @Override
    public String kind() {
      return "commands";
    }
  }

  /** A command and what it is for. */
  record Command(String purpose, String text) {
    public Command {
      purpose = Cell.clean(purpose);
      text = Cell.clean(text);
    }
  }

  /** Bytes or text, set as they are. */
  record Excerpt(String label, String text) implements Block {
    public Excerpt {
      label = Cell.clean(label);
      text = String.join("\n", text.lines().map(Cell::clean).toList());
    }

    @Override
    public String kind() {
      return "excerpt";
    }
  }

  /**
   * A chart with the numbers that it was drawn from.
   *
   * @param open whether the numbers are in sight at once
   */
  record Figure(Drawing drawing, Table data, boolean open) implements Block {
    @Override
    public String kind() {
      return "figure";
    }
  }
}
