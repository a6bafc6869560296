package dev.hermetic.policy;

import dev.hermetic.lock.LockRequest;
import dev.hermetic.scan.ScanResult;
import java.nio.file.Path;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What to judge, and by what.
 *
 * @param scan what was found
 * @param lock the lock and its environment
 * @param policy the file; null where there is none
 * @param limits what parameters say beside it
 * @param image folder of the image of the build; need not be there
 * @param signatures says of an image reference why no signature of it is verified by the key of that
 *     file, or nothing where one is
 */
public record PolicyRequest(
    ScanResult scan,
    LockRequest lock,
    @Nullable Path policy,
    PolicyJudge.Limits limits,
    Path image,
    BiFunction<String, Path, String> signatures) {}
