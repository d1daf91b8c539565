import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Organization } from '@varco/shared/organizations/api';
import { type DoorLook, LOGO } from '@varco/shared/organizations/door-look';
import { issueSentence } from '@varco/shared/problem-messages';
import { useEffect, useState } from 'react';
import { isRefusal } from '../../../core/http.ts';
import { useLanguage, useTexts } from '../../../core/texts.ts';
import { useUnsaved } from '../../../core/unsaved.ts';
import { Button } from '../../../ui/button.tsx';
import { Card, Fact, Facts } from '../../../ui/card.tsx';
import { useFaultsOf } from '../../../ui/faults.ts';
import { controlId, Field, TextField } from '../../../ui/field.tsx';
import { type Fault, Form, faultOf } from '../../../ui/form.tsx';
import { Note } from '../../../ui/note.tsx';
import { QueryFault } from '../../../ui/problem.tsx';
import { words } from '../../../ui/words.ts';
import { doorAddress } from '../door-card.tsx';
import { messages } from '../messages.ts';
import { doorLookQuery, saveDoorLook } from '../queries.ts';

/** The colour and the logo of the page before signing in, and where they are seen (requirements D3). */
export function DoorLookCard({ organization, mayModify }: { readonly organization: Organization; readonly mayModify: boolean }) {
  const t = useTexts(messages);
  const queries = useQueryClient();
  const { data: look, error, refetch } = useQuery(doorLookQuery);
  const [editing, setEditing] = useState(false);
  const [saved, setSaved] = useState(false);
  if (error) return <QueryFault error={error} retry={() => void refetch()} />;
  if (!look) return null;
  if (editing)
    return (
      <Edit
        look={look}
        onSaved={(next) => {
          queries.setQueryData(doorLookQuery.queryKey, next);
          void queries.invalidateQueries({ queryKey: ['access-log', 'history'] });
          setSaved(true);
          setEditing(false);
        }}
        onCancel={() => setEditing(false)}
      />
    );
  const { bandColor, logo } = look;
  const where = [organization.first && t.lookOfAll, doorAddress(organization) !== undefined && t.lookOfOwn].filter(
    (text) => text !== false,
  );
  return (
    <Card
      title={t.look}
      act={
        mayModify && (
          <Button
            small
            aria-label={t.lookEdit}
            onClick={() => {
              setSaved(false);
              setEditing(true);
            }}
          >
            {t.edit}
          </Button>
        )
      }
    >
      {saved && (
        <Note tone="ok" title={t.lookSaved} takeFocus>
          <p>{t.lookSavedText}</p>
        </Note>
      )}
      <Facts>
        <Fact label={t.bandColor}>{bandColor ?? t.bandColorNone}</Fact>
        <Fact label={t.logo}>
          {logo ? (
            <img
              className="v-logo-shown"
              style={bandColor === null ? undefined : { backgroundColor: bandColor }}
              src={logo.address}
              width={logo.width}
              height={logo.height}
              alt={logo.alternative}
            />
          ) : (
            t.logoNone
          )}
        </Fact>
        {logo && <Fact label={t.alternative}>{logo.alternative}</Fact>}
        <Fact label={t.lookWhere}>{where.length > 0 ? where.join(' ') : t.lookUnseen}</Fact>
      </Facts>
    </Card>
  );
}

const typedOf = ({ bandColor, logo }: DoorLook) => ({ bandColor: bandColor ?? '', alternative: logo?.alternative ?? '', removed: false });

function Edit({
  look,
  onSaved,
  onCancel,
}: {
  readonly look: DoorLook;
  readonly onSaved: (look: DoorLook) => void;
  readonly onCancel: () => void;
}) {
  const t = useTexts(messages);
  const shared = useTexts(words);
  const language = useLanguage();
  const faultsOf = useFaultsOf();
  const [base, setBase] = useState(look);
  const [typed, setTyped] = useState(() => typedOf(look));
  const [file, setFile] = useState<File>();
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const changed = file !== undefined || JSON.stringify(typed) !== JSON.stringify(typedOf(base));
  const forget = useUnsaved(changed);
  const { bandColor, alternative, removed } = typed;
  useEffect(() => document.getElementById(controlId('bandColor'))?.focus(), []);
  const saving = useMutation({
    mutationFn: async () =>
      saveDoorLook({
        version: base.version,
        bandColor: bandColor.trim() === '' ? null : bandColor,
        alternative: alternative.trim() === '' ? null : alternative,
        ...(file ? { logo: await base64(file) } : removed ? { logo: null } : {}),
      }),
    onSuccess: (next) => {
      forget();
      onSaved(next);
    },
    onError: (error) => {
      if (!isRefusal(error, 'request.changed-meanwhile')) return setFaults(faultsOf(error));
      setBase(error.problem.current as DoorLook);
      setFaults([{ text: t.overtaken }]);
    },
  });
  const leave = () => {
    forget();
    onCancel();
  };
  return (
    <Card title={t.look}>
      <Form
        label={t.lookEdit}
        faults={faults}
        submit={shared.save}
        busy={saving.isPending}
        onSubmit={() => {
          if (!changed) return leave();
          // The server would have to be sent all of it before it could say so.
          if (file && file.size > LOGO.bytes) {
            return setFaults([{ field: 'logo', text: issueSentence(language, { field: 'logo', rule: 'logo-too-large' }) }]);
          }
          setFaults([]);
          saving.mutate();
        }}
        onCancel={leave}
      >
        <TextField
          name="bandColor"
          label={t.bandColor}
          optional
          hint={t.bandColorHint}
          fault={faultOf(faults, 'bandColor')}
          value={bandColor}
          autoComplete="off"
          spellCheck={false}
          onType={(text) => setTyped({ ...typed, bandColor: text })}
        />
        <Field
          name="logo"
          label={t.logoFile}
          optional
          hint={base.logo && !removed ? `${t.logoHint} ${t.logoThere}` : t.logoHint}
          fault={faultOf(faults, 'logo')}
        >
          {(control) => (
            <input
              {...control}
              type="file"
              accept="image/png,image/jpeg,image/webp"
              onChange={({ target }) => setFile(target.files?.[0])}
            />
          )}
        </Field>
        {base.logo && !removed && file === undefined && (
          <p>
            <Button small onClick={() => setTyped({ ...typed, alternative: '', removed: true })}>
              {t.logoRemove}
            </Button>
          </p>
        )}
        <TextField
          name="alternative"
          label={t.alternative}
          optional
          hint={t.alternativeHint}
          fault={faultOf(faults, 'alternative')}
          value={alternative}
          autoComplete="off"
          onType={(text) => setTyped({ ...typed, alternative: text })}
        />
      </Form>
    </Card>
  );
}

/** A file as text, for a form that is sent whole. */
async function base64(file: File): Promise<string> {
  const letters = Array.from(new Uint8Array(await file.arrayBuffer()), (byte) => String.fromCharCode(byte));
  return btoa(letters.join(''));
}
