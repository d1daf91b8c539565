import { Link } from '@tanstack/react-router';
import { useEffect, useId, useRef } from 'react';
import { useMe } from '../core/me.ts';
import { useTexts } from '../core/texts.ts';
import { WorkUnitInMenu } from '../features/sessions/work-unit.tsx';
import { Icon } from '../ui/icon.tsx';
import { menuOf } from './menu-entries.ts';
import { messages } from './messages.ts';

/** The entries of the menu, grouped under headings. */
export function SideMenu({ onLeave }: { readonly onLeave?: () => void }) {
  const t = useTexts(messages);
  const me = useMe();
  const id = useId();
  return menuOf(me).map((group) => (
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
  ));
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
