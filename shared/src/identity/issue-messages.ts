import type { Bilingual, Language } from '../language.ts';
import type { Issue } from '../problems.ts';

const fixed =
  (sentence: Bilingual) =>
  (language: Language): string =>
    sentence[language];

const expected = (issue: Issue): string | undefined => (typeof issue.expected === 'string' ? issue.expected : undefined);

/** What is wrong with the details of a person, and how to mend it. */
export const personIssues: Readonly<Record<string, (language: Language, issue: Issue) => string>> = {
  'tax-code': fixed({
    it: 'Il codice fiscale ha 16 caratteri, lettere e cifre al loro posto, come RSSMRA80A01H501U; quello provvisorio 11 cifre, zeri iniziali compresi. Copialo dalla tessera sanitaria o dal certificato.',
    en: 'A tax code has 16 characters, letters and figures in their places, such as RSSMRA80A01H501U; a provisional one 11 figures, leading zeros included. Copy it from the health card or the certificate.',
  }),
  'tax-code-check': fixed({
    it: 'Il carattere di controllo del codice fiscale non torna: un carattere è sbagliato. Ricopialo dalla tessera sanitaria.',
    en: 'The check letter of the tax code does not fit: one character is wrong. Copy it again from the health card.',
  }),
  'tax-code-check-figure': fixed({
    it: "L'ultima cifra del codice fiscale provvisorio non torna: una cifra è sbagliata. Ricopialo dal certificato di attribuzione.",
    en: 'The last figure of the provisional tax code does not fit: one figure is wrong. Copy it again from the certificate.',
  }),
  'tax-code-family-name': (language, issue) => {
    const letters = expected(issue);
    return language === 'it'
      ? `Il codice fiscale non è di questo cognome${letters ? `, che comincerebbe con ${letters}` : ''}. Correggi il codice o il cognome.`
      : `The tax code does not belong to this family name${letters ? `, which would begin with ${letters}` : ''}. Correct the code or the family name.`;
  },
  'tax-code-given-name': (language, issue) => {
    const letters = expected(issue);
    return language === 'it'
      ? `Il codice fiscale non è di questo nome${letters ? `, che darebbe ${letters}` : ''}. Correggi il codice o il nome.`
      : `The tax code does not belong to this given name${letters ? `, which would give ${letters}` : ''}. Correct the code or the given name.`;
  },
  'tax-code-birth-date': fixed({
    it: 'Il codice fiscale dice un altro giorno di nascita. Correggi il codice o la data.',
    en: 'The tax code tells another day of birth. Correct the code or the date.',
  }),
  'tax-code-sex': fixed({
    it: "Il codice fiscale dice l'altro sesso. Correggi il codice o il sesso.",
    en: 'The tax code tells the other sex. Correct the code or the sex.',
  }),
  'tax-code-taken': fixed({
    it: 'La persona è già associata a un altro utente. Il codice fiscale è già presente in questo ente: cercala tra gli utenti, anche inattivi.',
    en: 'The person already has another user. This tax code is already taken in this organization: look among the users, inactive ones too.',
  }),
  'email-taken': fixed({
    it: "E-mail già presente: è di un'altra persona di questo ente. Scrivine un'altra.",
    en: 'E-mail address already taken: it belongs to somebody else of this organization. Enter another.',
  }),
  'employee-number-taken': fixed({
    it: "Matricola già presente: è di un'altra persona di questo ente. Controllala.",
    en: 'Employee number already taken: it belongs to somebody else of this organization. Check it.',
  }),
  email: fixed({
    it: "L'e-mail non è completa. Scrivila come nome@ente.it, senza spazi.",
    en: 'The e-mail address is not complete. Enter it like name@example.org, without blanks.',
  }),
  licence: fixed({
    it: 'La licenza è una tra Servizio, Base, Collaboration e Professional. Scegline una.',
    en: 'The licence is one of Service, Base, Collaboration and Professional. Choose one.',
  }),
  'licence-beyond-own': fixed({
    it: 'Non puoi dare una licenza più ampia della tua. Scegline un’altra, o chiedi a un amministratore.',
    en: 'You cannot give a wider licence than your own. Choose another, or ask an administrator.',
  }),
  'guest-licence': fixed({
    it: 'A chi viene da un altro ente si dà Base, Collaboration o Professional. Scegline una.',
    en: 'Who comes from another organization is given Base, Collaboration or Professional. Choose one.',
  }),
  'service-elsewhere': fixed({
    it: 'È un utente di servizio del suo ente, e lo è anche qui. La licenza la cambia il suo ente.',
    en: 'This is a service of its own organization, and so it is here. Its own organization changes the licence.',
  }),
  'person-for-licence': fixed({
    it: "Persona obbligatoria per questa licenza d'uso. Scrivi cognome e nome della persona, o scegli la licenza Servizio.",
    en: 'A person is needed for this licence. Enter the family and given name of the person, or choose the licence Service.',
  }),
  'details-need-person': fixed({
    it: 'Questo dato è di una persona: scrivi anche il nome, o toglilo.',
    en: 'This detail is of a person: enter the given name too, or remove it.',
  }),
  'only-services': fixed({
    it: 'Solo un utente di servizio può non aprire sessioni. Scegli la licenza Servizio, o lascia che acceda.',
    en: 'Only a user of a service may open no session. Choose the licence Service, or let them sign in.',
  }),
  'names-a-service': fixed({
    it: 'Questo nome utente è di un servizio, non di una persona. Togli la riga, o correggi il nome utente.',
    en: 'This user name is of a service, not of a person. Remove the row, or correct the user name.',
  }),
  'person-kind': fixed({
    it: 'Il tipo di persona è uno tra Interno, Cliente, Fornitore, Agente e Ospite. Scegline uno.',
    en: 'The kind of person is one of Internal, Customer, Supplier, Agent and Guest. Choose one.',
  }),
  'birth-date': fixed({
    it: 'La data di nascita è prima del 1900 o dopo oggi. Correggila.',
    en: 'The date of birth is before 1900 or after today. Correct it.',
  }),
};
