package dev.hermetic.reproduce;

import java.util.Arrays;
import java.util.Optional;

/** Classes of what makes two builds differ, by what is seen in the bytes. */
public enum Cause {
  /** A point in time, or a time zone. */
  TIME_STAMP("time stamp"),
  /** A compiled Python file. */
  BYTECODE("bytecode"),
  /** The same things in another order: files, lines, members of sets. */
  ORDER("order"),
  /** The same content, packed in another way. */
  COMPRESSION("compression"),
  /** Another base image. */
  BASE("base"),
  /** A channel or index that gives something else, or nothing, for what is locked. */
  CHANNEL("channel"),
  /** Words, numbers, characters or sorting as a language has them. */
  LOCALE("locale"),
  /** Numbers that differ in their last digits. */
  FLOATING_POINT("floating point"),
  /** Mode bits of a file, as umask gives them. */
  PERMISSIONS("permissions"),
  /** The folder in which it was built. */
  PATH("path"),
  /** None of these; nothing is guessed. */
  OTHER("other");

  private final String word;

  Cause(String word) {
    this.word = word;
  }

  /** As it stands in ledgers and reports. */
  public String word() {
    return word;
  }

  /** The class with that word; empty when there is none. */
  public static Optional<Cause> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
  }
}
