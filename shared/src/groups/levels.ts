/** At most so many levels has a tree of groups: what stands deeper is refused when it is saved. */
export const MOST_LEVELS = 20;
