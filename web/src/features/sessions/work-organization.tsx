import { useMutation, useQueryClient } from '@tanstack/react-query';
import { fold } from '@varco/shared/identity/folding';
import type { Me, WorkOrganization } from '@varco/shared/sessions/api';
import { useState } from 'react';
import { isRefusal } from '../../core/http.ts';
import { useVoice } from '../../core/live.tsx';
import { useMe } from '../../core/me.ts';
import { useTexts } from '../../core/texts.ts';
import { somethingUnsaved } from '../../core/unsaved.ts';
import { Button } from '../../ui/button.tsx';
import { Card, Fact, Facts } from '../../ui/card.tsx';
import { Dialog } from '../../ui/dialog.tsx';

import { Choices, TextField, Tick } from '../../ui/field.tsx';
import { type Fault, Form, faultOf } from '../../ui/form.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useFaultSentence } from '../../ui/problem.tsx';
import { messages } from './messages.ts';
import { tellOtherTabs } from './other-tabs.ts';
import { chooseOrganization, meQuery } from './queries.ts';
import { UnsavedFirst, useReread } from './work-unit.tsx';

/** With more organizations than this one looks for one's own. */
const MANY = 8;

/** Where the person is a user, for whichever organization he works. */
export const homeOf = (me: Me): WorkOrganization => me.organizations.find(({ home }) => home) ?? me.organization;

/** The organization for which one works, in the band on every screen: a button where there is a choice (requirements D2). */
export function OrganizationMark() {
  const t = useTexts(messages).organizations;
  const { organization, organizations } = useMe();
  const [choosing, setChoosing] = useState(false);
  if (organizations.length < 2) return <span className="v-band__organization">{organization.name}</span>;
  return (
    <>
      <button
        type="button"
        className="v-band__organization v-band__switch"
        aria-haspopup="dialog"
        aria-label={t.changeFrom(organization.name)}
        onClick={() => setChoosing(true)}
      >
        <span>{organization.name}</span>
        <Icon name="down" size={16} />
      </button>
      {choosing && <ChooseOrganization onClose={() => setChoosing(false)} />}
    </>
  );
}

/** The organizations for which one may work, among one's own details; nothing for who works for his own alone. */
export function OrganizationsCard() {
  const t = useTexts(messages).organizations;
  const { organization, organizations } = useMe();
  const [choosing, setChoosing] = useState(false);
  const usual = organizations.find((one) => one.usual);
  if (organizations.length < 2) return null;
  return (
    <Card
      title={t.label}
      act={
        <Button small aria-label={t.changeFrom(organization.name)} onClick={() => setChoosing(true)}>
          {t.change}
        </Button>
      }
    >
      <Facts>
        <Fact label={t.now}>{organization.name}</Fact>
        <Fact label={t.usual}>{usual?.name}</Fact>
      </Facts>
      <p className="v-card__foot v-second">
        {t.cardText} {t.others(organizations.length - 1)}
      </p>
      {choosing && <ChooseOrganization onClose={() => setChoosing(false)} />}
    </Card>
  );
}

/** Asks for which of one's organizations one works from now on. */
function ChooseOrganization({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts(messages).organizations;
  const { organization, organizations } = useMe();
  const voice = useVoice();
  const queries = useQueryClient();
  const reread = useReread();
  const sentence = useFaultSentence();
  const [chosen, setChosen] = useState(organization.id);
  const [usual, setUsual] = useState(false);
  const [filter, setFilter] = useState('');
  const [agreed, setAgreed] = useState(() => !somethingUnsaved());
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const switching = useMutation({
    mutationFn: async ({ id }: WorkOrganization) => {
      await chooseOrganization(id, usual);
      await reread();
    },
    onSuccess: (_, { name }) => {
      tellOtherTabs('unit-chosen');
      onClose();
      voice.say(t.chosen(name));
    },
    onError: (error) => {
      if (!isRefusal(error, 'request.not-found')) return setFaults([{ text: sentence(error) }]);
      setFaults([{ field: 'organization', text: t.gone }]);
      void queries.invalidateQueries({ queryKey: meQuery.queryKey });
    },
  });

  if (!agreed) return <UnsavedFirst onClose={onClose} onAgree={() => setAgreed(true)} words={t} />;
  const wanted = fold(filter);
  const offered = organizations.filter(({ id, name }) => id === chosen || fold(name).includes(wanted));
  const submit = () => {
    setFaults([]);
    const one = organizations.find(({ id }) => id === chosen);
    if (!one || (one.id === organization.id && (!usual || one.usual))) onClose();
    else switching.mutate(one);
  };
  return (
    <Dialog title={t.title} onClose={onClose}>
      <p>{t.text}</p>
      <Form label={t.title} faults={faults} submit={t.choose} busy={switching.isPending} onSubmit={submit} onCancel={onClose}>
        {organizations.length > MANY && (
          <TextField name="organization-filter" type="search" label={t.filter} autoComplete="off" value={filter} onType={setFilter} />
        )}
        <Choices
          name="organization"
          label={t.organization}
          fault={faultOf(faults, 'organization')}
          value={chosen}
          choices={offered.map(({ id, name, home, usual: isUsual }) => ({ value: id, label: name, hint: t.hint(home, isUsual) }))}
          onChoose={setChosen}
        />
        <Tick name="usual" label={t.proposeIt} checked={usual} onTick={setUsual} />
      </Form>
    </Dialog>
  );
}
