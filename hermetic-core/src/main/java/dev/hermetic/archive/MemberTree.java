package dev.hermetic.archive;

import dev.hermetic.archive.PackageEntry.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What an archive has shown so far. Nothing may lie below what is no directory, and no path may come
 * twice: so whoever writes the members down never writes through a link.
 */
final class MemberTree {
  private final Map<String, Member> members = new HashMap<>();
  private final Set<String> folders = new HashSet<>();

  /** A folder that was entered; what comes next mostly lies in it too. */
  private String entered = "";

  /** By path; without directories that are there only because something lies in them. */
  Map<String, Member> members() {
    return members;
  }

  /** Notes a member that was {@linkplain #check checked}. */
  void add(String path, Member member) {
    members.put(path, member);
    if (member.kind() == Kind.DIRECTORY) {
      folders.add(path);
    }
  }

  /**
   * To be asked before anything is written.
   *
   * @throws MemberPath.Unsafe when the member cannot lie where it says
   */
  void check(String path, Kind kind) throws MemberPath.Unsafe {
    Member before = members.get(path);
    boolean folder = kind == Kind.DIRECTORY;
    if (before != null && !(folder && before.kind() == Kind.DIRECTORY)) {
      throw new MemberPath.Unsafe("comes twice");
    }
    if (!folder && folders.contains(path)) {
      throw new MemberPath.Unsafe("is a directory too");
    }
    int slash = path.lastIndexOf('/');
    if (slash >= 0 && !isEntered(path, slash)) {
      checkParents(path.substring(0, slash));
    }
  }

  private void checkParents(String folder) throws MemberPath.Unsafe {
    String parent = folder;
    while (!parent.isEmpty() && !folders.contains(parent)) {
      Member above = members.get(parent);
      if (above != null && above.kind() != Kind.DIRECTORY) {
        throw new MemberPath.Unsafe(
            "lies below `" + parent + "`, which is no directory");
      }
      int slash = parent.lastIndexOf('/');
      parent = slash < 0 ? "" : parent.substring(0, slash);
    }
  }

  /** Notes the directories that a member lies in; true for each that is new, top down. */
  void enter(String path, FolderMaker maker) throws java.io.IOException {
    int slash = path.lastIndexOf('/');
    if (slash < 0 || isEntered(path, slash)) {
      return;
    }
    String parent = path.substring(0, slash);
    if (!folders.contains(parent)) {
      make(parent, maker);
    }
    entered = parent;
  }

  /** Apart, so that what is compiled for every member stays small. */
  private void make(String folder, FolderMaker maker) throws java.io.IOException {
    int slash = folder.lastIndexOf('/');
    String parent = slash < 0 ? "" : folder.substring(0, slash);
    if (slash >= 0 && !folders.contains(parent)) {
      make(parent, maker);
    }
    folders.add(folder);
    maker.make(folder);
  }

  private boolean isEntered(String path, int slash) {
    return slash == entered.length() && path.startsWith(entered);
  }

  /** Makes a directory whose parent is there. */
  @FunctionalInterface
  interface FolderMaker {
    void make(String path) throws java.io.IOException;
  }
}
