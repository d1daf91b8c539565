import { addDays, type Day, dayAt } from '@varco/shared/days';
import { fold, foldUsername } from '@varco/shared/identity/folding';
import type { OrganizationId, PersonId, UserId } from '@varco/shared/ids';
import { sql } from 'kysely';
import type { Keys } from '#core/keys';
import type { Database, Db } from '#db/database';
import { searchWords, sortKey, usernameMac } from '#features/identity';
import { numbers } from '../demo/numbers.ts';

/** What the made-up people of a test or of the benchmark are like; equal wishes make equal people. */
export interface Wishes {
  readonly count: number;
  readonly organizationId: OrganizationId;
  /** The moment they live in: they were made and entered before it. */
  readonly at: Date;
  readonly zone?: string;
  /** Another seed, other people: needed for a second set in one database. */
  readonly seed?: number;
  /** The hash of everybody's password; without it nobody has one. */
  readonly passwordHash?: string;
  /** Parts of a whole for each lasting state; the rest is active. */
  readonly shares?: Partial<Shares>;
}

interface Shares {
  readonly inactive: number;
  readonly disabled: number;
  readonly ended: number;
  readonly notBegun: number;
  readonly neverSignedIn: number;
}

/** One made-up person, as he was saved. */
export interface MadePerson {
  readonly id: UserId;
  readonly personId: PersonId;
  readonly familyName: string;
  readonly givenName: string;
  readonly fullName: string;
  readonly username: string;
  readonly status: 'active' | 'inactive';
  readonly disabled: boolean;
  readonly validFrom: Day | null;
  readonly validTo: Day | null;
  readonly lastAccessAt: Date | null;
}

const usual: Shares = { inactive: 0.12, disabled: 0.03, ended: 0.03, notBegun: 0.01, neverSignedIn: 0.1 };
const AT_ONCE = 5_000;
const DAY_MS = 86_400_000;

/** Family names of nobody in particular: a place and what it is like. */
const places = [
  'Borgo',
  'Campo',
  'Castel',
  'Colle',
  'Fonte',
  'Guado',
  'Lago',
  'Monte',
  'Porto',
  'Prato',
  'Riva',
  'Rocca',
  'Selva',
  'Torre',
  'Valle',
  'Villa',
];
const qualities = [
  'alto',
  'amico',
  'bello',
  'bianco',
  'bruno',
  'caldo',
  'chiaro',
  'dolce',
  'felice',
  'fiorito',
  'forte',
  'fosco',
  'gentile',
  'largo',
  'lieto',
  'lontano',
  'lungo',
  'marino',
  'novo',
  'piano',
  'quieto',
  'rosso',
  'sereno',
  'verde',
];
const particles = ['De ', 'Di ', 'Della ', "D'A", "Dell'O", 'Lo ', 'San '];
const givenNames = [
  'Ada',
  'Agnese',
  'Alba',
  'Amedeo',
  'Anselmo',
  'Arturo',
  'Azelio',
  'Beatrice',
  'Benedetto',
  'Bruna',
  'Caterina',
  'Cesira',
  'Corrado',
  'Delia',
  'Dionigi',
  'Edda',
  'Egidio',
  'Elvira',
  'Ermanno',
  'Ester',
  'Ettore',
  'Fedora',
  'Fiorenzo',
  'Fosca',
  'Galileo',
  'Ginevra',
  'Giosuè',
  'Irma',
  'Isotta',
  'Lazzaro',
  'Leonia',
  'Libero',
  'Livia',
  'Marzia',
  'Mirto',
  'Nicolò',
  'Nives',
  'Norma',
  'Olimpia',
  'Oreste',
  'Ottavio',
  'Palmira',
  'Placido',
  'Quinto',
  'Remigio',
  'Rosaura',
  'Sabino',
  'Serafina',
  'Tecla',
  'Tobia',
  'Ugo',
  'Urbano',
  'Vasco',
  'Viola',
  'Zeno',
  'Zita',
];

/** People who plausibly work somewhere and plainly do not exist, the same for the same wishes. */
function makePeople(wishes: Wishes): MadePerson[] {
  const next = numbers(wishes.seed ?? 1);
  const one = <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)] as Item;
  const shares = { ...usual, ...wishes.shares };
  const today = dayAt(wishes.zone ?? 'Europe/Rome', wishes.at);
  const taken = new Map<string, number>();
  return Array.from({ length: wishes.count }, (_, number) => {
    const familyName = family(next, one);
    const givenName = next() < 0.12 ? `${one(givenNames)} ${one(givenNames)}` : one(givenNames);
    const plain = `${fold(givenName).charAt(0)}.${fold(familyName).replaceAll(' ', '')}`;
    const before = taken.get(plain) ?? 0;
    taken.set(plain, before + 1);
    const standing = next();
    const { inactive, disabled, ended, notBegun } = shares;
    return {
      id: idOf<UserId>(wishes.at.getTime() + number, next),
      personId: idOf<PersonId>(wishes.at.getTime() + number, next),
      familyName,
      givenName,
      fullName: next() < 0.2 ? `${givenName} ${familyName}, sportello` : '',
      username: `${plain}${wishes.seed === undefined ? '' : `.${wishes.seed}`}${before === 0 ? '' : before + 1}`,
      status: standing < inactive ? ('inactive' as const) : ('active' as const),
      disabled: standing >= inactive && standing < inactive + disabled,
      validFrom: within(standing, inactive + disabled + ended, notBegun) ? addDays(today, 1 + Math.floor(next() * 60)) : null,
      validTo: within(standing, inactive + disabled, ended) ? addDays(today, -1 - Math.floor(next() * 600)) : null,
      lastAccessAt: next() < shares.neverSignedIn ? null : new Date(wishes.at.getTime() - Math.floor(next() * 400 * DAY_MS)),
    };
  });
}

