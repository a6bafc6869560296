package dev.hermetic.report;

import freemarker.cache.ClassTemplateLoader;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;

/**
 * The template engine, closed in: templates come from this jar alone, what they print is escaped,
 * and nothing of machine or user (locale, time zone, line ends) reaches the page.
 */
final class Templates {
  /** Parsed templates are kept in it; it does not change any more, and is safe for several threads. */
  private static final Configuration CONFIGURATION = configuration();

  private final Map<String, Object> markup;

  /**
   * @param single whether all pages are one file
   */
  Templates(boolean single) {
    this.markup = new Markup(single).names();
  }

  /** Reads the templates of pages, which the first page would else wait for. */
  static void read() {
    try {
      for (String name : List.of("page.ftlh", "parts.ftlh", "specs.ftlh")) {
        CONFIGURATION.getTemplate(name);
      }
    } catch (IOException e) {
      throw new IllegalStateException("a page's template cannot be read", e);
    }
  }

  /** A template of this jar, filled with values; UTF-8. */
  byte[] fill(String template, Map<String, Object> values) {
    Map<String, Object> all = new HashMap<>(markup);
    all.putAll(values);
    PageText text = new PageText();
    try {
      CONFIGURATION.getTemplate(template).process(all, text);
    } catch (IOException | TemplateException e) {
      throw new IllegalStateException("a page's template does not fit its model", e);
    }
    return text.toByteArray();
  }

  private static Configuration configuration() {
    Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
    configuration.setTemplateLoader(new ClassTemplateLoader(Templates.class, ""));
    configuration.setLocalizedLookup(false);
    configuration.setDefaultEncoding("UTF-8");
    configuration.setOutputEncoding("UTF-8");
    configuration.setURLEscapingCharset("UTF-8");
    configuration.setLocale(Locale.ROOT);
    configuration.setTimeZone(TimeZone.getTimeZone("UTC"));
    configuration.setNumberFormat("computer");
    configuration.setBooleanFormat("c");
    configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    configuration.setAPIBuiltinEnabled(false);
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setLogTemplateExceptions(false);
    configuration.setWrapUncheckedExceptions(true);
    return configuration;
  }
}
