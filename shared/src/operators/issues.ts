import { type IssueSentence, said } from '../issue-sentence.ts';

/** What is wrong with the operators of a record, and how to mend it. */
export const operatorIssues: Readonly<Record<string, IssueSentence>> = {
  'acting-unit-needed': said(
    'Ora non lavori per nessuna unità operativa. Scegline una in alto, in «Lavori per», o chiedi di essere collocato.',
    'You are not working for any unit at present. Choose one at the top, under "Working for", or ask to be placed in one.',
  ),
  'reference-unit-needed': said('Scegli l’unità operativa dell’operatore di riferimento.', 'Choose the unit of the reference operator.'),
  'unit-not-there': said(
    'Questo ente non ha unità operative. Lascia vuota l’unità.',
    'This organization has no units. Leave the unit empty.',
  ),
  'reference-not-placed': said(
    'Questa persona oggi non è collocata in quell’unità operativa. Scegli un’altra persona o un’altra unità.',
    'This person is not placed in that unit today. Choose another person or another unit.',
  ),
  'reference-oneself-only': said(
    'Senza unità operative l’operatore di riferimento sei tu.',
    'Without units you are the reference operator yourself.',
  ),
  'reference-beyond-level': said(
    'L’unità di riferimento è di un servizio che i tuoi permessi non raggiungono. Scegline una del tuo servizio.',
    'The reference unit is of a department that your permissions do not reach. Choose one of your department.',
  ),
};
