package dev.hermetic.event;

/** Receives events, possibly from several threads at once. Must return quickly, must not throw. */
@FunctionalInterface
public interface Listener {
  /** Hears nothing. */
  Listener SILENT = event -> {};

  void on(Event event);
}
