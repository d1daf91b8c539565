import type { Channel, LogEvent, LogReason } from '@varco/shared/access-log/events';
import { addDays, type Day, dayAt, startOfDay } from '@varco/shared/days';
import type { Browser } from '#core/actor';
import { type Attempt, inventAttack } from './attack.ts';
import { isWorkingDay, weekdayOf, workingDayFrom, workingDayUntil } from './calendar.ts';
import { type Equipment, equipmentOf } from './equipment.ts';
import { numbers } from './numbers.ts';
import { type Invented, inventPeople } from './people.ts';

/** What a demonstration is made from: equal origins make equal years. */
export interface Origin {
  readonly seed: number;
  /** Nothing is later than this. */
  readonly now: Date;
  readonly zone: string;
}

/** One thing that happened in the invented year, as the log will tell it. */
export interface Fact {
  readonly at: Date;
  readonly event: LogEvent;
  readonly reason?: LogReason;
  /** Whom it concerns, by his place among the people; null: a name of nobody. */
  readonly who: number | null;
  /** The name typed, where it was nobody's. */
  readonly typed?: string;
  /** Who did it to him, by his place. */
  readonly by?: number;
  /** The number that pairs a sign-in with its sign-out. */
  readonly session?: number;
  readonly lockedUntil?: Date | 'never';
  readonly address: string | null;
  readonly browser: Browser | null;
  readonly channel: Channel;
}

/** A session that has no end yet. */
export interface OpenSession {
  readonly number: number;
  readonly who: number;
  readonly openedAt: Date;
}

