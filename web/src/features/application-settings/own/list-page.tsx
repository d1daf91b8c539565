import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMe } from '../../../core/me.ts';
import { nameIn } from '../../../core/names.ts';
import { useLanguage, useTexts } from '../../../core/texts.ts';
import { Card, Empty } from '../../../ui/card.tsx';
import { Page } from '../../../ui/page.tsx';
import { ownersQuery } from '../../../ui/settings/queries.ts';
import { messages } from '../messages.ts';

/** The modules and applications whose settings one chooses for oneself (requirements R1.35-R1.38). */
export default function OwnSettingsListPage() {
  const t = useTexts(messages).own;
  const me = useMe();
  const language = useLanguage();
  const { data } = useSuspenseQuery(ownersQuery('/api/me/settings'));
  return (
    <Page title={t.title} path={<Link to="/me">{t.path}</Link>}>
      {data.items.length === 0 ? (
        <Empty title={t.none}>
          <p>{t.noneText}</p>
        </Empty>
      ) : (
        <div className="v-stack">
          <p>{t.intro(me.organization.name)}</p>
          <div className="v-cards">
            {data.items.map((one) => (
              <Card key={one.code} title={nameIn(language, one)}>
                <p className="v-card__foot">
                  <Link to="/me/settings/$code" params={{ code: one.code }}>
                    {t.of(nameIn(language, one))}
                  </Link>
                </p>
              </Card>
            ))}
          </div>
        </div>
      )}
    </Page>
  );
}
