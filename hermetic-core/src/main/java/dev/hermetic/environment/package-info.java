/** Reading environment.yml (CEP-24) and its dialects into one request. */
@NullMarked
package dev.hermetic.environment;

import org.jspecify.annotations.NullMarked;
