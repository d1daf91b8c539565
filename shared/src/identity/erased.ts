/** What stands for the names of an erased person: the end of his id, which is chance. No user name and no family name begins like this. */
export const erasedLabel = (id: string): string => `#${id.replaceAll('-', '').slice(-12).toUpperCase()}`;

/** Whether a name is what an erasure left. */
export const isErasedLabel = (name: string): boolean => /^#[0-9A-F]{12}$/.test(name.trim());
