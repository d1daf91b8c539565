import type { OrganizationId } from '@varco/shared/ids';
import pg from 'pg';
import { withoutIndexes } from '#testing/people';

/** Every department has this many units, and the people are spread over all of them evenly, but for the small one. */
const [DEPARTMENTS, UNITS_EACH, FEW] = [20, 5, 500] as const;

/** Of a filled organization what its lists are narrowed to. */
export interface Crowd {
  readonly people: number;
  /** A department with an even share of everybody, and one with few. */
  readonly large: { readonly id: string; readonly people: number };
  readonly small: { readonly id: string; readonly people: number };
}

/**
 * Puts people into an organization as the owner, each placed in one unit, in the order in which no list shows them. They enter nothing:
 * nobody signs in as one of them, and no search by name is asked of them, so that they have neither password nor words. Their ids come
 * after those of people, whose names were hashed with the key of the installation.
 */
export async function fillPeople(owner: pg.ClientConfig, organizationId: OrganizationId, people: number): Promise<Crowd> {
  const client = new pg.Client({ ...owner, application_name: 'varco bench', options: '-c timezone=UTC -c synchronous_commit=off' });
  await client.connect();
  const ask = async (text: string, values: readonly unknown[] = []): Promise<Record<string, string>[]> =>
    (await client.query<Record<string, string>>(text, [...values])).rows;
  try {
    await ask(`set maintenance_work_mem = '512MB'`);
    // What no list asks of an index, and is so: nobody is twice in a unit at a time, and nobody's numbers are given.
    await ask('alter table structure.placements drop constraint placements_overlap');
    for (const key of ['tax_code', 'email', 'employee_number'])
      await ask(`alter table identity.persons drop constraint persons_${key}_key`);
    const id = (kind: number, number: string) => `('7f890000-000${kind}-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`;
    await ask(
      `insert into structure.departments (organization_id, id, name, name_folded, created_at)
       select $1, ${id(1, 'd')}, 'Servizio ' || d, 'servizio ' || d, now() from generate_series(0, ${DEPARTMENTS}) d`,
      [organizationId],
    );
    await ask(
      `insert into structure.units (organization_id, id, department_id, name, name_folded, created_at)
       select $1, ${id(2, 'n')}, ${id(1, `n / ${UNITS_EACH}`)}, 'Unità ' || n, 'unita ' || n, now()
       from generate_series(0, ${DEPARTMENTS * UNITS_EACH}) n`,
      [organizationId],
    );
    await withoutIndexes(ask, async () => {
      const from = `from generate_series(1, ${people}) n`;
      await ask(
        `insert into identity.persons (organization_id, id, family_name, given_name, created_at)
         select $1, ${id(3, 'n')}, 'Famiglia' || n::bigint * 7919 % ${people}, 'Nome', now() ${from}`,
        [organizationId],
      );
      await ask(
        `insert into identity.users (organization_id, id, person_id, username, username_folded, username_mac, status, disabled, sort_key,
           created_at, active_since, entered)
         select $1, ${id(4, 'n')}, ${id(3, 'n')}, 'impiegato' || n, 'impiegato' || n, sha256(('impiegato' || n)::bytea),
           case when n % 8 = 0 then 'inactive' else 'active' end, false, 'famiglia' || n::bigint * 7919 % ${people} || E'\\tnome', now(), now(), true ${from}`,
        [organizationId],
      );
      await ask(`insert into identity.enablements (organization_id, user_id, home_id, since) select $1, ${id(4, 'n')}, $1, now() ${from}`, [
        organizationId,
      ]);
      await ask(
        `insert into identity.last_accesses (organization_id, user_id, at) select $1, ${id(4, 'n')}, now() - n * interval '1 second' ${from}`,
        [organizationId],
      );
      await ask(
        `insert into structure.placements (organization_id, id, user_id, unit_id, starts_on)
         select $1, ${id(5, 'n')}, ${id(4, 'n')}, ${id(2, `case when n <= ${FEW} then ${DEPARTMENTS * UNITS_EACH} else n % ${DEPARTMENTS * UNITS_EACH} end`)},
           '2026-01-01' ${from}`,
        [organizationId],
      );
    });
    for (const table of ['identity.users', 'identity.persons', 'identity.enablements', 'identity.last_accesses', 'structure.placements'])
      await ask(`vacuum (analyze) ${table}`);
    const department = async (number: number) => {
      const [row] = await ask(
        `select u.department_id as id, count(*)::text as people from structure.placements p
         join structure.units u on u.organization_id = p.organization_id and u.id = p.unit_id
         where u.department_id = ${id(1, String(number))} group by 1`,
      );
      return { id: row?.id ?? '', people: Number(row?.people) };
    };
    return { people, large: await department(3), small: await department(DEPARTMENTS) };
  } finally {
    await client.end();
  }
}
