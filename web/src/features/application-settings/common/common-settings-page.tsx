import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { mayDo, useMe } from '../../../core/me.ts';
import { nameIn } from '../../../core/names.ts';
import { useLanguage, useTexts } from '../../../core/texts.ts';
import { looks } from '../../../ui/button.tsx';
import { Page } from '../../../ui/page.tsx';
import { settingsQuery } from '../../../ui/settings/queries.ts';
import { SettingsCards } from '../../../ui/settings/settings-cards.tsx';
import { words } from '../../../ui/words.ts';
import { messages } from '../messages.ts';
import { commonPath } from '../queries.ts';

const route = getRouteApi('/settings/modules/$code');

/** What holds in the organization for everybody who chose nothing: the same form as for one user (requirements R1.38). */
export default function CommonSettingsPage() {
  const { code } = route.useParams();
  const t = useTexts(messages).common;
  const area = useTexts(messages).modules.title;
  const shared = useTexts(words);
  const me = useMe();
  const language = useLanguage();
  const address = route.useSearch();
  const navigate = route.useNavigate();
  const path = commonPath(code);
  const { data: settings } = useSuspenseQuery(settingsQuery(path));
  return (
    <Page
      title={t.of(nameIn(language, settings.application))}
      area={area}
      path={<Link to="/settings/modules">{area}</Link>}
      facts={<p>{t.facts(me.organization.name)}</p>}
    >
      <SettingsCards
        key={code}
        settings={settings}
        path={path}
        whose="common"
        mayModify={mayDo(me, 'modify', 'settings')}
        address={address}
        link={(search, { button, current }, text) => (
          <Link
            to="/settings/modules/$code"
            params={{ code }}
            search={search}
            activeOptions={{ exact: true, includeSearch: true }}
            {...(button === undefined
              ? { 'aria-current': current ? 'page' : undefined }
              : { className: `${looks.plain} v-button--small`, 'aria-label': button })}
            resetScroll={false}
          >
            {button === undefined ? text : shared.edit}
          </Link>
        )}
        onClose={(section) => void navigate({ search: { section }, replace: true, resetScroll: false })}
      />
    </Page>
  );
}
