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

  /** By path; without directories that are there only because something lies in them. */
  Map<String, Member> members() {
    return members;
  }

  /** @throws MemberPath.Unsafe when the member cannot lie where it says */
  void add(String path, Member member) throws MemberPath.Unsafe {
    check(path, member.kind());
    members.put(path, member);
    if (member.kind() == Kind.DIRECTORY) {
      folders.add(path);
    }
  }

  /** To be asked before anything is written. */
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
    String parent = slash < 0 ? "" : path.substring(0, slash);
    while (!parent.isEmpty() && !folders.contains(parent)) {
      Member above = members.get(parent);
      if (above != null && above.kind() != Kind.DIRECTORY) {
        throw new MemberPath.Unsafe(
            "lies below `" + parent + "`, which is no directory");
      }
      slash = parent.lastIndexOf('/');
      parent = slash < 0 ? "" : parent.substring(0, slash);
    }
  }

  /** Notes the directories that a member lies in; true for each that is new, top down. */
  void enter(String path, FolderMaker maker) throws java.io.IOException {
    int slash = path.lastIndexOf('/');
    if (slash < 0) {
      return;
    }
    String parent = path.substring(0, slash);
    if (!folders.contains(parent)) {
      enter(parent, maker);
      folders.add(parent);
      maker.make(parent);
    }
  }

  /** Makes a directory whose parent is there. */
  @FunctionalInterface
  interface FolderMaker {
    void make(String path) throws java.io.IOException;
  }
}
