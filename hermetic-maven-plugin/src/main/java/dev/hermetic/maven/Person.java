package dev.hermetic.maven;

import java.io.Console;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a person watches the build, or a log does. */
final class Person {
  private Person() {}

  /** Whether a person sits at this process's console. */
  static boolean isWatching(Map<String, String> environment) {
    return isTerminal(System.console()) && couldWatch(environment);
  }

  /** Whether the variables speak against it: {@code CI} set, {@code TERM} dumb. */
  static boolean couldWatch(Map<String, String> environment) {
    return !isContinuousIntegration(environment)
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  /** Whether {@code CI} is set, to something other than nothing, 0 or false. */
  static boolean isContinuousIntegration(Map<String, String> environment) {
    String ci = environment.getOrDefault("CI", "").strip().toLowerCase(Locale.ROOT);
    return !ci.isEmpty() && !ci.equals("0") && !ci.equals("false");
  }

  /** From Java 22 on there is a console even where output goes to a file; it can be asked. */
  private static boolean isTerminal(@Nullable Console console) {
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
