package dev.hermetic.sbom;

import dev.hermetic.distro.Distro;
import dev.hermetic.distro.DistroPackage;
import dev.hermetic.distro.OsRelease;
import dev.hermetic.graph.LockGraph;
import dev.hermetic.lockfile.CondaLockReader;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.platform.Platform;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/** Bills for tests, with something of every kind in them. */
final class TestBills {
  static final String LOCK =
      """
      version: 1
      metadata:
        content_hash:
          linux-64: ABC
          osx-arm64: ABC
        channels:
        - url: conda-forge
          used_env_vars: []
        platforms: [linux-64, osx-arm64]
        sources: [environment.yml]
      package:
      - name: numpy
        version: 1.24.2
        manager: conda
        platform: linux-64
        dependencies: {python: '>=3.11', libzlib: ''}
        url: https://conda.anaconda.org/conda-forge/linux-64/numpy-1.24.2-py311_0.conda
        hash: {md5: 11111111111111111111111111111111, sha256: NUMPY}
        category: main
        optional: false
      - name: libzlib
        version: 1.2.13
        manager: conda
        platform: linux-64
        dependencies: {__glibc: '>=2.17'}
        url: https://conda.anaconda.org/conda-forge/linux-64/libzlib-1.2.13-h0_0.tar.bz2
        hash: {md5: 22222222222222222222222222222222}
        category: dev
        optional: true
      - name: python
        version: 3.11.2
        manager: conda
        platform: linux-64
        dependencies: {libzlib: ''}
        url: https://conda.anaconda.org/conda-forge/linux-64/python-3.11.2-h0_0_cpython.conda
        hash: {md5: 33333333333333333333333333333333, sha256: PYTHON}
        category: main
        optional: false
      - name: tzdata
        version: 2024a
        manager: conda
        platform: linux-64
        dependencies: {}
        url: https://conda.anaconda.org/conda-forge/noarch/tzdata-2024a-h0_0.conda
        hash: {md5: 44444444444444444444444444444444, sha256: TZDATA}
        category: dev
        optional: true
      - name: tzdata
        version: 2024a
        manager: conda
        platform: osx-arm64
        dependencies: {}
        url: https://conda.anaconda.org/conda-forge/noarch/tzdata-2024a-h0_0.conda
        hash: {md5: 44444444444444444444444444444444, sha256: TZDATA}
        category: main
        optional: false
      - name: Zope.Interface
        version: '5.0'
        manager: pip
        platform: linux-64
        dependencies: {numpy: '*'}
        url: https://files.pythonhosted.org/packages/ab/cd/zope.interface-5.0-cp311-cp311-manylinux.whl
        hash: {sha256: ZOPE}
        category: main
        optional: false
      - name: ours
        version: 1.0+local
        manager: pip
        platform: linux-64
        dependencies: {}
        url: https://user:secret@pypi.example.org/files/ours-1.0+local-py3-none-any.whl
        hash: {sha256: OURS}
        category: main
        optional: false
      """
          .replace("ABC", "0".repeat(64))
          .replace("NUMPY", "a".repeat(64))
          .replace("PYTHON", "b".repeat(64))
          .replace("TZDATA", "c".repeat(64))
          .replace("ZOPE", "d".repeat(64))
          .replace("OURS", "e".repeat(64));

  private TestBills() {}

  /** The request, with all lists in another order for another seed. */
  static BillRequest request(long seed, Optional<Path> cache) {
    Random random = new Random(seed);
    Lockfile read = CondaLockReader.parse(LOCK, "conda-lock.yml");
    Lockfile lock = new Lockfile(read.metadata(), shuffled(read.packages(), random));
    List<LockGraph> graphs =
        shuffled(lock.metadata().platforms(), random).stream()
            .map(one -> LockGraph.of(lock, one, List.of()))
            .toList();
    return new BillRequest(
        "org.example",
        "environment",
        "1.0",
        lock,
        graphs,
        Optional.of(base(random)),
        shuffled(List.of(jackson(), annotations()), random),
        cache);
  }

  private static BaseParts base(Random random) {
    return new BaseParts(
        Platform.LINUX_64,
        "sha256:" + "9".repeat(64),
        "docker.io/library/debian:12-slim",
        "sha256:" + "8".repeat(64),
        true,
        new Distro(
            Optional.of(new OsRelease("debian", "12", "bookworm", "Debian GNU/Linux 12", false)),
            shuffled(
                List.of(
                    new DistroPackage(
                        DistroPackage.Manager.DPKG,
                        "libc6",
                        "2.36-9+deb12u4",
                        "glibc",
                        "2.36-9+deb12u4",
                        "amd64",
                        "GNU Libc Maintainers",
                        "https://www.gnu.org/software/libc/libc.html",
                        List.of("LGPL-2.1+", "GPL-2+"),
                        List.of("libgcc-s1")),
                    new DistroPackage(
                        DistroPackage.Manager.DPKG,
                        "libgcc-s1",
                        "12.2.0-14",
                        "gcc-12",
                        "12.2.0-14",
                        "amd64",
                        "",
                        "javascript:alert(1)",
                        List.of(),
                        List.of())),
                random),
            List.of("the base has files that no package owns")));
  }

  private static JvmDependency jackson() {
    return new JvmDependency(
        "com.fasterxml.jackson.core",
        "jackson-databind",
        "2.17.0",
        "jar",
        "",
        "compile",
        true,
        new TreeMap<>(Map.of("SHA-256", "f".repeat(64))),
        List.of(
            new JvmDependency.PomLicense(
                "The Apache Software License, Version 2.0",
                "https://www.apache.org/licenses/LICENSE-2.0.txt")),
        "https://github.com/FasterXML/jackson",
        "https://github.com/FasterXML/jackson-databind",
        new TreeSet<>(
            List.of(
                JvmDependency.key(
                    "com.fasterxml.jackson.core", "jackson-annotations", "jar", ""))));
  }

  private static JvmDependency annotations() {
    return new JvmDependency(
        "com.fasterxml.jackson.core",
        "jackson-annotations",
        "2.17.0",
        "jar",
        "",
        "compile",
        false,
        new TreeMap<>(),
        List.of(
            new JvmDependency.PomLicense("Ours \u001b[31m", "x"),
            new JvmDependency.PomLicense("MIT", "")),
        "not an address",
        "",
        new TreeSet<>());
  }

  private static <T> List<T> shuffled(List<T> list, Random random) {
    List<T> copy = new ArrayList<>(list);
    Collections.shuffle(copy, random);
    return copy;
  }
}
