import type { Given } from './given.ts';

/** Where backups go, how many stay there, and at which time of the day one is made by itself; null: never. */
export interface BackupSettings {
  readonly folder: string | null;
  readonly keep: number;
  readonly at: string | null;
}

/** Reads where and when backups are made; of invented people none is made by itself. */
export function readBackups(given: Given, demo: boolean): BackupSettings {
  const keep = given.text('VARCO_BACKUP_KEEP') ?? '14';
  if (!/^[1-9]\d{0,3}$/.test(keep)) given.fault(`VARCO_BACKUP_KEEP is "${keep}": use a whole number from 1 to 9999.`);
  const at = given.text('VARCO_BACKUP_AT') ?? (demo ? 'never' : '01:30');
  if (!/^(never|([01]\d|2[0-3]):[0-5]\d)$/.test(at)) given.fault(`VARCO_BACKUP_AT is "${at}": use a time such as 01:30, or never.`);
  return { folder: given.path('VARCO_BACKUP_FOLDER') ?? null, keep: Number(keep), at: at === 'never' ? null : at };
}
