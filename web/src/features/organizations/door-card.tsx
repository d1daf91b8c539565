import type { Organization } from '@varco/shared/organizations/api';
import { useState } from 'react';
import { useVoice } from '../../core/live.tsx';
import { useTexts } from '../../core/texts.ts';
import { Button } from '../../ui/button.tsx';
import { Card, Fact, Facts } from '../../ui/card.tsx';
import { messages } from './messages.ts';

/** Where an organization has its own page of the door; undefined when it has none now. */
export const doorAddress = ({ loginId, ownDoor, active }: Organization): string | undefined =>
  ownDoor && active && loginId !== null ? `${location.origin}/sign-in?organization=${encodeURIComponent(loginId)}` : undefined;

/** The organization's own sign-in address, or why it has none (requirements D3, R1.43). */
export function DoorCard({ organization }: { readonly organization: Organization }) {
  const t = useTexts(messages);
  const voice = useVoice();
  const [copied, setCopied] = useState<boolean>();
  const address = doorAddress(organization);
  const { ownDoor, active } = organization;
  const copy = () => {
    const written = navigator.clipboard?.writeText(address ?? '') ?? Promise.reject(new Error('no clipboard'));
    written.then(
      () => {
        setCopied(true);
        voice.say(t.doorCopied);
      },
      () => setCopied(false),
    );
  };
  return (
    <Card
      title={t.ownDoor}
      act={
        address !== undefined && (
          <Button small onClick={copy}>
            {t.doorCopy}
          </Button>
        )
      }
    >
      <Facts>
        <Fact label={t.doorAddress}>
          {address === undefined ? (
            !ownDoor ? (
              t.doorOff
            ) : active ? (
              t.doorWithoutId
            ) : (
              t.doorWhileOff
            )
          ) : (
            <>
              <code>{address}</code> <span className="v-second">{t.doorAddressText}</span>
            </>
          )}
        </Fact>
      </Facts>
      {copied !== undefined && <p>{copied ? t.doorCopied : t.doorNotCopied}</p>}
    </Card>
  );
}
