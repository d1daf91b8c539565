import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { UserRecord } from '@varco/shared/directory/api';
import { licenceTexts, personKindNames } from '@varco/shared/identity/licences';
import type { ReactNode } from 'react';
import { useFormat } from '../../../core/me.ts';
import { useLanguage, useTexts } from '../../../core/texts.ts';
import { looks } from '../../../ui/button.tsx';
import { Card, Fact, Facts } from '../../../ui/card.tsx';
import { LogOutcome } from '../../../ui/log-outcome.tsx';
import { QueryFault } from '../../../ui/problem.tsx';
import { words } from '../../../ui/words.ts';
import { lastAccessesQuery } from '../queries.ts';
import type { UserCard } from './address.ts';
import { EditCard } from './edit-card.tsx';
import type { UserField } from './merge.ts';
import { messages } from './messages.ts';

interface CardOf {
  readonly user: UserRecord;
  readonly mayModify: boolean;
  readonly editing: boolean;
  readonly onSaved: (user: UserRecord) => void;
}

function EditLink({ user, card, name }: { readonly user: UserRecord; readonly card: UserCard; readonly name: string }) {
  const t = useTexts(messages);
  return (
    <Link
      to={card === 'access' ? '/users/$id/access' : '/users/$id'}
      params={{ id: user.id }}
      search={{ edit: card }}
      className={`${looks.plain} v-button--small`}
      aria-label={name}
      resetScroll={false}
    >
      {t.edit}
    </Link>
  );
}

/** An instant with its distance: "ieri, 10:27", or a date and how long ago. */
function Moment({ at, none }: { readonly at: string | null; readonly none: string }) {
  const format = useFormat();
  return at === null ? none : format.moment(at);
}

/** A day with its distance: "tra 10 giorni, 1 dicembre 2026". */
function DayFact({ day, none }: { readonly day: string | null; readonly none: string }): ReactNode {
  const format = useFormat();
  return day === null ? none : `${format.longDay(day)}, ${format.distance(day)}`;
}

const personFields: readonly UserField[] = [
  'familyName',
  'givenName',
  'fullName',
  'personKind',
  'taxCode',
  'birthDate',
  'sex',
  'email',
  'employeeNumber',
];

/** Of a service, until it is given a person. */
const serviceFields: readonly UserField[] = ['familyName', 'givenName', 'fullName'];

/** Who the person is. */
export function PersonCard({ user, mayModify, editing, onSaved }: CardOf) {
  const t = useTexts(messages);
  const language = useLanguage();
  const format = useFormat();
  if (editing && mayModify) {
    return (
      <EditCard
        user={user}
        title={t.person}
        name={t.editPerson}
        fields={user.personKind === null ? serviceFields : personFields}
        onSaved={onSaved}
      />
    );
  }
  return (
    <Card title={t.person} act={mayModify && <EditLink user={user} card="person" name={t.editPerson} />}>
      <Facts>
        <Fact label={user.personKind === null ? t.serviceName : t.fields.familyName}>{user.familyName}</Fact>
        <Fact label={t.fields.givenName}>{user.givenName || t.noPerson}</Fact>
        <Fact label={t.fields.fullName}>{user.fullName || t.notSet}</Fact>
        {user.personKind !== null && <Fact label={t.fields.personKind}>{personKindNames[user.personKind][language]}</Fact>}
        {user.personKind !== null && (
          <>
            <Fact label={t.fields.taxCode}>{user.taxCode ?? t.notSet}</Fact>
            <Fact label={t.fields.birthDate}>{user.birthDate === null ? t.notSet : format.longDay(user.birthDate)}</Fact>
            <Fact label={t.fields.sex}>{user.sex === null ? t.notSet : t.sexes[user.sex]}</Fact>
            <Fact label={t.fields.email}>{user.email ?? t.notSet}</Fact>
            <Fact label={t.fields.employeeNumber}>{user.employeeNumber ?? t.notSet}</Fact>
          </>
        )}
        <Fact label={t.organization}>{user.organization}</Fact>
        <Fact label={t.createdAt}>
          <Moment at={user.createdAt} none={t.neverHappened} />
        </Fact>
      </Facts>
    </Card>
  );
}

