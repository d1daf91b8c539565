import type { Help } from '../../core/help.ts';

/** The help of the organizations that wait for assistance. */
export const help: Help = {
  it: {
    title: 'Assistenza agli enti',
    intro: 'Gli enti che hanno chiesto aiuto e lo hanno concesso, per chi amministra l’installazione.',
    parts: [
      {
        title: 'Entrare',
        steps: [
          'Premi «Entra» accanto all’ente.',
          'Scrivi che cosa vieni a fare: l’ente lo legge, con il tuo nome.',
          'Per uscire premi «Esci dall’ente» nella striscia in alto.',
        ],
        text: [
          'Lavori con i permessi di un amministratore dell’ente, per conto dell’operatore di riferimento della richiesta, e solo finché la richiesta vale. Gli amministratori, le deleghe e le richieste restano agli amministratori dell’ente.',
        ],
      },
      {
        title: 'Altri modi',
        text: [
          'Non ce ne sono: chi amministra l’installazione non può abilitare sé stesso né un altro come lui in un ente non suo, e chi è abilitato in altri enti non può diventare amministratore dell’installazione. Da terminale si può, e il registro lo scrive.',
        ],
      },
    ],
  },
  en: {
    title: 'Assistance to organizations',
    intro: 'The organizations that asked for help and granted it, for whoever administers the installation.',
    parts: [
      {
        title: 'Entering',
        steps: [
          'Press "Enter" beside the organization.',
          'Say what you come to do: the organization reads it, with your name.',
          'To leave press "Leave the organization" in the strip at the top.',
        ],
        text: [
          'You work with the permissions of an administrator of the organization, on behalf of the reference operator of the request, and only as long as the request holds. Administrators, delegations and requests stay with the administrators of the organization.',
        ],
      },
      {
        title: 'Other ways',
        text: [
          'There are none: whoever administers the installation can enable neither themselves nor another such person in an organization that is not theirs, and whoever is enabled in other organizations cannot become an administrator of the installation. At the terminal it can be done, and the log says so.',
        ],
      },
    ],
  },
};
