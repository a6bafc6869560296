package dev.hermetic.solve;

import dev.hermetic.record.PackageRecord;
import dev.hermetic.version.Version;
import java.util.List;

/** A record in the SAT engine's universe; compared by identity. */
final class SatItem {
  final PackageRecord record;
  final Version version;

  /** 0 for the first channel. */
  final int channelRank;

  /** What must be beside it; set when the item is reached. */
  List<SatNeed> needs = List.of();

  /** Reached from the roots. */
  boolean reached;

  /** Found to be not installable whatever else is chosen. */
  boolean dead;

  /** Number of its name among the names with live items. */
  int nameIndex = -1;

  /** Place among the live items of its name, 0 for the most preferred. */
  int preference;

  /** Variable in the SAT problem, from 1; 0 for items that are not in it. */
  int variable;

  SatItem(PackageRecord record, Version version, int channelRank) {
    this.record = record;
    this.version = version;
    this.channelRank = channelRank;
  }

  String name() {
    return record.name();
  }

  @Override
  public String toString() {
    return record.toString();
  }
}
