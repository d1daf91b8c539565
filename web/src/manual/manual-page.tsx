import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useLanguage, useTexts } from '../core/texts.ts';
import { Card } from '../ui/card.tsx';
import { Note } from '../ui/note.tsx';
import { Page } from '../ui/page.tsx';
import { QueryFault } from '../ui/problem.tsx';
import { messages } from './messages.ts';
import { manualQuery } from './queries.ts';
import { Topic } from './topic.tsx';

/** The manual: the help of every page, collected in one place (requirements R4.17). */
export default function ManualPage() {
  const t = useTexts(messages);
  const language = useLanguage();
  const { data: topics, error, refetch } = useQuery(manualQuery);
  return (
    <Page title={t.title} facts={<p>{t.facts}</p>}>
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      {topics && (
        <div className="v-stack">
          <Card title={t.contents}>
            <ul className="v-contents">
              {topics.map(({ slug, help }) => (
                <li key={slug}>
                  <Link to="/help/$page" params={{ page: slug }}>
                    {help[language].title}
                  </Link>
                </li>
              ))}
            </ul>
          </Card>
          <Note title={t.call}>
            <p>{t.callText}</p>
          </Note>
          {topics.map(({ slug, help }) => (
            <Card key={slug} title={help[language].title}>
              <Topic text={help[language]} level={3} />
            </Card>
          ))}
        </div>
      )}
    </Page>
  );
}
