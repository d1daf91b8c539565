import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useFormat, useMe } from '../../core/me.ts';
import { useTexts } from '../../core/texts.ts';
import { looks } from '../../ui/button.tsx';
import { Card, Fact, Facts } from '../../ui/card.tsx';
import { Note } from '../../ui/note.tsx';
import { Page } from '../../ui/page.tsx';
import { words } from '../../ui/words.ts';
import { EditPerson } from './edit-person.tsx';
import { messages } from './messages.ts';
import { OwnAuthorizationsCard } from './own-authorization.tsx';
import { homeOf, OrganizationsCard } from './work-organization.tsx';
import { WorkUnitCard } from './work-unit.tsx';

const route = getRouteApi('/me');

/** What the product knows of the person who is signed in, and where to change it (requirements R3.62). */
export default function ProfilePage() {
  const t = useTexts(messages).profile;
  const me = useMe();
  const format = useFormat();
  const { session } = me;
  const { edit } = route.useSearch();
  const navigate = route.useNavigate();
  const [saved, setSaved] = useState(false);
  const editing = edit === 'person';
  // What was told of the last save ends where the next change begins.
  const [wasEditing, setWasEditing] = useState(editing);
  if (editing !== wasEditing) {
    setWasEditing(editing);
    if (editing) setSaved(false);
  }
  const close = () => void navigate({ search: {}, replace: true, resetScroll: false });
  return (
    <Page title={t.title}>
      {saved && !editing && (
        <Note tone="ok" title={t.saved} takeFocus>
          <p>{t.savedText}</p>
        </Note>
      )}
      <div className="v-cards">
        {editing ? (
          <EditPerson
            onSaved={() => {
              setSaved(true);
              close();
            }}
            onCancel={close}
          />
        ) : (
          <PersonCard />
        )}
        <OrganizationsCard />
        <WorkUnitCard />
        <OwnAuthorizationsCard />
        <Card title={t.password}>
          <p>{t.passwordText}</p>
          <p className="v-card__foot">
            <Link to="/me/password" className={looks.plain}>
              {t.changePassword}
            </Link>
          </p>
        </Card>
        <Card title={t.accesses}>
          <p>{t.accessesText}</p>
          <p className="v-card__foot">
            <Link to="/me/accesses" className={looks.plain}>
              {t.seeAccesses}
            </Link>
          </p>
        </Card>
        <Card title={t.delegations}>
          <p>{t.delegationsText}</p>
          <p className="v-card__foot">
            <Link to="/me/delegations" className={looks.plain}>
              {t.seeDelegations}
            </Link>
          </p>
        </Card>
        <Card title={t.session}>
          <Facts>
            <Fact label={t.openedAt}>{format.moment(session.openedAt)}</Fact>
            <Fact label={t.idle}>{t.idleMinutes(session.idleMinutes)}</Fact>
            <Fact label={t.ends}>{session.endsAt === null ? t.noEnd : format.moment(session.endsAt)}</Fact>
          </Facts>
        </Card>
      </div>
    </Page>
  );
}

/** Who the person is, with the way to correct it. */
function PersonCard() {
  const t = useTexts(messages).profile;
  const shared = useTexts(words);
  const me = useMe();
  const { user } = me;
  return (
    <Card
      title={t.person}
      act={
        <Link
          to="/me"
          search={{ edit: 'person' }}
          className={`${looks.plain} v-button--small`}
          aria-label={t.editPerson}
          resetScroll={false}
        >
          {shared.edit}
        </Link>
      }
    >
      <Facts>
        <Fact label={t.familyName}>{user.familyName}</Fact>
        <Fact label={t.givenName}>{user.givenName}</Fact>
        <Fact label={t.fullName}>{user.fullName || t.notSet}</Fact>
        <Fact label={t.username}>{user.username}</Fact>
        <Fact label={t.organization}>{homeOf(me).name}</Fact>
        <Fact label={t.rights}>
          {me.administrator && `${t.administrator}. `}
          <Link to="/me/rights">{t.seeRights}</Link>
        </Fact>
      </Facts>
      <p className="v-card__foot v-second">{t.personHint}</p>
    </Card>
  );
}