/** A municipality and its year. */
export interface Year {
  readonly people: readonly Invented[];
  readonly began: Day;
  /** In the order of time. */
  readonly facts: readonly Fact[];
  readonly open: readonly OpenSession[];
  /** When names were attacked and the rule of locks was made stricter. */
  readonly stricterAt: Date;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const IDLE_MINUTES = 30;
/** The rule of `misure-minime` until it was made stricter. */
const LOCK_MINUTES = 15;
/** Who administers, by his place among the people. */
export const ADMINISTRATOR = 0;

interface Stay {
  readonly who: number;
  readonly from: number;
  readonly until: number;
  readonly end: LogReason;
  readonly address: string;
  readonly browser: Browser;
}

/** Invents the people of a municipality and a year of their sign-ins that ends now. */
export function inventYear(origin: Origin): Year {
  const today = dayAt(origin.zone, origin.now);
  const people = inventPeople(origin.seed, today);
  const began = workingDayFrom(addDays(today, -365));
  const attackOn = addDays(workingDayUntil(addDays(today, -40)), 1);
  const stricterAt = minuteOf(origin.zone, workingDayFrom(attackOn), 9 * 60 + 12);
  const days = daysBetween(began, today);
  const life = people.map((person, who) => livesOf(origin, { person, who, days, today, stricterAt }));
  const attack = inventAttack({ seed: origin.seed, people, begins: minuteOf(origin.zone, attackOn, 2 * 60 + 7) });

  const stays = life
    .flatMap(({ stays }) => stays)
    .filter(({ from }) => from <= origin.now.getTime())
    .toSorted((one, other) => one.from - other.from || one.who - other.who);
  const facts = [...life.flatMap(({ facts }) => facts), ...attack.map(refusalOf)];
  const open: OpenSession[] = [];
  for (const [place, stay] of stays.entries()) {
    const session = place + 1;
    const where = { address: stay.address, browser: stay.browser, channel: 'web' } as const;
    facts.push({ at: new Date(stay.from), event: 'signed-in', who: stay.who, session, ...where });
    if (stay.until > origin.now.getTime()) {
      open.push({ number: session, who: stay.who, openedAt: new Date(stay.from) });
      continue;
    }
    const ending = stay.end === 'voluntary' ? where : ({ address: null, browser: null, channel: 'system' } as const);
    facts.push({ at: new Date(stay.until), event: 'signed-out', reason: stay.end, who: stay.who, session, ...ending });
  }
  const past = facts.filter(({ at }) => at <= origin.now).toSorted((one, other) => one.at.getTime() - other.at.getTime());
  return { people, began, facts: past, open, stricterAt };
}

interface Life {
  readonly person: Invented;
  readonly who: number;
  readonly days: readonly Day[];
  readonly today: Day;
  readonly stricterAt: Date;
}

/** The year of one person: what he did each day, and what was done to his user. */
function livesOf(origin: Origin, life: Life): { facts: Fact[]; stays: Stay[] } {
  const { person, who, days, today, stricterAt } = life;
  const { zone } = origin;
  const next = numbers(origin.seed * 1000 + who + 1);
  const equipment = equipmentOf(who);
  const facts: Fact[] = [];
  const stays: Stay[] = [];
  const habits = { arrives: 455 + Math.floor(next() * 60), stays: next(), leaves: summerOf(next), absent: 0.03 + next() * 0.05 };
  const administrator = { ...equipmentAt(equipmentOf(ADMINISTRATOR), today), channel: 'web' } as const;
  const byAdministrator = (at: Date, event: LogEvent): void => {
    facts.push({ at, event, who, by: ADMINISTRATOR, ...administrator });
  };
  // Who set the installation up chose his password there.
  let entered = who === ADMINISTRATOR;
  let changesPassword = false;

  // The user of the administrator himself comes with the installation.
  if (who !== ADMINISTRATOR) byAdministrator(minuteOf(zone, person.madeOn, 510 + who * 1.5), 'user-created');
  const yesterday = addDays(today, -1);
  const worksUntil = person.kind === 'locked' || person.kind === 'reset' ? yesterday : (person.leftOn ?? today);
  const comes = person.kind !== 'not-begun' && person.kind !== 'never-entered';
  for (const day of comes ? days.filter((day) => day >= person.madeOn && day <= worksUntil) : []) {
    const where = () => equipmentAt(equipment, day, !isWorkingDay(day) || next() < 0.06);
    for (const [from, until, last] of spansOf(day, habits, next)) {
      let at = minuteOf(zone, day, from).getTime() + Math.floor(next() * MINUTE_MS);
      const limit = minuteOf(zone, day, until).getTime();
      while (at < limit - 20 * MINUTE_MS) {
        const here = where();
        const web = { ...here, channel: 'web' } as const;
        if (!entered || changesPassword) {
          facts.push({ at: new Date(at - 50_000), event: 'sign-in-refused', reason: 'new-password-required', who, ...web });
          facts.push({ at: new Date(at - 1), event: 'password-changed', who, ...(entered ? {} : { reason: 'first-access' }), ...web });
        } else at = stumbles(facts, { at, who, username: person.username, web, stricterAt, administrator }, next);
        entered = true;
        changesPassword = false;
        const wholeSpan = next() < 0.79;
        const until = wholeSpan ? limit - next() * 12 * MINUTE_MS : at + (15 + next() * 100) * MINUTE_MS;
        const leaves = next() < (last ? 0.62 : 0.35);
        const ends = Math.floor(Math.min(until, limit)) + (leaves ? 0 : IDLE_MINUTES * MINUTE_MS);
        // An evening of the council: the session reaches the longest that the rules allow.
        const evening = last && next() < 0.003;
        if (evening) {
          stays.push({ who, from: at, until: at + 12 * HOUR_MS, end: 'limit-expired', ...here });
          break;
        }
        stays.push({ who, from: at, until: ends, end: leaves ? 'voluntary' : 'idle-expired', ...here });
        if (next() < 0.002) {
          const changedAt = at + 4 * MINUTE_MS;
          facts.push({ at: new Date(changedAt), event: 'password-changed', who, ...web });
          // Whoever was still signed in at home is not any more.
          if (next() < 0.5) {
            const home = equipmentAt(equipment, day, true);
            stays.push({ who, from: changedAt - HOUR_MS, until: changedAt, end: 'password-replaced', ...home });
          }
        }
        if (next() < 0.001)
          facts.push({ at: new Date(at + 3 * MINUTE_MS), event: 'password-change-refused', reason: 'wrong-password', who, ...web });
        at = ends + (2 + next() * 25) * MINUTE_MS;
        if (wholeSpan) break;
      }
    }
    if (who !== ADMINISTRATOR && isWorkingDay(day) && day < worksUntil) {
      if (next() < 0.0008) {
        byAdministrator(minuteOf(zone, day, 690 + who), 'password-reset');
        changesPassword = true;
      }
      if (next() < 0.0008) byAdministrator(minuteOf(zone, day, 640 + who), 'user-changed');
    }
  }
  const lastWord = { disabled: 'user-disabled', inactive: 'user-deactivated', ended: 'user-changed' } as const;
  if (person.leftOn !== null && person.kind in lastWord) {
    const last = person.kind === 'disabled' ? stays.pop() : undefined;
    const at = last ? new Date(last.from + 25 * MINUTE_MS) : minuteOf(zone, person.leftOn, 1_080 + who);
    if (last) stays.push({ ...last, until: at.getTime(), end: 'user-stopped' });
    byAdministrator(at, lastWord[person.kind as keyof typeof lastWord]);
    const reason = ({ disabled: 'disabled', inactive: 'inactive', ended: 'out-of-validity' } as const)[
      person.kind as keyof typeof lastWord
    ];
    for (const days of [1, 2, 9]) {
      const day = addDays(person.leftOn, days);
      facts.push({
        at: minuteOf(zone, day, 500 + 17 * days + who),
        event: 'sign-in-refused',
        reason,
        who,
        ...equipmentAt(equipment, day),
        channel: 'web',
      });
    }
  }
  if (person.kind === 'reset') byAdministrator(minuteOf(zone, workingDayUntil(yesterday), 1_070), 'password-reset');
  if (person.kind === 'locked') {
    const web = { ...equipmentAt(equipment, today), channel: 'web' } as const;
    for (const [place, minutes] of [12, 11, 9].entries()) {
      const at = new Date(origin.now.getTime() - minutes * MINUTE_MS);
      facts.push({ at, event: 'sign-in-refused', reason: 'wrong-password', who, ...(place === 2 ? { lockedUntil: 'never' } : {}), ...web });
    }
  }
  return { facts, stays };
}

/** Before a right password comes sometimes a wrong one, a wrong name, or a lock; answers when the right one comes. */
function stumbles(
  facts: Fact[],
  {
    at,
    who,
    username,
    web,
    stricterAt,
    administrator,
  }: { at: number; who: number; username: string; web: Web; stricterAt: Date; administrator: Web },
  next: () => number,
): number {
  const kind = next();
  const refused = (seconds: number, more: Pick<Fact, 'reason' | 'typed' | 'lockedUntil'> & { who: number | null }): void => {
    facts.push({ at: new Date(at + seconds * 1000), event: 'sign-in-refused', ...web, ...more });
  };
  if (kind < 0.025) {
    refused(-20, { who, reason: 'wrong-password' });
    return at;
  }
  if (kind < 0.029) {
    refused(-25, { who: null, reason: 'unknown-user', typed: misspelt(username, next) });
    return at;
  }
  if (kind > 0.002 + 0.029 || kind < 0.029) return at;
  const stays = at > stricterAt.getTime();
  const until = new Date(at + 30_000 + LOCK_MINUTES * MINUTE_MS);
  const lockedUntil = stays ? 'never' : until;
  refused(0, { who, reason: 'wrong-password' });
  refused(14, { who, reason: 'wrong-password' });
  refused(30, { who, reason: 'wrong-password', lockedUntil });
  refused(55, { who, reason: 'locked', lockedUntil });
  if (!stays) return until.getTime() + 70_000;
  facts.push({ at: new Date(at + 9 * MINUTE_MS), event: 'user-unlocked', who, by: ADMINISTRATOR, ...administrator });
  return at + 11 * MINUTE_MS;
}

type Web = Pick<Fact, 'address' | 'browser' | 'channel'>;

/** The stretches of a day at the desk, in minutes of the day, and whether the last one: two afternoons a week, a lunch between. */
function spansOf(
  day: Day,
  { arrives, stays, leaves, absent }: { arrives: number; stays: number; leaves: (day: Day) => boolean; absent: number },
  next: () => number,
): (readonly [from: number, until: number, last: boolean])[] {
  if (!isWorkingDay(day)) return next() < 0.008 ? [[560 + next() * 500, 1_140, true]] : [];
  const jitter = (minutes: number): number => (next() + next() - 1) * minutes;
  if (leaves(day) || next() < absent) return [];
  const weekday = weekdayOf(day);
  const hasAfternoon = weekday === 2 || weekday === 4 || next() < 0.2 * stays;
  const morning = arrives + jitter(14);
  if (!hasAfternoon) return [[morning, 840 + jitter(15), true]];
  return [
    [morning, 800 + jitter(20), false],
    [865 + jitter(15), 1_075 + jitter(25), true],
  ];
}

/** When somebody is on holiday: some weeks of August, the days after Christmas, a week in another month. */
function summerOf(next: () => number): (day: Day) => boolean {
  const summer = 1 + Math.floor(next() * 14);
  const winter = next() < 0.6;
  const month = String(1 + Math.floor(next() * 6)).padStart(2, '0');
  const start = 1 + Math.floor(next() * 20);
  return (day) => {
    const [, at = '', date = '0'] = day.split('-');
    const number = Number(date);
    if (at === '08') return number >= summer && number < summer + 17;
    if ((at === '12' && number > 23) || (at === '01' && number < 6)) return winter;
    return at === month && number >= start && number < start + 6;
  };
}

const equipmentAt = (equipment: Equipment, day: Day, away = false): { address: string; browser: Browser } => ({
  address: away ? equipment.home : equipment.office,
  browser: equipment.browserOn(day),
});

const refusalOf = ({ at, who, typed, lockedUntil, reason, address }: Attempt): Fact => ({
  at,
  event: 'sign-in-refused',
  reason,
  who,
  ...(typed === undefined ? {} : { typed }),
  ...(lockedUntil === undefined ? {} : { lockedUntil }),
  address,
  browser: null,
  channel: 'web',
});

/** A name with two neighbouring letters exchanged. */
function misspelt(name: string, next: () => number): string {
  const place = 2 + Math.floor(next() * (name.length - 3));
  return `${name.slice(0, place)}${name.charAt(place + 1)}${name.charAt(place)}${name.slice(place + 2)}`;
}

/** The instant of a minute of the day. */
const minuteOf = (zone: string, day: Day, minute: number): Date => new Date(startsOf(zone, day) + Math.floor(minute * MINUTE_MS));

const daysBetween = (first: Day, last: Day): Day[] => {
  const days: Day[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
};

const starts = new Map<string, number>();

/** Each day begins once, however many people live it. */
function startsOf(zone: string, day: Day): number {
  const key = `${zone} ${day}`;
  const known = starts.get(key) ?? startOfDay(zone, day).getTime();
  starts.set(key, known);
  return known;
}
