import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Module } from '@varco/shared/application-settings/api';
import { useState } from 'react';
import { functionsQuery } from '../../../core/functions.ts';
import { mayDo, useMe } from '../../../core/me.ts';
import { nameIn } from '../../../core/names.ts';
import { useLanguage, useTexts } from '../../../core/texts.ts';
import { Button, looks } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Confirm } from '../../../ui/dialog.tsx';
import { useFaultsOf } from '../../../ui/faults.ts';
import type { Fault } from '../../../ui/form.tsx';
import { Note } from '../../../ui/note.tsx';
import { Page } from '../../../ui/page.tsx';
import { State } from '../../../ui/state.tsx';
import { messages } from '../messages.ts';
import { modulesQuery, switchModule } from '../queries.ts';

/** The modules, each with its switch and the way to what holds for everybody (requirements R1.39). */
export default function ModulesPage() {
  const t = useTexts(messages).modules;
  const me = useMe();
  const language = useLanguage();
  const queries = useQueryClient();
  const faultsOf = useFaultsOf();
  const { data } = useSuspenseQuery(modulesQuery);
  const [done, setDone] = useState<Module>();
  const [asked, setAsked] = useState<Module>();
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const maySwitch = mayDo(me, 'modify', 'applications');
  const switching = useMutation({
    mutationFn: (to: Module) => switchModule(to),
    onSuccess: async (_, to) => {
      setAsked(undefined);
      setFaults([]);
      await Promise.all(
        [['settings'], functionsQuery.queryKey, ['applications'], ['access-log']].map((queryKey) =>
          queries.invalidateQueries({ queryKey }),
        ),
      );
      setDone(to);
    },
    onError: (error) => setFaults(faultsOf(error)),
  });
  const turn = (module: Module) => {
    setDone(undefined);
    setFaults([]);
    if (module.active) setAsked(module);
    else switching.mutate({ ...module, active: true });
  };
  return (
    <Page title={t.title} facts={<p>{t.facts}</p>}>
      {done && (
        <Note
          key={`${done.code} ${done.active}`}
          tone="ok"
          title={(done.active ? t.switchedOn : t.switchedOff)(nameIn(language, done))}
          takeFocus
        >
          <p>{done.active ? t.switchedOnText : t.switchedOffText}</p>
        </Note>
      )}
      {asked === undefined && faults.map(({ text }) => <Note key={text} tone="bad" title={text} takeFocus />)}
      <div className="v-stack">
        <Note title={t.what}>
          <p>{t.whatText}</p>
          {!maySwitch && <p>{t.installation}</p>}
        </Note>
        <section aria-label={t.modules} className="v-cards">
          {data.modules.map((module) => (
            <ModuleCard key={module.code} module={module} busy={switching.isPending} maySwitch={maySwitch} onSwitch={() => turn(module)} />
          ))}
        </section>
        <Card title={t.others}>
          {data.others.length === 0 ? (
            <p>{t.othersNone}</p>
          ) : (
            <ul className="v-reasons">
              {data.others.map((one) => (
                <li key={one.code}>
                  <Link to="/settings/modules/$code" params={{ code: one.code }}>
                    {t.settingsOf(nameIn(language, one))}
                  </Link>
                </li>
              ))}
            </ul>
          )}
        </Card>
      </div>
      {asked && (
        <Confirm
          title={t.askTitle(nameIn(language, asked))}
          act={t.askAct(nameIn(language, asked))}
          busy={switching.isPending}
          faults={faults}
          onConfirm={() => switching.mutate({ ...asked, active: false })}
          onCancel={() => setAsked(undefined)}
        >
          <p>{t.askText}</p>
          <p>{t.askStays}</p>
        </Confirm>
      )}
    </Page>
  );
}

function ModuleCard({
  module,
  busy,
  maySwitch,
  onSwitch,
}: {
  readonly module: Module;
  readonly busy: boolean;
  readonly maySwitch: boolean;
  readonly onSwitch: () => void;
}) {
  const t = useTexts(messages).modules;
  const me = useMe();
  const language = useLanguage();
  const name = nameIn(language, module);
  return (
    <Card
      title={name}
      act={
        maySwitch && (
          <Button small busy={busy} aria-label={(module.active ? t.switchOffOf : t.switchOnOf)(name)} onClick={onSwitch}>
            {module.active ? t.switchOff : t.switchOn}
          </Button>
        )
      }
    >
      <p>
        <State mark={module.active ? 'ok' : 'quiet'}>{module.active ? t.on : t.off}</State>
      </p>
      <div className="v-card__foot v-unit__acts">
        {module.active && (
          <Link to="/settings/modules/$code" params={{ code: module.code }} className={looks.plain} aria-label={t.settingsOf(name)}>
            {t.settings}
          </Link>
        )}
        {mayDo(me, 'search', 'applications') && (
          <Link to="/applications/$id" params={{ id: module.id }} className={looks.plain} aria-label={t.programOf(name)}>
            {t.program}
          </Link>
        )}
      </div>
    </Card>
  );
}
