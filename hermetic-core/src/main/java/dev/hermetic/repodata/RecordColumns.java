package dev.hermetic.repodata;

import org.jspecify.annotations.Nullable;

/** One record on its way from JSON into the index: texts as numbers of the string table. */
final class RecordColumns {
  static final int NONE = -1;

  /** Bytes of one record in the index file. */
  static final int BYTES = 120;

  static final int NOARCH_GENERIC = 1;
  static final int NOARCH_PYTHON = 2;
  static final int SHADOWED = 4;

  String name = "";
  final String fileName;
  int version = NONE;
  int build = NONE;
  long buildNumber;
  long timestamp = -1;
  long size = -1;
  int depends;
  int constrains;
  int trackFeatures;
  int license = NONE;
  int licenseFamily = NONE;
  int pythonSitePackagesPath = NONE;
  int flags;
  byte @Nullable [] md5;
  byte @Nullable [] sha256;

  RecordColumns(String fileName) {
    this.fileName = fileName;
  }
}
