import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { mayDo, useMe } from '../../../core/me.ts';
import { nameIn } from '../../../core/names.ts';
import { useLanguage, useTexts } from '../../../core/texts.ts';
import { looks } from '../../../ui/button.tsx';
import { settingsQuery } from '../../../ui/settings/queries.ts';
import { SettingsCards } from '../../../ui/settings/settings-cards.tsx';
import { words } from '../../../ui/words.ts';
import { userQuery } from '../queries.ts';
import { UserFrame } from '../user/frame.tsx';

const route = getRouteApi('/users/$id/settings/$code');

/** What a user chose for a module or application, as an administrator reads and changes it (requirements R1.35-R1.38). */
export default function UserSettingsPage() {
  const { id, code } = route.useParams();
  const shared = useTexts(words);
  const me = useMe();
  const language = useLanguage();
  const address = route.useSearch();
  const navigate = route.useNavigate();
  const path = settingsPathOf(id, code);
  const { data: user } = useSuspenseQuery(userQuery(id));
  const { data: settings } = useSuspenseQuery(settingsQuery(path));
  return (
    <UserFrame user={user} section="settings" of={nameIn(language, settings.application)}>
      <SettingsCards
        key={`${id} ${code}`}
        settings={settings}
        path={path}
        whose={user.self ? 'own' : 'other'}
        mayModify={mayDo(me, 'modify', 'users') && user.state !== 'ceased'}
        address={address}
        link={(search, { button, current }, text) => (
          <Link
            to="/users/$id/settings/$code"
            params={{ id, code }}
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
    </UserFrame>
  );
}

/** Where the server has the settings of a user. */
const settingsPathOf = (id: string, code: string): string => `/api/users/${encodeURIComponent(id)}/settings/${encodeURIComponent(code)}`;
