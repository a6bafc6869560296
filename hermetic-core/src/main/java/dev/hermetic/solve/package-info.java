/**
 * From specs to one record a name: the engines that choose packages.
 *
 * <p>The first engine ({@link dev.hermetic.solve.CdclSolver}) is a lazy conflict-driven search. A
 * {@code Pool} numbers names and specs ({@code SpecTable}), and loads, merges and matches candidates
 * when they are first asked for ({@code CandidateLoader}, {@code CandidateOrder},
 * {@code SpecMatcher}). {@code Attachment} brings a name that is needed into the {@code Model}, its
 * candidates in groups ({@code Grouping}) and its specs tied to them ({@code SpecAttachment}).
 * {@code Search} then goes round: {@code UnitPropagation} follows what is true through
 * {@code BinaryRules} and {@code WatchedClauses}; of a conflict {@code ConflictAnalysis} makes a
 * clause, and the {@code Trail} jumps back to where it forces something; without one,
 * {@code Assumptions} and then the {@code DecisionOrder} say what is decided next, and
 * {@code CandidateChoice} for which candidate. {@code LeastChange} asks the same search for changes
 * to a lock.
 *
 * <p>The second engine ({@link dev.hermetic.solve.Sat4jSolver}) puts a whole request to sat4j
 * ({@code SatProblem}), and checks the first one's answers.
 */
@NullMarked
package dev.hermetic.solve;

import org.jspecify.annotations.NullMarked;
