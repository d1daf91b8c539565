import { channels, events, reasons } from '@varco/shared/access-log/events';
import type { OrganizationId } from '@varco/shared/ids';
import pg from 'pg';
import type { Core } from '#core/core';
import { detailsFor } from '#features/access-log';

/** How much of everything the log of a town has beside its rows: each value is told of once. */
const PEOPLE = 10_000;
const ADDRESSES = 6_000;
const BROWSERS = 240;
const UNKNOWN_NAMES = 20_000;
const MONTHS = 24;
/** How many sign-ins lie between a sign-in and its sign-out. */
const OPEN_AT_ONCE = 400;
/** What is changed by administrators: one row in so many. */
const CHANGES_ONE_IN = 200;
const NOBODY = '00000000-0000-0000-0000-000000000000';
const VALUES_AT_ONCE = 5_000;

/** What a filled log is asked about. */
export interface Filled {
  readonly organizationId: OrganizationId;
  readonly rows: number;
  /** Between which instants; as texts, for another process too. */
  readonly from: string;
  readonly to: string;
  /** Somebody with as many rows as most, and an address and a session of his. */
  readonly user: string;
  readonly address: string;
  readonly session: string;
}

/**
 * Puts rows into an empty log as its owner: sign-ins and sign-outs of 24 months with a share of refusals and of changes, in the order of
 * time and of transactions, with dictionaries of a town. What each row names is real down to its commitment, so that all of it can be
 * sealed, searched, verified and exported.
 */
export async function fillLog(
  core: Pick<Core, 'db' | 'keys' | 'random'>,
  owner: pg.ClientConfig,
  wanted: { readonly organizationId: OrganizationId; readonly rows: number; readonly to: Date },
): Promise<Filled> {
  const { organizationId, rows, to } = wanted;
  const from = monthsBefore(to, MONTHS);
  const client = new pg.Client({ ...owner, application_name: 'varco bench', options: '-c timezone=UTC -c synchronous_commit=off' });
  await client.connect();
  try {
    const ask = async <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> =>
      (await client.query<Row>(text, [...values])).rows;
    const one = async <Value>(text: string, values: readonly unknown[] = []): Promise<Value> =>
      (await client.query<{ value: Value }>(text, [...values])).rows[0]?.value as Value;
    await ask(`select access_log.make_partitions($1, ${MONTHS})`, [from]);
    const before = {
      subjects: await one<number>('select coalesce(max(id), 0) as value from access_log.subjects'),
      addresses: await one<number>('select coalesce(max(id), 0) as value from access_log.addresses'),
      browsers: await one<number>('select coalesce(max(id), 0) as value from access_log.browsers'),
      details: await one<number>('select coalesce(max(id), 0) as value from access_log.details'),
      // Above what is sealed: rows below would have been put in afterwards.
      xid: Number(
        await one<string>('select 1 + greatest(s.next_xid, (select max(xid) from access_log.entries)) as value from access_log.sealer s'),
      ),
      session: 1_000_000,
    };
    await ask(
      `insert into access_log.subjects (organization_id, user_id, username, name, salt, commitment)
       select $1, v.user_id, v.username, v.name, v.salt, sha256(v.salt || access_log.canonical(
         'subject/1', $1::uuid::text, v.user_id::text, v.username, v.name, null))
       from (select ('01890000-0000-7000-8000-' || lpad(to_hex(k), 12, '0'))::uuid as user_id, 'impiegato' || k as username,
           'Persona ' || k as name, access_log.new_salt() as salt from generate_series(1, $2::int) k offset 0) v`,
      [organizationId, PEOPLE],
    );
    await ask(
      `insert into access_log.subjects (organization_id, name_hash, salt, commitment)
       select $2, v.hash, v.salt, sha256(v.salt || access_log.canonical('subject/1', $2::uuid::text, null, null, null, encode(v.hash, 'hex')))
       from (select sha256(int4send(k)) as hash, access_log.new_salt() as salt
         from generate_series(1, $1::int) k offset 0) v`,
      [UNKNOWN_NAMES, NOBODY],
    );
    await ask(
      `insert into access_log.addresses (address, salt, commitment)
       select v.address, v.salt, sha256(v.salt || access_log.canonical('address/1', host(v.address)))
       from (select inet '10.0.0.0' + k as address, access_log.new_salt() as salt from generate_series(1, $1::int) k offset 0) v`,
      [ADDRESSES],
    );
    await ask(
      `insert into access_log.browsers (family, version, system, salt, commitment)
       select v.family, v.version, v.system, v.salt, sha256(v.salt || access_log.canonical('browser/1', v.family, v.version, v.system))
       from (select (array['Firefox', 'Chrome', 'Edge', 'Safari'])[1 + k % 4] as family, (100 + k / 12)::text as version,
           (array['Windows', 'Linux', 'macOS'])[1 + k / 4 % 3] as system, access_log.new_salt() as salt
         from generate_series(1, $1::int) k offset 0) v on conflict do nothing`,
      [BROWSERS],
    );
    await addDetails(core, ask, organizationId, Math.ceil(rows / CHANGES_ONE_IN) + 1);
    const span = to.getTime() - from.getTime();
    for (let month = 0; month < MONTHS; month += 1) {
      // Rows come month by month, so that each statement meets one partition, as a year of writing does.
      const [first, next] = [month, month + 1].map((number) => Math.floor((rows * number) / MONTHS));
      await ask(
        `insert into access_log.entries (at, xid, n, kept, organization_id, event, channel, session_number, locked_until, reason, count,
           subject_id, actor_id, address_id, browser_id, detail_id)
         select $1::timestamptz + trunc($2::float8 * k) * interval '1 ms', $3::bigint + k, 1,
           c.kind = 'change', case when c.kind = 'refusal' and c.chance % 3 = 0 then $4::uuid else $5::uuid end,
           case c.kind when 'in' then ${events['signed-in']} when 'out' then ${events['signed-out']}
             when 'refusal' then ${events['sign-in-refused']} else ${events['user-changed']} end,
           ${channels.web},
           case when c.kind <> 'refusal' then $6::bigint + c.session end,
           case when c.kind = 'refusal' and c.chance % 11 = 0 then $1::timestamptz + trunc($2::float8 * k) * interval '1 ms' + interval '15 minutes' end,
           case c.kind when 'out' then case when c.chance % 3 = 0 then ${reasons['idle-expired']} else ${reasons.voluntary} end
             when 'refusal' then case when c.chance % 3 = 0 then ${reasons['unknown-user']} else ${reasons['wrong-password']} end end,
           null,
           case when c.kind = 'refusal' and c.chance % 3 = 0 then $7::int + ${PEOPLE} + 1 + c.person % ${UNKNOWN_NAMES}
             else $7::int + 1 + c.person % ${PEOPLE} end,
           case when c.kind = 'change' then $7::int + 1 + c.person % 20 end,
           case when c.kind <> 'out' or c.chance % 3 <> 0 then
             $8::int + 1 + case when c.chance % 7 = 0 then c.chance else c.person end % ${ADDRESSES} end,
           case when c.kind <> 'out' or c.chance % 3 <> 0 then $9::int + 1 + c.person % ${BROWSERS} end,
           case when c.kind = 'change' then $10::int + 1 + (k / ${CHANGES_ONE_IN})::int end
         from generate_series($11::bigint, $12::bigint) k
         cross join lateral (select
             case when k % ${CHANGES_ONE_IN} = 0 then 'change' when k % 33 = 1 then 'refusal' when k % 2 = 0 then 'in' else 'out' end as kind,
             case when k % 2 = 0 then k / 2 else k / 2 - ${OPEN_AT_ONCE} end as session) s
         cross join lateral (select s.kind, s.session, (hashint8extended(s.session, 3) & 1073741823)::int as person,
             (hashint8extended(k, 5) & 1073741823)::int as chance) c
         order by k`,
        [
          from,
          span / rows,
          before.xid,
          NOBODY,
          organizationId,
          before.session,
          before.subjects,
          before.addresses,
          before.browsers,
          before.details,
          first,
          (next ?? 0) - 1,
        ],
      );
    }
    // Transactions of this cluster go on above those that were put in: only then are they final.
    await ask('select access_log.count_transactions_from($1)', [before.xid + rows + 1]);
    const [middle] = await ask<{ user: string; address: string; session: string }>(
      `select s.user_id::text as user, host(a.address) as address, e.session_number::text as session
       from access_log.entries e join access_log.subjects s on s.id = e.subject_id join access_log.addresses a on a.id = e.address_id
       where e.xid between $1 and $1 + 400 and e.event = ${events['signed-in']} order by e.xid limit 1`,
      [before.xid + Math.floor(rows / 2)],
    );
    if (!middle) throw new Error('The log was not filled.');
    return { organizationId, rows, from: from.toISOString(), to: to.toISOString(), ...middle };
  } finally {
    await client.end();
  }
}

