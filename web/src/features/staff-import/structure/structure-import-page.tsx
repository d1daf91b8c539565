import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTexts } from '../../../core/texts.ts';
import { Page } from '../../../ui/page.tsx';
import { QueryFault } from '../../../ui/problem.tsx';
import { FileStep } from '../file-step.tsx';
import { messages } from '../messages.ts';
import { Steps } from '../steps.tsx';
import { structureMessages } from './messages.ts';
import { structureImportQuery, uploadStructure } from './queries.ts';
import { StructureColumns } from './structure-columns.tsx';
import { StructureResult, StructureTrial } from './structure-trial.tsx';

const route = getRouteApi('/structure/import');

/** From a file to departments, units and placements, one step at a time; the step is in the address, and Back returns to it. */
export default function StructureImportPage() {
  const { file } = route.useSearch();
  return file === undefined ? <FirstStep /> : <WithFile key={file} id={file} />;
}

function FirstStep() {
  const s = useTexts(structureMessages);
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  return (
    <Page title={s.title} area={s.structure} path={<Link to="/structure">{s.structure}</Link>} facts={<p>{s.factsFile}</p>}>
      <Steps now="file" />
      <FileStep
        title={s.title}
        label={s.file}
        upload={uploadStructure}
        onUploaded={async (uploaded) => {
          queries.setQueryData(structureImportQuery(uploaded.id).queryKey, uploaded);
          await navigate({ search: { file: uploaded.id, step: 'columns' } });
        }}
        onCancel={() => void navigate({ to: '/structure' })}
      />
    </Page>
  );
}

function WithFile({ id }: { readonly id: string }) {
  const t = useTexts(messages);
  const s = useTexts(structureMessages);
  const { step: wanted } = route.useSearch();
  const { data, error, refetch } = useQuery(structureImportQuery(id));
  // A file that was carried out has one step left, one that was not tried cannot show a trial.
  const step = data?.stage === 'done' ? 'result' : data?.stage === 'uploaded' || wanted === 'columns' ? 'columns' : 'trial';
  const facts = data && { columns: t.factsColumns, trial: t.factsTrial, result: t.factsResult }[step](data.fileName);
  return (
    <Page title={s.title} area={s.structure} path={<Link to="/structure">{s.structure}</Link>} facts={facts && <p>{facts}</p>}>
      <Steps now={step} />
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      {data && step === 'columns' && <StructureColumns file={data} />}
      {data && step === 'trial' && <StructureTrial file={data} />}
      {data && step === 'result' && <StructureResult file={data} />}
    </Page>
  );
}
