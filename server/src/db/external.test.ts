import type pg from 'pg';
import { expect, inject, test } from 'vitest';
import { freshWorld } from '#testing/world';
import { checkExternal } from './external.ts';

/** The roles of the run, on one database of it, as if it were an outside one. */
async function roles() {
  const { database } = (await freshWorld({ empty: true })).db.connectionConfig;
  const of = (role: 'root' | 'owner' | 'app'): pg.ClientConfig => ({
    ...(JSON.parse(inject('postgres')[role]) as pg.ClientConfig),
    database,
  });
  return { root: of('root'), owner: of('owner'), app: of('app') };
}

test('D8 an application role that owns nothing and an owner that may create are taken', async () => {
  const { owner, app } = await roles();

  expect(await checkExternal({ app, owner })).toEqual({ appRole: 'varco_app', version: expect.stringMatching(/^1[5-9]|^[2-9]\d/) });
});

test('D8 what is wrong with the two roles is told all at once, with the statements that mend it', async () => {
  const { root, owner, app } = await roles();
  const told = (connections: Parameters<typeof checkExternal>[0]) =>
    checkExternal(connections).then(String, (fault: Error) => fault.message);

  const superuser = (await told({ app: root, owner })).split('\n');
  const same = await told({ app: owner, owner });
  const powerless = await told({ app, owner: app });
  const apart = await told({ app, owner: { ...root, database: 'postgres' } });
  const nowhere = await told({ app: { ...app, database: 'nowhere' }, owner });

  expect(superuser[0]).toBe('The outside PostgreSQL cannot be used as it is:');
  expect(superuser.slice(1)).toEqual([
    '  The application\'s role is superuser; run: ALTER ROLE "varco_root" NOSUPERUSER;',
    '  The application\'s role bypasses row security; run: ALTER ROLE "varco_root" NOBYPASSRLS;',
    '  The application\'s role can make roles; run: ALTER ROLE "varco_root" NOCREATEROLE;',
  ]);
  expect(same).toContain('The application and the owner are the same role');
  expect(powerless).toContain(`GRANT CREATE, CONNECT ON DATABASE "${app.database}" TO "varco_app";`);
  expect(apart).toContain(
    `VARCO_DATABASE_URL names the database ${app.database} and VARCO_DATABASE_OWNER_URL names postgres: name the same one.`,
  );
  expect(nowhere).toMatch(
    /^The database named by VARCO_DATABASE_URL cannot be reached: .+\. Check that it runs, its address and the password\.$/,
  );
});

test('a server without an extension that migrations need is told before anything is written', async () => {
  const { owner, app } = await roles();

  await expect(checkExternal({ app, owner }, ['btree_gist', 'no_such_extension'])).rejects.toThrow(
    "The server lacks the extension no_such_extension: install PostgreSQL's contrib package",
  );
});
