import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { Role, RoleLine } from '@varco/shared/authorization/api';
import type { Visibility } from '@varco/shared/authorization/capabilities';
import { gridWords, nameIn, visibilityNames } from '@varco/shared/authorization/words';
import type { Language } from '@varco/shared/language';
import { given } from '../../../core/address.ts';
import { useFunctions } from '../../../core/functions.ts';
import { isRefusal } from '../../../core/http.ts';
import { useFormat } from '../../../core/me.ts';
import { useLanguage, useTexts } from '../../../core/texts.ts';
import { Card, Empty } from '../../../ui/card.tsx';
import { SelectField, Tick } from '../../../ui/field.tsx';
import { Note } from '../../../ui/note.tsx';
import { Page } from '../../../ui/page.tsx';
import { QueryFault } from '../../../ui/problem.tsx';
import { State } from '../../../ui/state.tsx';
import { Cell, FirstCell, Row, Table } from '../../../ui/table.tsx';
import { words } from '../../../ui/words.ts';
import { ConditionText } from '../role/condition.tsx';
import { GivesNothing } from '../role/gives-nothing.tsx';
import { roleQuery, rolesQuery } from '../role-queries.ts';
import type { CompareAddress } from './address.ts';
import { balance, comparedGrants } from './differences.ts';
import { messages } from './messages.ts';

const route = getRouteApi('/roles/compare');

/** Two roles side by side: what each grants, and in words where they differ (requirements R2.40, R3.58). */
export default function ComparePage() {
  const t = useTexts(messages);
  const address = route.useSearch();
  const { a, b } = address;
  const { data, error, refetch } = useQuery(rolesQuery);
  return (
    <Page title={t.title} area={t.roles} path={<Link to="/roles">{t.roles}</Link>} facts={<p>{t.facts}</p>}>
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      {data && <Choice roles={data.items} address={address} />}
      {a !== undefined && b !== undefined ? (
        <Compared a={a} b={b} only={address.only === 'differences'} />
      ) : (
        <Empty title={t.start}>
          <p>{t.startText}</p>
        </Empty>
      )}
    </Page>
  );
}

function Choice({ roles, address }: { readonly roles: readonly RoleLine[]; readonly address: CompareAddress }) {
  const t = useTexts(messages);
  const language = useLanguage();
  const navigate = route.useNavigate();
  const set = (change: { readonly [K in keyof CompareAddress]?: CompareAddress[K] | undefined }) =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace: true, resetScroll: false });
  const options = roles.map((role) => ({
    value: role.id,
    label: nameIn(language, role),
    group: role.department ? nameIn(language, role.department) : gridWords[language].whole,
  }));
  const choice = (name: 'a' | 'b', label: string) => {
    const chosen = roles.find(({ id }) => id === address[name])?.id;
    return (
      <SelectField
        name={name}
        label={label}
        value={chosen ?? ''}
        options={[...(chosen === undefined ? [{ value: '', label: t.choose, group: '' }] : []), ...options].map(({ group, ...option }) => ({
          ...option,
          ...given('group', group === '' ? undefined : group),
        }))}
        onChoose={(id) => set({ [name]: id === '' ? undefined : id })}
      />
    );
  };
  return (
    <search className="v-filters">
      <div className="v-filters__row">
        <div className="v-filters__search">{choice('a', t.first)}</div>
        <div className="v-filters__search">{choice('b', t.second)}</div>
        <Tick
          name="only"
          label={t.only}
          checked={address.only === 'differences'}
          onTick={(only) => set({ only: only ? 'differences' : undefined })}
        />
      </div>
    </search>
  );
}

function Compared({ a, b, only }: { readonly a: string; readonly b: string; readonly only: boolean }) {
  const t = useTexts(messages);
  const first = useQuery(roleQuery(a));
  const second = useQuery(roleQuery(b));
  const error = first.error ?? second.error;
  if (isRefusal(error, 'request.not-found') || isRefusal(error, 'request.invalid')) return <Note tone="warn" title={t.gone} />;
  if (error) {
    return (
      <QueryFault
        error={error}
        retry={() => {
          void first.refetch();
          void second.refetch();
        }}
      />
    );
  }
  if (!first.data || !second.data) return null;
  return <SideBySide first={first.data} second={second.data} only={only} />;
}

