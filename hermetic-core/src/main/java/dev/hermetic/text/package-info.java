/** Text for people at a console: what it can show, lines that fit, aligned columns. */
@NullMarked
package dev.hermetic.text;

import org.jspecify.annotations.NullMarked;