type Ask = <Row extends object>(text: string, values?: readonly unknown[]) => Promise<Row[]>;

/** What was changed from what to what, encrypted as the product does it. */
async function addDetails(
  core: Pick<Core, 'db' | 'keys' | 'random'>,
  ask: Ask,
  organizationId: OrganizationId,
  many: number,
): Promise<void> {
  const details = await core.db.as({ organizations: [organizationId] }, (tx) => detailsFor(core, tx, organizationId, 'user-changed'));
  for (let first = 0; first < many; first += VALUES_AT_ONCE) {
    const sealed = Array.from({ length: Math.min(VALUES_AT_ONCE, many - first) }, (_, index) => {
      const detail = details.of([{ field: 'fullName', before: `Persona ${first + index}`, after: `Persona ${first + index} Rossi` }]);
      if (!detail) throw new Error('A change makes a detail.');
      return detail;
    });
    await ask(
      `insert into access_log.details (organization_id, key_id, ciphertext, commitment)
       select $1, d.key_id, d.ciphertext, sha256(d.salt || access_log.canonical('detail/1', $1::uuid::text, d.text))
       from unnest($2::int[], $3::bytea[], $4::bytea[], $5::text[]) d (key_id, salt, ciphertext, text)`,
      [
        organizationId,
        sealed.map(({ keyId }) => keyId),
        sealed.map(({ salt }) => salt),
        sealed.map(({ ciphertext }) => ciphertext),
        sealed.map(({ text }) => text),
      ],
    );
  }
}

function monthsBefore(instant: Date, months: number): Date {
  const date = new Date(instant);
  date.setUTCMonth(date.getUTCMonth() - months);
  return date;
}
