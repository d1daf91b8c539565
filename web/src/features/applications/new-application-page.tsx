import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTexts } from '../../core/texts.ts';
import { Page } from '../../ui/page.tsx';
import { QueryFault } from '../../ui/problem.tsx';
import { ApplicationForm } from './application-form.tsx';
import { messages } from './messages.ts';
import { applicationsQuery } from './queries.ts';

/** Registers an application (requirements R2.1). */
export default function NewApplicationPage() {
  const t = useTexts(messages);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(applicationsQuery);
  return (
    <Page title={t.newTitle} area={t.title} path={<Link to="/applications">{t.title}</Link>} facts={<p>{t.newFacts}</p>}>
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      {data && (
        <ApplicationForm
          organizations={data.organizations}
          label={t.newTitle}
          submit={t.submit}
          onSaved={(id) => {
            void queries.invalidateQueries({ queryKey: ['applications'] });
            void navigate({ to: '/applications/$id', params: { id }, search: { created: 'yes' }, replace: true });
          }}
          onCancel={() => void navigate({ to: '/applications' })}
        />
      )}
    </Page>
  );
}
