import type { HelpText } from '../core/help.ts';

/** What a help page says, part by part, under headings of the given level. */
export function Topic({ text, level }: { readonly text: HelpText; readonly level: 2 | 3 }) {
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <div className="v-prose">
      <p>{text.intro}</p>
      {text.parts.map((part) => (
        <section key={part.title} className="v-prose">
          <Heading>{part.title}</Heading>
          {part.text?.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
          {part.steps && (
            <ol>
              {part.steps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
          )}
        </section>
      ))}
    </div>
  );
}
