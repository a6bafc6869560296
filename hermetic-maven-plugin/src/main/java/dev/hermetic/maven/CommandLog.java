package dev.hermetic.maven;

import java.util.function.UnaryOperator;
import org.apache.maven.plugin.logging.Log;

/** Maven's log, in which every command that a line tells is one that can be given here. */
final class CommandLog implements Log {
  private final Log log;
  private final UnaryOperator<String> commands;

  /**
   * @param commands what makes of a text the same with such commands
   */
  CommandLog(Log log, UnaryOperator<String> commands) {
    this.log = log;
    this.commands = commands;
  }

  private CharSequence told(CharSequence content) {
    return commands.apply(content.toString());
  }

  @Override
  public boolean isDebugEnabled() {
    return log.isDebugEnabled();
  }

  @Override
  public void debug(CharSequence content) {
    log.debug(content);
  }

  @Override
  public void debug(CharSequence content, Throwable error) {
    log.debug(content, error);
  }

  @Override
  public void debug(Throwable error) {
    log.debug(error);
  }

  @Override
  public boolean isInfoEnabled() {
    return log.isInfoEnabled();
  }

  @Override
  public void info(CharSequence content) {
    log.info(told(content));
  }

  @Override
  public void info(CharSequence content, Throwable error) {
    log.info(told(content), error);
  }

  @Override
  public void info(Throwable error) {
    log.info(error);
  }

  @Override
  public boolean isWarnEnabled() {
    return log.isWarnEnabled();
  }

  @Override
  public void warn(CharSequence content) {
    log.warn(told(content));
  }

  @Override
  public void warn(CharSequence content, Throwable error) {
    log.warn(told(content), error);
  }

  @Override
  public void warn(Throwable error) {
    log.warn(error);
  }

  @Override
  public boolean isErrorEnabled() {
    return log.isErrorEnabled();
  }

  @Override
  public void error(CharSequence content) {
    log.error(told(content));
  }

  @Override
  public void error(CharSequence content, Throwable error) {
    log.error(told(content), error);
  }

  @Override
  public void error(Throwable error) {
    log.error(error);
  }
}
