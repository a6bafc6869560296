package dev.hermetic.pypi.resolve;

import dev.hermetic.problem.Location;
import dev.hermetic.pypi.requirement.PypiRequirement;

/** A requirement of the user. */
public record Root(PypiRequirement requirement, Location location) {}
