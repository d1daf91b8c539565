/** A sign that a spreadsheet would obey, with the apostrophes that keep it from doing so (requirements R4.40). */
const kept = /^'+[=+\-@\t\r]/;
const obeyed = /^'*[=+\-@\t\r]/;

/** A text that no spreadsheet obeys: an apostrophe more before what could be a formula (requirements R4.40). */
export const keepFromFormula = (text: string): string => (obeyed.test(text) ? `'${text}` : text);

/** The text as it was before it was kept from being a formula: exactly the apostrophe that was added. */
export const undoKeeping = (text: string): string => (kept.test(text) ? text.slice(1) : text);
