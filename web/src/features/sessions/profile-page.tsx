import { Link } from '@tanstack/react-router';
import { useFormat, useMe } from '../../core/me.ts';
import { useTexts } from '../../core/texts.ts';
import { looks } from '../../ui/button.tsx';
import { Card, Fact, Facts } from '../../ui/card.tsx';
import { Page } from '../../ui/page.tsx';
import { messages } from './messages.ts';

/** What the product knows of the person who is signed in, and where to change it (requirements R3.62). */
export default function ProfilePage() {
  const t = useTexts(messages).profile;
  const me = useMe();
  const format = useFormat();
  const { user, session } = me;
  return (
    <Page title={t.title}>
      <div className="v-cards">
        <Card title={t.person}>
          <Facts>
            <Fact label={t.familyName}>{user.familyName}</Fact>
            <Fact label={t.givenName}>{user.givenName}</Fact>
            <Fact label={t.username}>{user.username}</Fact>
            <Fact label={t.organization}>{me.organization.name}</Fact>
            <Fact label={t.rights}>{me.administrator ? t.administrator : t.user}</Fact>
          </Facts>
          <p className="v-card__foot v-second">{t.personHint}</p>
        </Card>
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
