/** An answer in which each name is the English one for who reads English, where there is one (requirements R1.13). */
export function named<Answer>(language: string, answer: Answer): Answer {
  if (language !== 'en' || typeof answer !== 'object' || answer === null) return answer;
  if (Array.isArray(answer)) return answer.map((one) => named(language, one)) as Answer;
  const fields = Object.entries(answer).map(([key, value]) => [key, named(language, value)]);
  const { nameEnglish } = answer as { readonly nameEnglish?: unknown };
  const english = typeof nameEnglish === 'string' && nameEnglish !== '' ? { name: nameEnglish } : {};
  return { ...Object.fromEntries(fields), ...english } as Answer;
}
