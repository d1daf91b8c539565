import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useLanguage, useTexts } from '../core/texts.ts';
import { NotFoundPage } from '../frame/problem-pages.tsx';
import { Note } from '../ui/note.tsx';
import { Page } from '../ui/page.tsx';
import { QueryFault } from '../ui/problem.tsx';
import { messages } from './messages.ts';
import { manualQuery } from './queries.ts';
import { Topic } from './topic.tsx';

const route = getRouteApi('/help/$page');

/** The help of one page. */
export default function HelpPage() {
  const t = useTexts(messages);
  const language = useLanguage();
  const { page } = route.useParams();
  const { data: topics, error, refetch } = useQuery(manualQuery);
  if (error) {
    return (
      <Page title={t.title}>
        <QueryFault error={error} retry={() => void refetch()} />
      </Page>
    );
  }
  if (!topics) return null;
  const topic = topics.find(({ slug }) => slug === page);
  if (!topic) return <NotFoundPage />;
  const text = topic.help[language];
  return (
    <Page key={page} title={text.title} area={t.title} path={<Link to="/help">{t.title}</Link>}>
      <div className="v-stack">
        <Topic text={text} level={2} />
        <p>
          <Link to="/help">{t.all}</Link>
        </p>
        <Note title={t.call}>
          <p>{t.callText}</p>
        </Note>
      </div>
    </Page>
  );
}