function SideBySide({ first, second, only }: { readonly first: Role; readonly second: Role; readonly only: boolean }) {
  const t = useTexts(messages);
  const format = useFormat();
  const language = useLanguage();
  const functions = useFunctions();
  const grants = comparedGrants(first, second, functions);
  const more = balance(grants);
  const shown = grants.filter(({ comparison }) => !only || comparison !== 'same');
  const [one, other] = namesOf(language, first, second);
  const level = (value: Visibility | undefined) =>
    value ? <strong>{visibilityNames[language][value]}</strong> : <span className="v-grid__nothing">{gridWords[language].none}</span>;
  return (
    <div className="v-stack">
      <Note title={finding(t, more, format.number)}>
        {more.second === 0 && more.first > 0 && <p>{t.within}</p>}
        {more.first === 0 && more.second > 0 && <p>{t.holds}</p>}
      </Note>
      <Card title={t.grants}>
        {grants.length === 0 && <p>{t.noGrants}</p>}
        {grants.length > 0 && shown.length === 0 && <p>{t.nothingDiffers}</p>}
        {shown.length > 0 && (
          <div className="v-list v-compare">
            <Table
              caption={t.grantsCaption}
              columns={[
                { key: 'grant', label: t.grant },
                { key: 'first', label: one },
                { key: 'second', label: other },
                { key: 'comparison', label: t.comparison },
              ]}
            >
              {shown.map((grant) => (
                <Row key={`${grant.capability} ${grant.action}`}>
                  <FirstCell>
                    {functions.what(grant.capability, grant.action)}
                    <GivesNothing standing={functions.standing(grant.capability, grant.action)} />
                  </FirstCell>
                  <Cell label={one}>
                    {level(grant.first)}
                    <ConditionText text={grant.conditions[0]} />
                  </Cell>
                  <Cell label={other}>
                    {level(grant.second)}
                    <ConditionText text={grant.conditions[1]} />
                  </Cell>
                  <Cell label={t.comparison}>
                    <Mark same={grant.comparison === 'same'}>{t.comparisons[grant.comparison]}</Mark>
                  </Cell>
                </Row>
              ))}
            </Table>
          </div>
        )}
      </Card>
      <ComparedFacts first={first} second={second} only={only} />
    </div>
  );
}

function Mark({ same, children }: { readonly same: boolean; readonly children: string }) {
  return <State mark={same ? 'open' : 'change'}>{children}</State>;
}

/** How the two are called: by department too where the name alone does not tell them apart. */
function namesOf(language: Language, ...roles: readonly [Role, Role]): readonly [string, string] {
  const [one, other] = roles.map((role) => nameIn(language, role));
  const full = (role: Role) =>
    `${nameIn(language, role)} (${role.department ? nameIn(language, role.department) : gridWords[language].whole})`;
  return one === other ? [full(roles[0]), full(roles[1])] : [one ?? '', other ?? ''];
}

type Texts = (typeof messages)['it'];

/** What the comparison found, in a sentence. */
function finding(t: Texts, { first, second }: ReturnType<typeof balance>, number: (value: number) => string): string {
  return first === 0 && second === 0 ? t.equal : t.differ(t.actions(first, number(first)), t.actions(second, number(second)));
}

function ComparedFacts({ first, second, only }: { readonly first: Role; readonly second: Role; readonly only: boolean }) {
  const t = useTexts(messages);
  const shared = useTexts(words);
  const format = useFormat();
  const language = useLanguage();
  const facts = [
    { label: t.department, of: (role: Role) => (role.department ? nameIn(language, role.department) : gridWords[language].whole) },
    { label: t.forUnplaced, of: (role: Role) => (role.forUnplaced ? shared.yes : shared.no) },
    { label: t.addresses, of: (role: Role) => (role.addresses.length === 0 ? t.noValue : role.addresses.join(', ')) },
    { label: t.active, of: (role: Role) => (role.active ? shared.yes : shared.no) },
    {
      label: t.description,
      of: (role: Role) => nameIn(language, { name: role.description, nameEnglish: role.descriptionEnglish }) || t.noValue,
    },
    { label: t.people, of: (role: Role) => format.number(role.people) },
  ];
  const shown = facts.filter(({ of }) => !only || of(first) !== of(second));
  const [one, other] = namesOf(language, first, second);
  return (
    <Card title={t.data}>
      {shown.length === 0 ? (
        <p>{t.nothingDiffers}</p>
      ) : (
        <div className="v-list v-compare">
          <Table
            caption={t.dataCaption}
            columns={[
              { key: 'field', label: t.field },
              { key: 'first', label: one },
              { key: 'second', label: other },
              { key: 'comparison', label: t.comparison },
            ]}
          >
            {shown.map(({ label, of }) => (
              <Row key={label}>
                <FirstCell>{label}</FirstCell>
                <Cell label={one}>{of(first)}</Cell>
                <Cell label={other}>{of(second)}</Cell>
                <Cell label={t.comparison}>
                  <Mark same={of(first) === of(second)}>{of(first) === of(second) ? t.same : t.different}</Mark>
                </Cell>
              </Row>
            ))}
          </Table>
        </div>
      )}
    </Card>
  );
}
