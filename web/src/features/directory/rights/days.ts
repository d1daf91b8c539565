const DAY_MS = 86_400_000;

/** The calendar day before another one, both as YYYY-MM-DD. */
export const dayBefore = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) - DAY_MS).toISOString().slice(0, 10);
