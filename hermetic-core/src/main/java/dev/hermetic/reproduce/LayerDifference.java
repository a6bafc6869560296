package dev.hermetic.reproduce;

import dev.hermetic.digest.Sha256;
import dev.hermetic.oci.ImageLayer;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** The first member in which the tars of two layers differ. */
final class LayerDifference {
  /** Of a file that is looked into; of larger ones the beginning is. */
  private static final int MOST_BYTES = 64 << 20;

  private final ImageLayer one;
  private final ImageLayer other;
  private final Circumstances circumstances;
  private final UnaryOperator<String> owner;
  private final String command;

  LayerDifference(
      ImageLayer one,
      ImageLayer other,
      Circumstances circumstances,
      UnaryOperator<String> owner,
      String command) {
    this.one = one;
    this.other = other;
    this.circumstances = circumstances;
    this.owner = owner;
    this.command = command;
  }

  /** A member, its content by digest; {@code form} is all but name, time and content. */
  private record Member(String name, int mode, long time, String form, String sha256) {}

  /**
   * What differs.
   *
   * @param layer what to call it where it differs in no member
   */
  Optional<FirstDifference> find(String layer) throws IOException {
    List<Member> a = members(one);
    List<Member> b = members(other);
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      if (!a.get(i).equals(b.get(i))) {
        return Optional.of(different(i, a, b));
      }
    }
    return Optional.of(
        a.size() == b.size()
            ? told(layer, new Finding(Cause.OTHER, "the members are the same, their headers are not"))
            : told((a.size() > b.size() ? a : b).get(Math.min(a.size(), b.size())).name(), alone(a.size() > b.size())));
  }

  private FirstDifference different(int number, List<Member> a, List<Member> b)
      throws IOException {
    Member is = a.get(number);
    Member was = b.get(number);
    if (!is.name().equals(was.name())) {
      if (names(a).equals(names(b))) {
        return told(
            is.name(), new Finding(Cause.ORDER, "the tar has the same members in another order"));
      }
      boolean first = b.stream().noneMatch(one -> one.name().equals(is.name()));
      return told(first ? is.name() : was.name(), alone(first));
    }
    if (!is.sha256().equals(was.sha256())) {
      return FirstDifference.of(
          new Contents(is.name(), content(one, number), content(other, number)),
          owner.apply(is.name()),
          circumstances,
          command);
    }
    if (is.time() != was.time()) {
      return told(
          is.name(),
          new Finding(
              Cause.TIME_STAMP,
              "its time in the tar is "
                  + Instant.ofEpochSecond(is.time())
                  + " and "
                  + Instant.ofEpochSecond(was.time())));
    }
    if (is.mode() != was.mode()) {
      return told(
          is.name(),
          new Finding(
              Cause.PERMISSIONS,
              "its mode is "
                  + PrefixDifference.octal(is.mode())
                  + " and "
                  + PrefixDifference.octal(was.mode())));
    }
    return told(is.name(), new Finding(Cause.OTHER, "it is " + is.form() + " and " + was.form()));
  }

  private FirstDifference told(String path, Finding finding) {
    return FirstDifference.of(path, owner.apply(path), finding, command);
  }

  private static Finding alone(boolean first) {
    return new Finding(Cause.OTHER, "only the " + (first ? "first" : "second") + " has it");
  }

  private static List<String> names(List<Member> members) {
    return members.stream().map(Member::name).sorted().toList();
  }

  private static List<Member> members(ImageLayer layer) throws IOException {
    List<Member> members = new ArrayList<>();
    try (TarArchiveInputStream tar = new TarArchiveInputStream(layer.unpacked(), "UTF-8")) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        members.add(
            new Member(
                entry.getName(),
                entry.getMode() & 07777,
                entry.getLastModifiedTime().toInstant().getEpochSecond(),
                "type "
                    + (char) entry.getLinkFlag()
                    + " of "
                    + entry.getLongUserId()
                    + ":"
                    + entry.getLongGroupId()
                    + (entry.getLinkName().isEmpty() ? "" : " to " + entry.getLinkName()),
                sha256(tar)));
      }
    }
    return members;
  }

  private static String sha256(InputStream in) throws IOException {
    MessageDigest digest = Sha256.create();
    Sha256.update(digest, in);
    return Sha256.hex(digest);
  }

  private static byte[] content(ImageLayer layer, int number) throws IOException {
    try (TarArchiveInputStream tar = new TarArchiveInputStream(layer.unpacked(), "UTF-8")) {
      for (int i = 0; i <= number; i++) {
        tar.getNextEntry();
      }
      return tar.readNBytes(MOST_BYTES);
    }
  }
}
