import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useLanguage, useTexts } from '../core/texts.ts';
import { keysQuery } from '../manual/queries.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Tick } from '../ui/field.tsx';
import { words } from '../ui/words.ts';
import { messages } from './messages.ts';

const place = 'varco-question-mark';
const isOn = (): boolean => localStorage.getItem(place) !== 'off';
const typing = 'input, select, textarea, dialog, [role="menu"]';

/** "?" lists the keys; it is the only key without another held down, so it can be switched off (WCAG 2.1.4). */
export function Keys({ open, onOpen }: { readonly open: boolean; readonly onOpen: (open: boolean) => void }) {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== '?' || event.ctrlKey || event.altKey || event.metaKey) return;
      if ((event.target instanceof Element && event.target.closest(typing)) || document.querySelector('dialog[open]')) return;
      if (!isOn()) return;
      event.preventDefault();
      onOpen(true);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [onOpen]);
  return open ? <List onClose={() => onOpen(false)} /> : null;
}

function List({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts(messages).keys;
  const shared = useTexts(words);
  const language = useLanguage();
  const { data: keys } = useQuery(keysQuery);
  const [on, setOn] = useState(isOn);
  if (!keys) return null;
  return (
    <Dialog
      title={t.title}
      onClose={onClose}
      acts={
        <Button data-first onClick={onClose}>
          {shared.close}
        </Button>
      }
    >
      <ul className="v-keys">
        {keys[language].map((key) => (
          <li key={key}>{key}</li>
        ))}
      </ul>
      <Tick
        name="question-mark"
        label={t.off}
        checked={on}
        onTick={(wanted) => {
          setOn(wanted);
          if (wanted) localStorage.removeItem(place);
          else localStorage.setItem(place, 'off');
        }}
      />
    </Dialog>
  );
}
