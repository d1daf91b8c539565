import { type RawBuilder, sql } from 'kysely';

/** The days on which the user `u` is authorized, as `authorizedDays` reads them: null where his organization requires none (requirements R4.31). */
export const authorizedIfAsked: RawBuilder<string | null> = sql`case when (
    select home.authorization_required from identity.organizations home where home.id = u.organization_id) then u.authorized::text end`;
