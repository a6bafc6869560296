/**
 * What users ask of PyPI: {@code pip:} sections and requirements files (the format of pip) with
 * their indexes, constraints and local projects, and pyproject.toml (PEP 621, PEP 735).
 */
@NullMarked
package dev.hermetic.pypi.request;

import org.jspecify.annotations.NullMarked;
