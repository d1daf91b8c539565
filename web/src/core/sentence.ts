/** A sentence that begins with a capital letter, whatever word comes first. */
export const capitalized = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);
