import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { AssistanceToDo } from '@varco/shared/assistance/api';
import type { Desk } from '@varco/shared/directory/api';
import { jobTexts } from '@varco/shared/jobs/messages';
import type { Need } from '@varco/shared/operations/api';
import type { ReactNode } from 'react';
import { mayDo, useFormat, useMe } from '../../../core/me.ts';
import { useLanguage, useTexts } from '../../../core/texts.ts';
import { looks } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { LogOutcome } from '../../../ui/log-outcome.tsx';
import { Page } from '../../../ui/page.tsx';
import { QueryFault } from '../../../ui/problem.tsx';
import { assistanceToDoQuery, deskQuery, needsQuery } from '../queries.ts';
import { messages } from './messages.ts';

const MEBIBYTE = 1024 ** 2;

/** What there is to do, most urgent first; then figures; then one's own last accesses (requirements R1.44). */
export default function DeskPage() {
  const t = useTexts(messages);
  const me = useMe();
  const { data, error, refetch } = useQuery(deskQuery);
  const seesJobs = mayDo(me, 'search', 'jobs');
  const needs = useQuery({ ...needsQuery, enabled: seesJobs });
  const seesAssistance = mayDo(me, 'search', 'assistance');
  const assistance = useQuery({ ...assistanceToDoQuery, enabled: seesAssistance });
  return (
    <Page title={t.title} facts={<p>{t.hello(me.user.givenName)}</p>}>
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      {seesAssistance && assistance.error && <QueryFault error={assistance.error} retry={() => void assistance.refetch()} />}
      {seesJobs && needs.error && <QueryFault error={needs.error} retry={() => void needs.refetch()} />}
      {data && (
        <div className="v-stack">
          {(!seesJobs || needs.data || needs.error) && (!seesAssistance || assistance.data || assistance.error) && (
            <ToDo
              desk={data}
              needs={(seesJobs && needs.data?.items) || []}
              assistance={(seesAssistance && assistance.data) || { waiting: 0, granted: 0 }}
              isWhole={!(seesJobs && needs.error) && !(seesAssistance && assistance.error)}
            />
          )}
          {data.administrator && <Figures administrator={data.administrator} />}
          <Accesses accesses={data.lastAccesses} />
        </div>
      )}
    </Page>
  );
}

function ToDo({
  desk: { administrator },
  needs,
  assistance,
  isWhole,
}: {
  readonly desk: Desk;
  readonly needs: readonly Need[];
  readonly assistance: AssistanceToDo;
  /** Whether everything could be asked: only then "nothing to do" is true. */
  readonly isWhole: boolean;
}) {
  const t = useTexts(messages);
  const format = useFormat();
  const tasks: ReactNode[] = needs.map((need) => <NeedTask key={need.kind} need={need} />);
  if (assistance.granted > 0) {
    tasks.push(
      <Task
        key="assistance-granted"
        what={t.assistanceGranted(assistance.granted, format.number(assistance.granted))}
        why={t.assistanceGrantedWhy}
        way={
          <Link to="/assistance/granted" search={{}} className={looks.plain}>
            {t.seeAssistanceGranted}
          </Link>
        }
      />,
    );
  }
  if (assistance.waiting > 0) {
    tasks.push(
      <Task
        key="assistance-waiting"
        what={t.assistanceWaiting(assistance.waiting, format.number(assistance.waiting))}
        why={t.assistanceWaitingWhy}
        way={
          <Link to="/assistance" search={{}} className={looks.plain}>
            {t.seeAssistanceWaiting}
          </Link>
        }
      />,
    );
  }
  if (administrator && administrator.lockedNow > 0) {
    tasks.push(
      <Task
        key="locked"
        what={t.locked(administrator.lockedNow, format.number(administrator.lockedNow))}
        why={t.lockedWhy(administrator.lockedNow)}
        way={
          <Link to="/users" search={{ state: 'locked' }} className={looks.plain}>
            {t.seeLocked}
          </Link>
        }
      />,
    );
  }
  if (administrator && administrator.authorizationsEnding > 0) {
    tasks.push(
      <Task
        key="authorizations"
        what={t.authorizations(administrator.authorizationsEnding, format.number(administrator.authorizationsEnding))}
        why={t.authorizationsWhy}
        way={
          <Link to="/authorizations" search={{ state: 'ending' }} className={looks.plain}>
            {t.seeAuthorizations}
          </Link>
        }
      />,
    );
  }
  if (administrator && administrator.administrators === 1) {
    tasks.push(
      <Task
        key="administrators"
        what={t.oneAdministrator}
        why={t.oneAdministratorWhy}
        way={
          <Link to="/users/new" className={looks.plain}>
            {t.addAdministrator}
          </Link>
        }
      />,
    );
  }
  if (administrator && administrator.neverSignedIn > 0) {
    tasks.push(
      <Task
        key="never"
        what={t.neverSignedIn(administrator.neverSignedIn, format.number(administrator.neverSignedIn))}
        why={t.neverSignedInWhy}
        way={
          <Link to="/users" search={{ state: 'never-signed-in' }} className={looks.plain}>
            {t.seeNeverSignedIn}
          </Link>
        }
      />,
    );
  }
  return <Card title={t.toDo}>{tasks.length === 0 ? isWhole && <p>{t.nothing}</p> : <ul className="v-tasks">{tasks}</ul>}</Card>;
}

