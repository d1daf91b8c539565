import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { StaffImport } from '@varco/shared/staff-import/api';
import { useTexts } from '../../core/texts.ts';
import { Page } from '../../ui/page.tsx';
import { QueryFault } from '../../ui/problem.tsx';
import type { Step } from './address.ts';
import { ColumnsStep } from './columns-step.tsx';
import { FileStep } from './file-step.tsx';
import { messages } from './messages.ts';
import { importQuery, uploadList } from './queries.ts';
import { ResultStep } from './result-step.tsx';
import { Steps } from './steps.tsx';
import { TrialStep } from './trial-step.tsx';

const route = getRouteApi('/users/import');

/** From a staff list to users, one step at a time; the step is in the address, and Back returns to it. */
export default function ImportPage() {
  const { file } = route.useSearch();
  return file === undefined ? <FirstStep /> : <WithFile key={file} id={file} />;
}

function FirstStep() {
  const t = useTexts(messages);
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  return (
    <Page title={t.title} area={t.users} path={<Link to="/users">{t.users}</Link>} facts={<p>{t.factsFile}</p>}>
      <Steps now="file" />
      <FileStep
        title={t.title}
        label={t.file}
        upload={uploadList}
        onUploaded={async (uploaded) => {
          queries.setQueryData(importQuery(uploaded.id).queryKey, uploaded);
          await navigate({ search: { file: uploaded.id, step: 'columns' } });
        }}
        onCancel={() => void navigate({ to: '/users' })}
      />
    </Page>
  );
}

/** A file that was carried out has one step left, one that was not tried cannot show a trial. */
function stepOf(file: StaffImport, wanted: Step | undefined): Step {
  if (file.stage === 'done') return 'result';
  if (file.stage === 'uploaded' || wanted === 'columns') return 'columns';
  return 'trial';
}

function WithFile({ id }: { readonly id: string }) {
  const t = useTexts(messages);
  const { step: wanted } = route.useSearch();
  const { data, error, refetch } = useQuery(importQuery(id));
  const step = data && stepOf(data, wanted);
  const facts = data && { columns: t.factsColumns, trial: t.factsTrial, result: t.factsResult }[step ?? 'columns'](data.fileName);
  return (
    <Page title={t.title} area={t.users} path={<Link to="/users">{t.users}</Link>} facts={facts && <p>{facts}</p>}>
      <Steps now={step ?? 'columns'} />
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      {data && step === 'columns' && <ColumnsStep file={data} />}
      {data && step === 'trial' && <TrialStep file={data} />}
      {data && step === 'result' && <ResultStep file={data} />}
    </Page>
  );
}
