package dev.hermetic.channel;

/** How the order of channels weighs against versions. */
public enum ChannelPriority {
  /** A name exists only in the first channel that has it. The default. */
  STRICT,
  /** Records of an earlier channel are preferred, whatever their version. */
  FLEXIBLE,
  /** Channels weigh nothing until all else is equal. */
  DISABLED
}
