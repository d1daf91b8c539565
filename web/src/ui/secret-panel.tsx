import { useEffect, useRef, useState } from 'react';
import { useVoice } from '../core/live.tsx';
import { useMe } from '../core/me.ts';
import { texts, useTexts } from '../core/texts.ts';
import { useUnsaved } from '../core/unsaved.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

const messages = texts({
  it: {
    created: 'Utente creato',
    reset: 'Password reimpostata',
    tell: (name: string) =>
      `Dai questa password a ${name}: al primo accesso ne sceglie una nuova. Quando premi Fine non si può più rivedere.`,
    username: 'Nome utente',
    password: 'Password temporanea',
    copy: 'Copia la password',
    copied: 'Password copiata.',
    notCopied: 'Il browser non lascia copiare: seleziona la password e copiala a mano.',
    print: 'Stampa',
    done: 'Fine',
    letter: (organization: string) => `Accesso a Varco, ${organization}`,
    steps: [
      "Apri l'indirizzo qui sotto con il browser.",
      'Scrivi il nome utente e la password temporanea: maiuscole e minuscole contano.',
      'Scegli una password che conosci solo tu, poi distruggi questo foglio.',
    ].join('\n'),
  },
  en: {
    created: 'User created',
    reset: 'Password reset',
    tell: (name: string) =>
      `Give this password to ${name}, who chooses a new one at the first sign-in. Once you press Done it cannot be shown again.`,
    username: 'User name',
    password: 'Temporary password',
    copy: 'Copy the password',
    copied: 'Password copied.',
    notCopied: 'The browser does not allow copying: select the password and copy it by hand.',
    print: 'Print',
    done: 'Done',
    letter: (organization: string) => `Access to Varco, ${organization}`,
    steps: [
      'Open the address below in the browser.',
      'Type the user name and the temporary password: capital and small letters are different.',
      'Choose a password only you know, then destroy this sheet.',
    ].join('\n'),
  },
});

/** A temporary password, shown once: it stays until "Fine", can be copied and printed, and leaving without "Fine" asks first. */
export function SecretPanel({
  kind,
  name,
  username,
  password,
  onDone,
}: {
  readonly kind: 'created' | 'reset';
  readonly name: string;
  readonly username: string;
  readonly password: string;
  readonly onDone: () => void;
}) {
  const t = useTexts(messages);
  const me = useMe();
  const voice = useVoice();
  const letGo = useUnsaved(true);
  const box = useRef<HTMLElement>(null);
  const [copied, setCopied] = useState<boolean>();
  useEffect(() => box.current?.focus(), []);

  const copy = () => {
    const written = navigator.clipboard?.writeText(password) ?? Promise.reject(new Error('no clipboard'));
    written.then(
      () => {
        setCopied(true);
        voice.say(t.copied);
      },
      () => setCopied(false),
    );
  };
  const print = () => {
    document.documentElement.dataset.print = 'secret';
    globalThis.print();
    delete document.documentElement.dataset.print;
  };
  return (
    <section ref={box} className="v-note v-note--ok v-secret" tabIndex={-1} aria-label={t[kind]}>
      <Icon name="check" />
      <div className="v-note__text">
        <p className="v-screen-only">
          <strong>{t[kind]}</strong>
        </p>
        <p className="v-screen-only">{t.tell(name)}</p>
        <p className="v-print-only v-secret__letter">{t.letter(me.organization.name)}</p>
        <p className="v-print-only">{name}</p>
        <dl className="v-secret__facts">
          <div>
            <dt>{t.username}</dt>
            <dd>{username}</dd>
          </div>
          <div>
            <dt>{t.password}</dt>
            <dd className="v-secret__password">
              {groupsOf(password).map(({ place, text }) => (
                <span key={place} className="v-secret__group">
                  {text}
                </span>
              ))}
            </dd>
          </div>
        </dl>
        <ol className="v-print-only">
          {t.steps.split('\n').map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <p className="v-print-only">{location.origin}</p>
        {copied !== undefined && <p>{copied ? t.copied : t.notCopied}</p>}
        <div className="v-note__acts">
          <Button onClick={copy}>
            <Icon name="copy" />
            {t.copy}
          </Button>
          <Button onClick={print}>
            <Icon name="print" />
            {t.print}
          </Button>
          <Button
            look="main"
            onClick={() => {
              letGo();
              onDone();
            }}
          >
            {t.done}
          </Button>
        </div>
      </div>
    </section>
  );
}

/** A password in its groups, each with the sign that ends it. */
const groupsOf = (password: string): { readonly place: number; readonly text: string }[] =>
  [...password.matchAll(/[^-]*-|[^-]+$/g)].map(({ index, 0: text }) => ({ place: index, text }));
