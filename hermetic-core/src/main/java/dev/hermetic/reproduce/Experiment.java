package dev.hermetic.reproduce;

import dev.hermetic.ledger.EventData;
import dev.hermetic.ledger.EventKind;
import dev.hermetic.ledger.LedgerEvent;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One build or run: what it began with and what came out.
 *
 * @param inputs SHA-256 over all that decides on the result, 64 hex digits: only experiments with
 *     equal inputs are compared
 * @param result SHA-256 of what came out, 64 hex digits; empty when nothing did
 * @param machine 12 hex digits that tell machines apart and do not tell which they are, or what
 *     kind of machine it is where it has no identity
 * @param run number of the run, from 1
 * @param conditions by name, as {@link Conditions#byName()} has them
 * @param millis how long it took
 * @param difference from the first run of the same call, as far as it can be told; null for none
 */
public record Experiment(
    Question question,
    String inputs,
    String result,
    String machine,
    int run,
    SortedMap<String, String> conditions,
    long millis,
    @Nullable FirstDifference difference) {
  public Experiment {
    Objects.requireNonNull(question, "question");
    conditions = Collections.unmodifiableSortedMap(new TreeMap<>(conditions));
  }

  /** What a ledger keeps of it. */
  public EventData data() {
    EventData by = EventData.EMPTY;
    for (Map.Entry<String, String> one : conditions.entrySet()) {
      by = by.with(one.getKey(), one.getValue());
    }
    EventData data =
        EventData.EMPTY
            .with("question", question.word())
            .with("inputs", inputs)
            .with("machineId", machine)
            .with("run", run)
            .with("conditions", by)
            .with("millis", millis);
    if (!result.isEmpty()) {
      data = data.with("result", result);
    }
    if (difference != null) {
      data = data.with("difference", data(difference));
    }
    return data;
  }

  private static EventData data(FirstDifference difference) {
    EventData data =
        EventData.EMPTY
            .with("path", difference.path())
            .with("owner", difference.owner())
            .with("cause", difference.cause().word())
            .with("why", difference.why())
            .with("command", difference.command());
    if (difference.offset() >= 0) {
      data = data.with("offset", difference.offset());
    }
    Excerpt excerpt = difference.excerpt();
    if (excerpt != null) {
      data =
          data.with(
              "excerpt",
              EventData.EMPTY
                  .with("text", excerpt.text())
                  .with("one", excerpt.one())
                  .with("other", excerpt.other()));
    }
    return data;
  }

  /** The experiment that an event is of; empty when it is none, or says too little. */
  public static Optional<Experiment> of(LedgerEvent event) {
    EventData data = event.data();
    Optional<Question> question = data.text("question").flatMap(Question::of);
    Optional<String> inputs = data.text("inputs");
    if (event.kind() != EventKind.REPRODUCE || question.isEmpty() || inputs.isEmpty()) {
      return Optional.empty();
    }
    SortedMap<String, String> conditions = new TreeMap<>();
    data.data("conditions")
        .values()
        .forEach(
            (name, value) -> {
              if (value instanceof String text) {
                conditions.put(name, text);
              }
            });
    return Optional.of(
        new Experiment(
            question.get(),
            inputs.get(),
            data.text("result").orElse(""),
            data.text("machineId").orElse(event.machine().text()),
            (int) data.number("run").orElse(0),
            conditions,
            data.number("millis").orElse(0),
            difference(data.data("difference"))));
  }

  private static @Nullable FirstDifference difference(EventData data) {
    Optional<Cause> cause = data.text("cause").flatMap(Cause::of);
    if (cause.isEmpty()) {
      return null;
    }
    EventData shown = data.data("excerpt");
    Excerpt excerpt =
        shown
            .flag("text")
            .map(
                text ->
                    new Excerpt(
                        text, shown.text("one").orElse(""), shown.text("other").orElse("")))
            .orElse(null);
    return new FirstDifference(
        data.text("path").orElse(""),
        data.text("owner").orElse(""),
        cause.get(),
        data.number("offset").orElse(-1),
        data.text("why").orElse(""),
        excerpt,
        data.text("command").orElse(""));
  }
}
