import type { UserRights } from '@varco/shared/authorization/api';
import type { Lapse } from '@varco/shared/authorization/standing';
import type { Bilingual } from '@varco/shared/language';

/** What `user rights` says. */
export const rightsWords = {
  placed: { it: 'Utente collocato', en: 'Placed user' },
  administers: { it: 'Amministra', en: 'Administers' },
  yes: { it: 'sì', en: 'yes' },
  no: { it: 'no', en: 'no' },
  mayNotEnter: {
    it: 'Oggi non può accedere: la tabella vale quando potrà di nuovo.',
    en: 'Cannot sign in today: the table holds once that is possible again.',
  },
  placements: { it: 'COLLOCAZIONI', en: 'PLACEMENTS' },
  roles: { it: 'RUOLI', en: 'ROLES' },
  groups: { it: 'GRUPPI', en: 'GROUPS' },
  byGroups: { it: 'RUOLI CHE VENGONO DAI GRUPPI', en: 'ROLES THAT COME FROM GROUPS' },
  group: { it: 'GRUPPO', en: 'GROUP' },
  kind: { it: 'TIPO', en: 'KIND' },
  groupOff: { it: 'gruppo non attivo', en: 'group switched off' },
  may: { it: 'CHE COSA PUÒ FARE', en: 'WHAT HE MAY DO' },
  none: { it: 'nessuno', en: 'none' },
  unit: { it: 'UNITÀ', en: 'UNIT' },
  department: { it: 'SERVIZIO', en: 'DEPARTMENT' },
  role: { it: 'RUOLO', en: 'ROLE' },
  from: { it: 'DAL', en: 'FROM' },
  to: { it: 'AL', en: 'TO' },
  qualification: { it: 'QUALIFICA', en: 'QUALIFICATION' },
  state: { it: 'STATO', en: 'STATE' },
  function: { it: 'FUNZIONE', en: 'FUNCTION' },
  noEnd: { it: '-', en: '-' },
  everywhere: { it: 'ovunque lavori', en: 'wherever he works' },
  holds: { it: 'vale oggi', en: 'in force today' },
  unitOff: { it: 'unità non attiva', en: 'unit switched off' },
  notAdmitted: { it: '-', en: '-' },
  beyondLicence: { it: 'no: licenza', en: 'no: licence' },
  nowhere: { it: 'senza unità', en: 'for no unit' },
} satisfies Record<string, Bilingual>;

/** In which unit everything is told. */
export const workingFor = (unit: string): Bilingual => ({ it: `quando lavora per ${unit}`, en: `working for ${unit}` });

/** No such unit for this user. */
export const noSuchUnit = (unit: string, units: readonly string[]): Bilingual => ({
  it: `Oggi non lavora per nessuna unità di nome «${unit}». ${units.length === 0 ? 'Non ne ha.' : `Le sue: ${units.join(', ')}.`}`,
  en: `No unit called "${unit}" is among those for which this user works today. ${units.length === 0 ? 'There are none.' : `There are: ${units.join(', ')}.`}`,
});

/** What somebody administers. */
export const administersWords: Readonly<Record<UserRights['administers'], Bilingual>> = {
  nothing: { it: 'niente', en: 'nothing' },
  organization: { it: "l'ente", en: 'the organization' },
  installation: { it: "l'installazione", en: 'the installation' },
};

/** Why a row gives nothing today. */
export const lapseWords: Readonly<Record<Lapse, Bilingual>> = {
  over: { it: 'finito', en: 'over' },
  'not-yet': { it: 'non ancora iniziato', en: 'not yet begun' },
  'role-inactive': { it: 'non dà nulla: ruolo non attivo', en: 'gives nothing: role switched off' },
  'for-unplaced-only': { it: 'non dà nulla: solo per non collocati', en: 'gives nothing: only for who is placed nowhere' },
  'for-placed-only': { it: 'non dà nulla: solo per collocati', en: 'gives nothing: only for who is placed' },
  'unit-inactive': { it: 'non dà nulla: unità non attiva', en: 'gives nothing: unit switched off' },
  'not-placed': { it: 'non dà nulla: manca la collocazione', en: 'gives nothing: no placement there' },
  'placed-later': { it: 'non dà nulla: vale per una collocazione di prima', en: 'gives nothing: given for an earlier placement' },
};