/** A need of the machine or of its jobs: what, why, and the page where it is mended, if there is one. */
function NeedTask({ need }: { readonly need: Need }) {
  const t = useTexts(messages);
  const format = useFormat();
  const language = useLanguage();
  const { needs } = t;
  switch (need.kind) {
    case 'clock-differs':
      return (
        <Task
          what={needs.clock(need.seconds, format.number(need.seconds))}
          why={need.refuses ? needs.clockRefuses : needs.clockWhy}
          way={null}
        />
      );
    case 'disk-low':
      return <Task what={needs.disk(format.number(Math.floor(need.freeBytes / MEBIBYTE)), need.percent)} why={needs.diskWhy} way={null} />;
    case 'failed-runs':
      return (
        <Task
          what={needs.failed(need.runs, format.number(need.runs))}
          why={needs.failedWhy(jobTexts[need.job].name[language])}
          way={
            <Link to="/jobs/$id" params={{ id: need.run }} className={looks.plain}>
              {needs.seeFailed}
            </Link>
          }
        />
      );
    case 'waiting-runs':
      return (
        <Task
          what={needs.waiting(need.runs, format.number(need.runs))}
          why={needs.waitingWhy(format.moment(need.since))}
          way={
            <Link to="/settings/jobs" search={{ state: 'waiting' }} className={looks.plain}>
              {needs.seeWaiting}
            </Link>
          }
        />
      );
    case 'backup-old':
      return (
        <Task
          what={need.newestAt === null ? needs.noBackup : needs.oldBackup(format.moment(need.newestAt))}
          why={need.newestAt === null ? needs.noBackupWhy : needs.backupWhy}
          way={
            <Link to="/settings/jobs" search={{}} className={looks.plain}>
              {needs.seeBackups}
            </Link>
          }
        />
      );
    case 'seals-behind':
      return <Task what={needs.unsealed(format.number(Math.ceil(need.seconds / 60)))} why={needs.unsealedWhy} way={null} />;
    case 'checkpoints-unwritten':
      return <Task what={needs.checkpoints} why={needs.checkpointsWhy(need.folder)} way={null} />;
    case 'suspension-held':
      return (
        <Task
          what={needs.held(format.number(need.users))}
          why={needs.heldWhy}
          way={
            <Link to="/jobs/$id" params={{ id: need.run }} className={looks.plain}>
              {needs.seeHeld}
            </Link>
          }
        />
      );
    case 'retention-lowered':
      return (
        <Task
          what={needs.retention(format.number(need.days), format.moment(need.actsFrom))}
          why={needs.retentionWhy}
          way={
            <Link to="/log-retention" search={{}} className={looks.plain}>
              {needs.seeRetention}
            </Link>
          }
        />
      );
    case 'suspended-lately':
      return (
        <Task
          what={needs.suspended(need.users, format.number(need.users))}
          why={needs.suspendedWhy(need.users)}
          way={
            <Link to="/users" search={{ state: 'suspended' }} className={looks.plain}>
              {needs.seeSuspended}
            </Link>
          }
        />
      );
  }
}

function Task({ what, why, way }: { readonly what: string; readonly why: string; readonly way: ReactNode }) {
  return (
    <li>
      <div className="v-tasks__what">
        <p>
          <strong>{what}</strong>
        </p>
        <p className="v-tasks__why">{why}</p>
      </div>
      {way}
    </li>
  );
}

function Figures({ administrator }: { readonly administrator: NonNullable<Desk['administrator']> }) {
  const t = useTexts(messages);
  const format = useFormat();
  const { users, administrators, refusedToday } = administrator;
  return (
    <Card title={t.figures}>
      <dl className="v-figures">
        <div>
          <dt>{t.users(users)}</dt>
          <dd>{format.number(users)}</dd>
        </div>
        <div>
          <dt>{t.administrators(administrators)}</dt>
          <dd>{format.number(administrators)}</dd>
        </div>
        <div>
          <dt>{t.refusedToday(refusedToday)}</dt>
          <dd>{format.number(refusedToday)}</dd>
        </div>
      </dl>
      {refusedToday > 0 && (
        <p className="v-card__foot">
          <Link to="/access-log" search={{ outcome: 'refused', from: format.today(), to: format.today() }}>
            {t.seeRefused}
          </Link>
        </p>
      )}
    </Card>
  );
}

function Accesses({ accesses }: { readonly accesses: Desk['lastAccesses'] }) {
  const t = useTexts(messages);
  const format = useFormat();
  return (
    <Card title={t.accesses}>
      {accesses.length === 0 ? (
        <p>{t.noAccesses}</p>
      ) : (
        <ul className="v-lines">
          {accesses.map((access) => (
            <li key={access.id}>
              <span>
                {format.moment(access.at)}
                <span className="v-table__second">
                  {access.byAnother ? t.byAnother : [access.address, access.browser].filter((one) => one !== null).join(', ')}
                </span>
              </span>
              <span>
                <LogOutcome entry={access} />
              </span>
            </li>
          ))}
        </ul>
      )}
      <p className="v-card__foot">
        {t.notYou} <Link to="/me/password">{t.changePassword}</Link>
      </p>
      <p>
        <Link to="/me/accesses">{t.allAccesses}</Link>
      </p>
    </Card>
  );
}
