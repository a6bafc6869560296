package dev.hermetic.version;

/** Whose reading of a constraint counts where conda and libmamba differ. */
public enum Dialect {
  /** CEP-29 and conda: {@code a=1.2=b} is version 1.2 exactly. The default everywhere. */
  CONDA,
  /**
   * libmamba: {@code a=1.2=b} is any 1.2.*, {@code ~=1} is at least 1, {@code |} binds tighter than
   * {@code ,}, {@code channel[subdir]::name} and an empty text are allowed.
   */
  MAMBA
}
