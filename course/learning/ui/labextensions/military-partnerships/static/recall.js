// What the browser remembers of a view beside the record: an explorer's last choice. It is no answer, so nobody counts it.
const PREFIX = "military-partnerships:choice:";

/** What was remembered under this name; null for nothing. */
export function recall(name) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name) ?? "null");
  } catch {
    return null; // Storage is switched off, or another program wrote there.
  }
}

/** Remember a value, plain JSON, in place of the one before. */
export function remember(name, value) {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // Storage is full or switched off: tomorrow the explorer begins with its first choice.
  }
}
