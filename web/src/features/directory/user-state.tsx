import type { UserLine, UserState } from '@varco/shared/directory/api';
import { useFormat } from '../../core/me.ts';
import { texts, useTexts } from '../../core/texts.ts';
import { type Mark, State } from '../../ui/state.tsx';

type States = Readonly<Record<UserState, string>>;

const it: States = {
  active: 'Attivo',
  locked: 'Bloccato',
  disabled: 'Disabilitato',
  inactive: 'Inattivo',
  suspended: 'Sospeso per inattività',
  service: 'Di servizio, non accede',
  'out-of-validity': 'Fuori validità',
  'not-authorized': 'Senza autorizzazione',
  ceased: 'Cancellato',
};
const en: States = {
  active: 'Active',
  locked: 'Locked',
  disabled: 'Disabled',
  inactive: 'Inactive',
  suspended: 'Suspended for inactivity',
  service: 'Of a service, does not sign in',
  'out-of-validity': 'Out of validity',
  'not-authorized': 'Not authorized',
  ceased: 'Erased',
};

const messages = texts({
  it: {
    ...it,
    until: (time: string) => `Bloccato fino alle ${time}`,
    untilDay: (moment: string) => `Bloccato fino al ${moment}`,
    forGood: 'Bloccato senza scadenza',
  },
  en: {
    ...en,
    until: (time: string) => `Locked until ${time}`,
    untilDay: (moment: string) => `Locked until ${moment}`,
    forGood: 'Locked without an end',
  },
});

const marks: Readonly<Record<UserState, Mark>> = {
  active: 'ok',
  locked: 'warn',
  disabled: 'bad',
  inactive: 'quiet',
  suspended: 'warn',
  service: 'quiet',
  'out-of-validity': 'quiet',
  'not-authorized': 'quiet',
  ceased: 'quiet',
};

/** The words for the state of a user; of a lock it says the end. */
function useStateWords(): (user: Pick<UserLine, 'state' | 'lockedUntil'>) => string {
  const t = useTexts(messages);
  const format = useFormat();
  return ({ state, lockedUntil }) => {
    if (state !== 'locked' || lockedUntil === null) return t[state];
    if (lockedUntil === 'never') return t.forGood;
    return format.dayOf(lockedUntil) === format.today()
      ? t.until(format.time(lockedUntil))
      : t.untilDay(`${format.date(lockedUntil)}, ${format.time(lockedUntil)}`);
  };
}

/** The state of a user, in words with its mark. */
export function UserStateMark({ user }: { readonly user: Pick<UserLine, 'state' | 'lockedUntil'> }) {
  const say = useStateWords();
  return <State mark={marks[user.state]}>{say(user)}</State>;
}