/** Saves made-up people as the application would, some thousands a second; answers them. */
export async function insertPeople(db: Database, keys: Keys, wishes: Wishes): Promise<MadePerson[]> {
  const people = makePeople(wishes);
  for (let from = 0; from < people.length; from += AT_ONCE) {
    const some = people.slice(from, from + AT_ONCE);
    await db.as({ organizations: [wishes.organizationId] }, (tx) => insertSome(tx, keys, wishes, some));
  }
  return people;
}

/** Puts the indexes and the foreign keys of the people's tables away while many are saved, as the owner, and builds them again. */
export async function withoutIndexes<Result>(
  owner: (text: string) => Promise<Record<string, string>[]>,
  work: () => Promise<Result>,
): Promise<Result> {
  const tables = `select c.oid from pg_class c where c.oid in ('identity.persons'::regclass, 'identity.users'::regclass,
    'identity.enablements'::regclass, 'identity.last_accesses'::regclass, 'identity.user_words'::regclass, 'credentials.passwords'::regclass)`;
  const parts = await owner(`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
      format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as make
    from pg_constraint where contype = 'f' and conrelid in (${tables})
    union all
    select format('drop index %s', indexrelid::regclass), pg_get_indexdef(indexrelid) from pg_index i
    where indrelid in (${tables}) and not exists (select from pg_constraint where conindid = i.indexrelid)`);
  for (const { drop } of parts) await owner(drop ?? '');
  const result = await work();
  for (const { make } of parts) await owner(make ?? '');
  return result;
}

async function insertSome(tx: Db, keys: Keys, { organizationId, at, passwordHash }: Wishes, people: readonly MadePerson[]): Promise<void> {
  const of = <Value>(value: (person: MadePerson) => Value): Value[] => people.map(value);
  const sortKeys = of(sortKey);
  await sql`
    insert into identity.persons (organization_id, id, family_name, given_name, created_at)
    select ${organizationId}, p.*, ${at}
    from unnest(${of((p) => p.personId)}::uuid[], ${of((p) => p.familyName)}::text[], ${of((p) => p.givenName)}::text[]) p`.execute(tx);
  await sql`
    insert into identity.users (organization_id, id, person_id, username, username_folded, username_mac, full_name, status, disabled,
      valid_from, valid_to, sort_key, entered, created_at, active_since)
    select ${organizationId}, u.*, ${at}, ${at}
    from unnest(${of((p) => p.id)}::uuid[], ${of((p) => p.personId)}::uuid[], ${of((p) => p.username)}::text[],
      ${of((p) => foldUsername(p.username))}::text[], ${of((p) => usernameMac(keys, p.username))}::bytea[], ${of((p) => p.fullName)}::text[],
      ${of((p) => p.status)}::text[], ${of((p) => p.disabled)}::boolean[], ${of((p) => p.validFrom)}::date[],
      ${of((p) => p.validTo)}::date[], ${sortKeys}::text[],
      ${of((p) => p.lastAccessAt !== null)}::boolean[]) u`.execute(tx);
  await sql`
    insert into identity.enablements (organization_id, user_id, home_id, since)
    select ${organizationId}, p.id, ${organizationId}, ${at} from unnest(${of((p) => p.id)}::uuid[]) p (id)`.execute(tx);
  await sql`
    insert into identity.last_accesses (organization_id, user_id, at)
    select ${organizationId}, a.id, coalesce(a.at, '-infinity')
    from unnest(${of((p) => p.id)}::uuid[], ${of((p) => p.lastAccessAt)}::timestamptz[]) a (id, at)`.execute(tx);
  const words = people.flatMap((person, place) => searchWords(person).map((word) => ({ word, id: person.id, key: sortKeys[place] })));
  await sql`
    insert into identity.user_words (organization_id, user_id, word, sort_key)
    select ${organizationId}, w.*
    from unnest(${words.map(({ id }) => id)}::uuid[], ${words.map(({ word }) => word)}::text[], ${words.map(({ key }) => key)}::text[]) w`.execute(
    tx,
  );
  if (passwordHash === undefined) return;
  await sql`
    insert into credentials.passwords (organization_id, user_id, hash, created_at, must_change)
    select ${organizationId}, p.id, ${passwordHash}, ${at}, false from unnest(${of((p) => p.id)}::uuid[]) p (id)`.execute(tx);
}

function family(next: () => number, one: <Item>(items: readonly Item[]) => Item): string {
  const simple = () => `${one(places)}${one(qualities)}`;
  const kind = next();
  if (kind < 0.08) return `${simple()}-${simple()}`;
  if (kind > 0.2) return simple();
  const [particle, name] = [one(particles), simple()];
  return particle.includes("'") ? `${particle}${name.toLowerCase()}ò` : `${particle}${name}`;
}

const within = (value: number, from: number, share: number): boolean => value >= from && value < from + share;

/** A UUIDv7 of the instant, with numbered chance: later people have later ids, as in life. */
function idOf<Id extends string>(instant: number, next: () => number): Id {
  const digits = (count: number) =>
    Math.floor(next() * 16 ** count)
      .toString(16)
      .padStart(count, '0');
  const time = instant.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${digits(3)}-${'89ab'.charAt(Math.floor(next() * 4))}${digits(3)}-${digits(6)}${digits(6)}` as Id;
}
