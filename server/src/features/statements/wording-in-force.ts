import type { StatementName } from '@varco/shared/statements/api';
import type { Core } from '#core/core';
import { Lately } from '#core/lately';
import { type OwnWording, wordingInForce } from './store.ts';

const lately = new Lately<OwnWording>(1_000);

/** The wording that pages show: they are open to anyone, so the database is asked once a second however many open them. */
export const shownWording = (core: Pick<Core, 'db' | 'clock'>, name: StatementName): Promise<OwnWording> =>
  lately.get(core, name, () => wordingInForce(core.db, name));

/** Whoever changed a text reads the new one at once on this node. */
export const forgetWording = (core: Pick<Core, 'db'>): void => lately.forget(core);
