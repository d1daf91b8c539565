import type { Help } from '../../../core/help.ts';

/** The help of the making of a role. */
export const help: Help = {
  it: {
    title: 'Nuovo ruolo',
    intro: 'Crea un ruolo e la sua griglia. Basta il nome; il resto si può completare dopo.',
    parts: [
      {
        title: 'Che cosa scrivere',
        text: [
          'Il nome deve essere unico nel servizio, o tra i ruoli di tutto l’ente; maiuscole e accenti non contano. Il ruolo di un servizio vale solo nelle sue unità.',
          '«Per non collocati» è per chi non lavora in un’unità, come un revisore esterno: quel ruolo si può dare solo a loro.',
        ],
      },
      {
        title: 'Riempire la griglia',
        steps: [
          'Scegli una funzione e premi «Aggiungi»: arriva con i livelli proposti, per ogni azione il più stretto.',
          'Allarga o togli, cella per cella o per più righe insieme.',
          'Premi «Crea ruolo». Se qualcosa non va, ogni errore sta accanto alla sua cella.',
        ],
      },
      {
        title: 'Dopo',
        text: ['Un ruolo appena creato non lo ha nessuno. Si dà alle persone dalla loro pagina in «Utenti».'],
      },
    ],
  },
  en: {
    title: 'New role',
    intro: 'Makes a role and its grid. A name is enough; the rest can be completed later.',
    parts: [
      {
        title: 'What to type',
        text: [
          'The name must be the only one in its department, or among the roles of the whole organization; capitals and accents make no difference. A role of a department counts only in its units.',
          '"For people placed nowhere" is for those who work in no unit, such as an outside auditor: that role can be given only to them.',
        ],
      },
      {
        title: 'Filling the grid',
        steps: [
          'Choose a function and press "Add": it comes with the levels proposed, for each action the narrowest.',
          'Widen or take away, cell by cell or for several rows at once.',
          'Press "Create role". If something is wrong, each fault stands beside its cell.',
        ],
      },
      {
        title: 'Afterwards',
        text: ['Nobody has a role that was just made. It is given to people on their page in "Users".'],
      },
    ],
  },
};
