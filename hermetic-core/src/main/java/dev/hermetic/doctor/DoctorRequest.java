package dev.hermetic.doctor;

import dev.hermetic.lock.LockRequest;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What to look at.
 *
 * @param lock what would be locked; its mode does not matter, nothing is written
 * @param tools programs that run this, by name, and their versions: told as they are
 * @param temporary folder for temporary files ({@code java.io.tmpdir}), which zstd needs to load
 *     its native library
 */
public record DoctorRequest(LockRequest lock, SortedMap<String, String> tools, Path temporary) {
  public DoctorRequest {
    tools = Collections.unmodifiableSortedMap(new TreeMap<>(tools));
  }
}
