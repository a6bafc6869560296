package dev.hermetic.ledger;

import java.util.Map;

/**
 * A row of an export.
 *
 * @param line where it begins, from 1 on
 * @param fields by name in lower case, as they are written
 */
record RunRow(int line, Map<String, String> fields) {}
