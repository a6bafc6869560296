package dev.hermetic.archive;

/**
 * What the headers of one member of a tar say (POSIX ustar and pax, GNU). Nothing of it is checked.
 *
 * @param type {@code typeflag}
 * @param mode all bits that the header has
 * @param mtime seconds since the epoch, what is below a second cut off
 * @param size of the content as it is unpacked, in bytes; not below zero
 * @param linkName empty where there is none
 */
record TarMember(String name, byte type, int mode, long mtime, long size, String linkName) {
  /** Before POSIX. */
  static final byte OLD_FILE = 0;

  static final byte FILE = '0';
  static final byte HARD_LINK = '1';
  static final byte SYMLINK = '2';
  static final byte CHARACTER_DEVICE = '3';
  static final byte BLOCK_DEVICE = '4';
  static final byte DIRECTORY = '5';
  static final byte FIFO = '6';
  static final byte CONTIGUOUS = '7';
  static final byte GNU_SPARSE = 'S';
}
