package dev.hermetic.repodata;

import com.github.luben.zstd.ZstdInputStream;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import java.io.IOException;
import java.io.InputStream;

/** Unpacks zstd with a native library, which is itself unpacked into the temporary folder. */
public final class Zstandard {
  private Zstandard() {}

  /** @throws HermeticException HERM-REPO-007 when the library cannot be loaded */
  public static InputStream open(InputStream packed) throws IOException {
    try {
      return new ZstdInputStream(packed);
    } catch (LinkageError e) {
      throw cannotLoad(e);
    }
  }

  /** HERM-REPO-007, for those who pack. */
  public static HermeticException cannotLoad(LinkageError e) {
    return new HermeticException(
        new Problem(
            "HERM-REPO-007",
            Problem.Kind.ENVIRONMENT,
            System.getProperty("java.io.tmpdir"),
            "the library that unpacks zstd cannot be put there and loaded: "
                + e.getMessage(),
            "give the folder room and let programs be run from it, or name another with"
                + " -Djava.io.tmpdir=… in MAVEN_OPTS"),
        e);
  }
}
