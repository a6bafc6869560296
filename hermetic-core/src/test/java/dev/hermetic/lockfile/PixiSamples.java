package dev.hermetic.lockfile;

/** Small pixi.lock files with one of everything, written by the rules of rattler_lock. */
final class PixiSamples {
  static final String SHA = "0123456789abcdef".repeat(4);
  static final String MD5 = "0123456789abcdef".repeat(2);

  /** Two environments, two platforms, a noarch package, a Python package. */
  static final String V6 =
      """
      version: 6
      environments:
        default:
          channels:
          - url: https://conda.anaconda.org/conda-forge/
          indexes:
          - https://pypi.org/simple
          packages:
            linux-64:
            - conda: https://conda.anaconda.org/conda-forge/linux-64/\
      python-3.12.0-hab00c5b_0_cpython.conda
            - conda: https://conda.anaconda.org/conda-forge/noarch/pip-24.0-pyhd8ed1ab_0.conda
            - pypi: https://files.pythonhosted.org/packages/ab/requests-2.31.0-py3-none-any.whl
            - pypi: https://files.pythonhosted.org/packages/cd/idna-3.6-py3-none-any.whl
            osx-arm64:
            - conda: https://conda.anaconda.org/conda-forge/noarch/pip-24.0-pyhd8ed1ab_0.conda
        test:
          channels:
          - url: https://conda.anaconda.org/bioconda/
            used_env_vars: [TOKEN]
          - url: https://conda.anaconda.org/conda-forge
          packages:
            linux-64:
            - conda: https://conda.anaconda.org/conda-forge/linux-64/\
      x264-1!164.3095-h166bdaf_2.tar.bz2
      packages:
      - conda: https://conda.anaconda.org/conda-forge/linux-64/\
      python-3.12.0-hab00c5b_0_cpython.conda
        sha256: %1$s
        md5: %2$s
        depends:
        - libffi >=3.4,<4.0a0
        - __glibc >=2.17,<3.0.a0
        constrains:
        - python_abi 3.12.* *_cp312
        license: Python-2.0
        purls: []
        size: 32284588
        timestamp: 1696321871
      - conda: https://conda.anaconda.org/conda-forge/noarch/pip-24.0-pyhd8ed1ab_0.conda
        md5: %2$s
        arch: x86_64
        platform: linux
        license: MIT
        license_family: MIT
        purls:
        - pkg:pypi/pip
        size: 1398245
        timestamp: 1706960660581
      - conda: https://conda.anaconda.org/conda-forge/linux-64/x264-1!164.3095-h166bdaf_2.tar.bz2
        build_number: 1002
        md5: %2$s
        channel: https://prefix.dev/conda-forge/
        track_features: [slow]
      - pypi: https://files.pythonhosted.org/packages/ab/requests-2.31.0-py3-none-any.whl
        name: requests
        version: 2.31.0
        sha256: %1$s
        requires_dist:
        - idna<4,>=2.5
        - charset-normalizer (>=2,<4) ; python_version < '3.99'
        - pysocks!=1.5.7,>=1.5.6 ; extra == 'socks'
        - IDNA ; platform_system == 'Linux'
        requires_python: '>=3.7'
      - pypi: https://files.pythonhosted.org/packages/cd/idna-3.6-py3-none-any.whl
        name: idna
        version: 3.6
        md5: %2$s
        requires_python: '>=3.5'
      """
          .formatted(SHA, MD5);

  /** Declared platforms, options, packages from source, a source tree, an index of its own. */
  static final String V7 =
      """
      version: 7
      platforms:
      - name: linux-64
        virtual-packages: [__glibc=2.28, __cuda=12.4]
      - name: old-mac
        subdir: osx-64
      environments:
        default:
          channels:
          - url: https://conda.anaconda.org/conda-forge/
          options:
            channel-priority: disabled
            exclude-newer: 2025-04-15T12:15:00Z
          packages:
            linux-64:
            - conda: https://conda.anaconda.org/conda-forge/linux-64/zlib-1.3.1-hb9d3cd8_2.conda
            old-mac:
            - conda: https://conda.anaconda.org/conda-forge/noarch/tzdata-2025a-h78e105d_0.conda
            - conda: https://mirror.example.org/files/tool.tar.bz2-1.0-0.conda
        build:
          channels: []
          packages:
            linux-64:
            - conda_source: app[1a2b3c4d] @ .
            - conda: ../repo
              name: two
              variants: {python: '3.12'}
            - pypi: ./python
            - conda: ./files/local-1.0-py_3.conda
      packages:
      - conda: https://conda.anaconda.org/conda-forge/linux-64/zlib-1.3.1-hb9d3cd8_2.conda
        sha256: %1$s
        md5: %2$s
        license: Zlib
        run_exports: {}
        python_site_packages_path: lib/py
      - conda: https://conda.anaconda.org/conda-forge/noarch/tzdata-2025a-h78e105d_0.conda
        noarch: python
        md5: %2$s
      - conda: https://mirror.example.org/files/tool.tar.bz2-1.0-0.conda
        name: tool
        version: 3.10
        build: '7'
        subdir: osx-64
        file_name: tool-3.10-7.conda
        channel: https://conda.anaconda.org/own
        md5: %2$s
      - conda_source: app[1a2b3c4d] @ .
        version: 0.1.0
        subdir: noarch
        depends: [python]
        build_packages:
        - conda: https://conda.anaconda.org/conda-forge/linux-64/zlib-1.3.1-hb9d3cd8_2.conda
      - conda: ../repo
        name: two
        version: '1'
        variants: {python: '3.11'}
      - conda: ../repo
        name: two
        version: '2'
        variants: {python: '3.12'}
      - conda: ./files/local-1.0-py_3.conda
        subdir: noarch
        md5: %2$s
      - pypi: ./python
        name: own
        version: 0.1.0
        editable: true
      """
          .formatted(SHA, MD5);

  private PixiSamples() {}
}
