import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useId, useRef, useState } from 'react';
import { mayDo, useMe } from '../core/me.ts';
import { useTexts } from '../core/texts.ts';
import { WorkUnitInMenu } from '../features/sessions/work-unit.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { menuOf } from './menu-entries.ts';
import { messages } from './messages.ts';

/** The entries of the menu, grouped under headings. */
export function SideMenu({ onLeave }: { readonly onLeave?: () => void }) {
  const t = useTexts(messages);
  const me = useMe();
  const id = useId();
  return [
    <FindUser key="find" {...(onLeave ? { onLeave } : {})} />,
    ...menuOf(me).map((group) => (
      <div key={group.key ?? 'first'} className="v-side__group">
        {group.key && (
          <h2 id={`${id}-${group.key}`} className="v-side__title">
            {t[group.key]}
          </h2>
        )}
        <ul aria-labelledby={group.key && `${id}-${group.key}`}>
          {group.entries.map((entry) => (
            <li key={entry.key}>
              <Link
                to={entry.to}
                className="v-side__link"
                activeOptions={{ exact: entry.to === '/', includeSearch: false }}
                onClick={onLeave}
              >
                {t[entry.key]}
              </Link>
            </li>
          ))}
        </ul>
      </div>
    )),
  ];
}

/** The quick search, from every page: whoever is meant is looked for in the list of users (requirements R2.3). */
function FindUser({ onLeave }: { readonly onLeave?: () => void }) {
  const t = useTexts(messages);
  const me = useMe();
  const id = useId();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  if (!mayDo(me, 'search', 'users')) return null;
  return (
    <search className="v-find">
      <form
        className="v-field"
        onSubmit={(event) => {
          event.preventDefault();
          const search = typed.trim();
          setTyped('');
          onLeave?.();
          void navigate({ to: '/users', search: search === '' ? {} : { search, state: 'all' } });
        }}
      >
        <label htmlFor={id}>{t.findUser}</label>
        <div className="v-find__line">
          <input
            id={id}
            type="search"
            value={typed}
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setTyped(event.target.value)}
          />
          <Button type="submit" small>
            {t.find}
          </Button>
        </div>
      </form>
    </search>
  );
}

/** The menu of the phone, from the left: pages, one's own pages, the language. */
export function PhoneMenu({
  other,
  onClose,
  onChooseUnit,
}: {
  readonly other: { readonly href: string; readonly lang: 'it' | 'en' };
  readonly onClose: () => void;
  readonly onChooseUnit: () => void;
}) {
  const t = useTexts(messages);
  const me = useMe();
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = box.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog ref={box} className="v-drawer" aria-label={t.menuTitle} onClose={onClose}>
      <button type="button" className="v-drawer__close" onClick={onClose}>
        <Icon name="close" />
        {t.closeMenu}
      </button>
      <nav aria-label={t.main}>
        <SideMenu onLeave={onClose} />
      </nav>
      <WorkUnitInMenu onChoose={onChooseUnit} />
      <div className="v-side__group v-drawer__person">
        <h2 className="v-side__title">{me.user.name}</h2>
        <ul>
          <li>
            <Link to="/me" className="v-side__link" activeOptions={{ exact: true }} onClick={onClose}>
              {t.profile}
            </Link>
          </li>
          <li>
            <Link to="/me/settings" className="v-side__link" onClick={onClose}>
              {t.ownSettings}
            </Link>
          </li>
          <li>
            <Link to="/help" className="v-side__link" onClick={onClose}>
              {t.help}
            </Link>
          </li>
          <li>
            <a href={other.href} className="v-side__link" lang={other.lang} hrefLang={other.lang}>
              {t.otherLanguage}
            </a>
          </li>
        </ul>
      </div>
    </dialog>
  );
}
