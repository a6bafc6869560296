package dev.hermetic.reproduce;

import dev.hermetic.ledger.Proportion;
import dev.hermetic.text.JsonText;
import dev.hermetic.text.JsonWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/** A result for machines. Rates have four decimals, times are whole milliseconds. */
public final class ReproduceJson {
  private static final int FORMAT = 1;
  private static final int DECIMALS = 4;

  private ReproduceJson() {}

  /** The text of {@code reproduce.json}. */
  public static String of(ReproduceResult result) {
    return JsonText.of(
        json -> {
          json.writeStartObject();
          json.writeNumberField("format", FORMAT);
          json.writeStringField("platform", result.platform());
          json.writeStringField("lock", result.lock());
          json.writeArrayFieldStart("rates");
          for (Rate rate : result.rates()) {
            rate(json, rate);
          }
          json.writeEndArray();
          json.writeArrayFieldStart("experiments");
          for (Experiment one : result.experiments()) {
            experiment(json, one);
          }
          json.writeEndArray();
          if (result.control().isPresent()) {
            control(json, result.control().get());
          }
          json.writeEndObject();
        });
  }

  private static void rate(JsonWriter json, Rate rate) {
    json.writeStartObject();
    json.writeStringField("question", rate.question().word());
    json.writeStringField("inputs", rate.inputs());
    json.writeNumberField("identical", rate.identical());
    json.writeNumberField("total", rate.total());
    json.writeNumberField("machines", rate.machines());
    json.writeNumberField("conditions", rate.conditions());
    if (rate.proportion().isPresent()) {
      Proportion proportion = rate.proportion().get();
      number(json, "r", proportion.rate());
      number(json, "wilsonLow", proportion.wilson().low());
      number(json, "wilsonHigh", proportion.wilson().high());
    }
    json.writeEndObject();
  }

  private static void number(JsonWriter json, String field, double value) {
    json.writeNumberField(
        field, BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_UP).toString());
  }

  private static void experiment(JsonWriter json, Experiment one) {
    json.writeStartObject();
    json.writeStringField("question", one.question().word());
    json.writeNumberField("run", one.run());
    json.writeStringField("result", one.result());
    json.writeStringField("machine", one.machine());
    json.writeObjectFieldStart("conditions");
    for (Map.Entry<String, String> condition : one.conditions().entrySet()) {
      json.writeStringField(condition.getKey(), condition.getValue());
    }
    json.writeEndObject();
    json.writeNumberField("millis", one.millis());
    FirstDifference difference = one.difference();
    if (difference != null) {
      json.writeObjectFieldStart("difference");
      json.writeStringField("path", difference.path());
      json.writeStringField("owner", difference.owner());
      json.writeStringField("cause", difference.cause().word());
      json.writeStringField("why", difference.why());
      if (difference.offset() >= 0) {
        json.writeNumberField("offset", difference.offset());
      }
      Excerpt excerpt = difference.excerpt();
      if (excerpt != null) {
        json.writeStringField("form", excerpt.text() ? "text" : "hex");
        json.writeStringField("one", excerpt.one());
        json.writeStringField("other", excerpt.other());
      }
      json.writeStringField("command", difference.command());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void control(JsonWriter json, Control control) {
    json.writeObjectFieldStart("control");
    json.writeStringField("from", control.from());
    json.writeStringField("to", control.to());
    if (control.isKnown()) {
      json.writeNumberField("packages", control.packages());
      json.writeArrayFieldStart("drifted");
      for (Control.Drift one : control.drifted()) {
        json.writeStartObject();
        json.writeStringField("name", one.name());
        json.writeStringField("before", one.before());
        json.writeStringField("after", one.after());
        json.writeEndObject();
      }
      json.writeEndArray();
    } else {
      json.writeStringField("missing", control.missing());
    }
    json.writeEndObject();
  }
}
