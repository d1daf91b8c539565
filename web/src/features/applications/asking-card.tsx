import type { Application } from '@varco/shared/applications/api';
import { useMe } from '../../core/me.ts';
import { useTexts } from '../../core/texts.ts';
import { Card, Fact, Facts } from '../../ui/card.tsx';
import { messages } from './messages.ts';

/** Where the application asks, and a question that can be tried from a terminal. */
export function AskingCard({ application }: { readonly application: Application }) {
  const t = useTexts(messages);
  const me = useMe();
  const { origin } = location;
  const [first] = application.functions;
  const type = first?.name.slice(application.code.length + 1) ?? 'files';
  const question = {
    subject: { type: 'user', id: t.exampleUser },
    action: { name: first?.actions[0]?.name ?? 'search' },
    resource: { type, id: '2026-118', properties: { organization: application.organizations[0]?.id ?? me.organization.id } },
  };
  const command = [
    `curl ${origin}/access/v1/evaluation \\`,
    `  -H "Authorization: Bearer ${t.keyVariable}" \\`,
    "  -H 'Content-Type: application/json' \\",
    `  -d '${JSON.stringify(question)}'`,
  ].join('\n');
  return (
    <Card title={t.asking}>
      <div className="v-stack">
        <p>{t.askingText}</p>
        <Facts>
          <Fact label={t.address}>{`${origin}/access/v1/evaluation`}</Fact>
          <Fact label={t.metadata}>
            <a href="/.well-known/authzen-configuration">{`${origin}/.well-known/authzen-configuration`}</a>
          </Fact>
        </Facts>
        <figure className="v-command">
          <figcaption>{t.exampleRequest}</figcaption>
          <pre>
            <code>{command}</code>
          </pre>
        </figure>
        <p className="v-field__hint">{t.exampleNeeds}</p>
      </div>
    </Card>
  );
}
