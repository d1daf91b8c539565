import type { Given } from './given.ts';

/** Which PostgreSQL holds the data: null is the one of our own. */
export interface DatabaseSettings {
  readonly database: { readonly app: string; readonly owner: string } | null;
  /** By whom an outside PostgreSQL lets its files be copied. */
  readonly replication: string | null;
}

/** Reads the roles of an outside PostgreSQL, if one is named. */
export function readDatabase(given: Given): DatabaseSettings {
  const [app, owner] = [readUrl(given, 'VARCO_DATABASE_URL'), readUrl(given, 'VARCO_DATABASE_OWNER_URL')];
  const replication = readUrl(given, 'VARCO_DATABASE_REPLICATION_URL');
  if ((app === undefined) !== (owner === undefined)) {
    given.fault(
      `${app === undefined ? 'VARCO_DATABASE_URL' : 'VARCO_DATABASE_OWNER_URL'} is missing: an outside PostgreSQL needs both, the application's role and the owner's.`,
    );
  } else if (app !== undefined && app === owner) {
    given.fault(
      'VARCO_DATABASE_URL and VARCO_DATABASE_OWNER_URL name the same role: the application must not own its tables; make a second role.',
    );
  }
  if (replication !== undefined && app === undefined)
    given.fault(
      'VARCO_DATABASE_REPLICATION_URL counts only for an outside PostgreSQL: remove it, or name that one with VARCO_DATABASE_URL.',
    );
  return { database: app !== undefined && owner !== undefined ? { app, owner } : null, replication: replication ?? null };
}

function readUrl(
  given: Given,
  name: 'VARCO_DATABASE_URL' | 'VARCO_DATABASE_OWNER_URL' | 'VARCO_DATABASE_REPLICATION_URL',
): string | undefined {
  const url = given.secret(name);
  if (url !== undefined && !(URL.canParse(url) && /^postgres(ql)?:$/.test(new URL(url).protocol)))
    given.fault(`${name} is not an address of PostgreSQL: use postgres://user:password@host:5432/database.`);
  return url;
}
