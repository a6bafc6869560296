/** Bytes from https, http and file locations: credentials, proxies, retries, the shared cache. */
@NullMarked
package dev.hermetic.fetch;

import org.jspecify.annotations.NullMarked;