const accessFields: readonly UserField[] = ['username', 'licence', 'validFrom', 'validTo'];

/** Whether and from when to when he may enter (requirements R1.12, R1.15, R3.50). */
export function AccessCard({ user, mayModify, editing, onSaved }: CardOf) {
  const t = useTexts(messages);
  const licence = licenceTexts[user.licence][useLanguage()];
  if (editing && mayModify) {
    return <EditCard user={user} title={t.access} name={t.editAccess} fields={accessFields} onSaved={onSaved} />;
  }
  return (
    <Card title={t.access} act={mayModify && <EditLink user={user} card="access" name={t.editAccess} />}>
      <Facts>
        {user.username !== undefined && <Fact label={t.fields.username}>{user.username}</Fact>}
        <Fact label={t.fields.licence}>
          {licence.name}
          <span className="v-second">{licence.what}</span>
        </Fact>
        {user.licence === 'service' && <Fact label={t.sessions}>{user.noSessions ? t.noSessionsFact : t.sessionsFact}</Fact>}
        <Fact label={t.active}>{t.actives[user.status]}</Fact>
        <Fact label={t.disabledFact}>{user.disabled ? t.disabledYes(user.status === 'active') : t.disabledNo}</Fact>
        <Fact label={t.inactivity}>{user.exemptFromInactivity ? t.exemptFact : t.notExemptFact}</Fact>
        <Fact label={t.fields.validFrom}>
          <DayFact day={user.validFrom} none={t.noStart} />
        </Fact>
        <Fact label={t.fields.validTo}>
          <DayFact day={user.validTo} none={t.noEnd} />
        </Fact>
      </Facts>
    </Card>
  );
}

/** What is known of the password, never the password (requirements R1.8, R1.11, R1.17). */
export function PasswordCard({ user }: { readonly user: UserRecord }) {
  const t = useTexts(messages);
  const shared = useTexts(words);
  const format = useFormat();
  return (
    <Card title={t.password}>
      <Facts>
        <Fact label={t.passwordCreatedAt}>
          <Moment at={user.passwordCreatedAt} none={t.noPassword} />
        </Fact>
        <Fact label={t.mustChange}>{user.mustChangePassword ? shared.yes : shared.no}</Fact>
        <Fact label={t.failedAttempts}>{format.number(user.failedAttempts)}</Fact>
      </Facts>
    </Card>
  );
}

/** When he last entered or was refused, and the last lines of the log about him (requirements R1.17). */
export function LastAccessesCard({ user }: { readonly user: UserRecord }) {
  const t = useTexts(messages);
  const format = useFormat();
  const { data, error, refetch } = useQuery(lastAccessesQuery(user.id));
  return (
    <Card title={t.lastAccesses}>
      <Facts>
        <Fact label={t.lastAccess}>
          <Moment at={user.lastAccessAt} none={t.neverHappened} />
        </Fact>
        <Fact label={t.lastRefused}>
          <Moment at={user.lastRefusedAt} none={t.neverHappened} />
        </Fact>
        <Fact label={t.openSessions}>{format.number(user.openSessions)}</Fact>
      </Facts>
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      {data &&
        (data.items.length === 0 ? (
          <p className="v-card__foot">{t.noAccesses}</p>
        ) : (
          <ul className="v-lines">
            {data.items.map((entry) => (
              <li key={entry.id}>
                <span>{format.moment(entry.at)}</span>
                <span>
                  <LogOutcome entry={entry} />
                </span>
              </li>
            ))}
          </ul>
        ))}
      <p className="v-card__foot">
        <Link to="/access-log" search={{ user: user.id, outcome: 'sign-ins' }}>
          {t.allAccesses}
        </Link>
      </p>
    </Card>
  );
}
