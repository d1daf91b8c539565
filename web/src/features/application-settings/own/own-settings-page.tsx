import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMe } from '../../../core/me.ts';
import { nameIn } from '../../../core/names.ts';
import { useLanguage, useTexts } from '../../../core/texts.ts';
import { looks } from '../../../ui/button.tsx';
import { Page } from '../../../ui/page.tsx';
import { settingsQuery } from '../../../ui/settings/queries.ts';
import { SettingsCards } from '../../../ui/settings/settings-cards.tsx';
import { words } from '../../../ui/words.ts';
import { messages } from '../messages.ts';
import { ownPath } from '../queries.ts';

const route = getRouteApi('/me/settings/$code');

/** One's own settings of a module or application, where one works now; they are changed in one's own name alone. */
export default function OwnSettingsPage() {
  const { code } = route.useParams();
  const t = useTexts(messages).own;
  const shared = useTexts(words);
  const me = useMe();
  const language = useLanguage();
  const address = route.useSearch();
  const navigate = route.useNavigate();
  const path = ownPath(code);
  const { data: settings } = useSuspenseQuery(settingsQuery(path));
  return (
    <Page
      title={t.of(nameIn(language, settings.application))}
      area={t.title}
      path={<Link to="/me/settings">{t.title}</Link>}
      facts={<p>{t.facts(me.organization.name)}</p>}
    >
      <SettingsCards
        key={code}
        settings={settings}
        path={path}
        whose="own"
        mayModify={me.delegation === null && me.assistance === null}
        address={address}
        link={(search, { button, current }, text) => (
          <Link
            to="/me/settings/$code"
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
