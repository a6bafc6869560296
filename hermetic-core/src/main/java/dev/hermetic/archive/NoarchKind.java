package dev.hermetic.archive;

/** Kinds of packages that suit every platform (CEP-34). */
public enum NoarchKind {
  GENERIC,
  PYTHON
}
