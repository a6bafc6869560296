package dev.hermetic.workflow;

/** A CI server. */
public enum Provider {
  GITHUB,
  GITLAB
}
