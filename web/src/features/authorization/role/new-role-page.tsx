import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTexts } from '../../../core/texts.ts';
import { Page } from '../../../ui/page.tsx';
import { QueryFault } from '../../../ui/problem.tsx';
import { rolesQuery } from '../role-queries.ts';
import { messages } from './messages.ts';
import { RoleForm } from './role-form.tsx';

/** Makes a role with its grants (requirements R2.37, R2.38). */
export default function NewRolePage() {
  const t = useTexts(messages);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(rolesQuery);
  return (
    <Page title={t.newTitle} area={t.roles} path={<Link to="/roles">{t.roles}</Link>} facts={<p>{t.newFacts}</p>}>
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      {data && (
        <RoleForm
          departments={data.departments}
          label={t.newTitle}
          submit={t.create}
          onSaved={(id) => {
            void queries.invalidateQueries({ queryKey: ['roles'] });
            void queries.invalidateQueries({ queryKey: ['access-log', 'history'] });
            void navigate({ to: '/roles/$id', params: { id }, search: { created: 'yes' }, replace: true });
          }}
          onCancel={() => void navigate({ to: '/roles' })}
        />
      )}
    </Page>
  );
}
