import { useIsFetching, useIsMutating } from '@tanstack/react-query';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { serverNow } from '../core/clock.ts';
import { LiveRegions } from '../core/live.tsx';
import { useFormat, useMe } from '../core/me.ts';
import { useLanguage, useTexts } from '../core/texts.ts';
import { AssistanceStrip } from '../features/sessions/assist-strip.tsx';
import { SessionWatch } from '../features/sessions/session-watch.tsx';
import { DelegationStrip } from '../features/sessions/work-as-delegate.tsx';
import { OrganizationMark } from '../features/sessions/work-organization.tsx';
import { ChooseUnit, useOtherTabsUnit, WorkUnitMark } from '../features/sessions/work-unit.tsx';
import { Icon } from '../ui/icon.tsx';
import { Menu, MenuAct } from '../ui/menu.tsx';
import { words } from '../ui/words.ts';
import { useHelpHere } from './help-here.ts';
import { Keys } from './keys.tsx';
import { SignOutButton, UnsavedGuard } from './leaving.tsx';
import { messages } from './messages.ts';
import { PhoneMenu, SideMenu } from './side-menu.tsx';

/** What surrounds every page: the band, the menu, the page, the footer. */
export function Frame() {
  const t = useTexts(messages);
  const [keysOpen, setKeysOpen] = useState(false);
  return (
    <LiveRegions>
      <a className="v-skip" href="#content">
        {t.skip}
      </a>
      <Band onKeys={() => setKeysOpen(true)} />
      <SessionWatch />
      <DelegationStrip />
      <AssistanceStrip />
      <div className="v-frame">
        <nav className="v-side" aria-label={t.main}>
          <div className="v-side__scroll">
            <SideMenu />
          </div>
        </nav>
        <div className="v-frame__content">
          <PrintHead />
          <main id="content" tabIndex={-1}>
            <Outlet />
          </main>
          <Footer />
        </div>
      </div>
      <UnsavedGuard />
      <Keys open={keysOpen} onOpen={setKeysOpen} />
    </LiveRegions>
  );
}

/** The address that shows this page in the other language; the server remembers the choice. */
function useOtherLanguage(): { readonly href: string; readonly lang: 'it' | 'en' } {
  const lang = useLanguage() === 'it' ? 'en' : 'it';
  const href = useRouterState({ select: (state) => state.location.href });
  return { lang, href: `/language?to=${lang}&returnTo=${encodeURIComponent(href)}` };
}

function Band({ onKeys }: { readonly onKeys: () => void }) {
  const t = useTexts(messages);
  const me = useMe();
  const other = useOtherLanguage();
  const [menuOpen, setMenuOpen] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const menuButton = useRef<HTMLButtonElement>(null);
  useOtherTabsUnit();
  return (
    <header className="v-band">
      <button
        ref={menuButton}
        type="button"
        className="v-band__menu"
        aria-label={t.menu}
        aria-haspopup="dialog"
        onClick={() => setMenuOpen(true)}
      >
        <Icon name="menu" size={24} />
      </button>
      <div className="v-band__name">
        <Link to="/" className="v-band__product">
          Varco
        </Link>
        <span className="v-band__version">{me.version}</span>
        <OrganizationMark />
      </div>
      <WorkUnitMark onChoose={() => setChoosing(true)} />
      <div className="v-band__acts">
        <a className="v-band__link v-wide-only" href={other.href} lang={other.lang} hrefLang={other.lang}>
          {t.otherLanguage}
        </a>
        <div className="v-wide-only">
          <Menu face="v-band__person" label={<span className="v-band__who">{me.user.name}</span>} name={t.personMenu(me.user.name)}>
            {(close) => (
              <>
                <Link to="/me" role="menuitem" tabIndex={-1} onClick={close}>
                  {t.profile}
                </Link>
                <Link to="/me/settings" role="menuitem" tabIndex={-1} onClick={close}>
                  {t.ownSettings}
                </Link>
                <Link to="/me/delegations" role="menuitem" tabIndex={-1} onClick={close}>
                  {t.ownDelegations}
                </Link>
                <Link to="/help" role="menuitem" tabIndex={-1} onClick={close}>
                  {t.help}
                </Link>
                <MenuAct close={close} onAct={onKeys}>
                  {t.keys.title}
                </MenuAct>
              </>
            )}
          </Menu>
        </div>
        <SignOutButton />
      </div>
      {menuOpen && (
        <PhoneMenu
          other={other}
          onClose={() => setMenuOpen(false)}
          onChooseUnit={() => {
            // What is behind an open drawer takes no focus: it goes first, and the question gives it back to the button of the menu.
            flushSync(() => setMenuOpen(false));
            menuButton.current?.focus();
            setChoosing(true);
          }}
        />
      )}
      {choosing && <ChooseUnit onClose={() => setChoosing(false)} />}
      <Progress />
    </header>
  );
}

/** A line under the band while something is being read or saved; it shows only after a moment. */
function Progress() {
  const t = useTexts(words);
  const busy = useIsFetching() + useIsMutating() > 0;
  const moving = useRouterState({ select: (state) => state.status === 'pending' });
  if (!busy && !moving) return null;
  return <progress className="v-progress" aria-label={t.loading} />;
}

/** At the top of what is printed: whose it is, who printed it and when. */
function PrintHead() {
  const t = useTexts(messages);
  const me = useMe();
  const format = useFormat();
  const line = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    const write = () => {
      const now = serverNow().toISOString();
      if (line.current)
        line.current.textContent = t.printed(me.organization.name, me.user.name, `${format.date(now)}, ${format.time(now)}`);
    };
    addEventListener('beforeprint', write);
    return () => removeEventListener('beforeprint', write);
  }, [t, me, format]);
  return <p ref={line} className="v-print-only v-print-head" />;
}

function Footer() {
  const t = useTexts(messages);
  const me = useMe();
  const helpPage = useHelpHere();
  return (
    <footer className="v-footer">
      <ul>
        <li>
          <Link to="/help/$page" params={{ page: helpPage }}>
            {t.helpHere}
          </Link>
        </li>
        <li>
          <a href="/accessibility">{t.accessibility}</a>
        </li>
        <li>
          <a href="/privacy">{t.privacy}</a>
        </li>
      </ul>
      <p>{t.version(me.version)}</p>
    </footer>
  );
}
