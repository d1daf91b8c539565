import type { Bilingual } from '../language.ts';

/**
 * The two statements of every page's foot, as plain paragraphs: a blank line ends a paragraph, a line that begins with `# ` is a heading,
 * lines that begin with `- ` are a list. `{organization}` becomes the organization's name. An organization may replace them.
 */
export interface Statements {
  readonly accessibility: Bilingual;
  readonly privacy: Bilingual;
}

/** What `{organization}` says until there is one. */
export const someOrganization: Bilingual = { it: "l'ente che usa Varco", en: 'the organization that uses Varco' };

/** The texts used until the organization writes its own: true of this product, and readable with nothing filled in. */
export const defaultStatements: Statements = {
  accessibility: {
    it: `Varco è la porta di accesso alle applicazioni di {organization}. Vogliamo che chiunque possa usarlo, anche con la sola tastiera, con un lettore di schermo, con il testo ingrandito o con i colori del proprio sistema.

# Le norme che seguiamo

Progettiamo e proviamo Varco secondo la norma europea EN 301 549 e le linee guida WCAG 2.2, livelli A e AA, a cui rimandano la legge 9 gennaio 2004, n. 4 e le linee guida dell'AgID.

# Come lo proviamo

- A ogni modifica un controllo automatico esamina le pagine e non ammette violazioni.
- Percorriamo le pagine con la sola tastiera e le guardiamo a 320 pixel di larghezza, con il testo al 200 % e con i colori forzati del sistema.
- Le pagine di accesso funzionano anche senza script.

# Che cosa trovi

- Un collegamento porta subito al contenuto, e i titoli e le zone della pagina hanno un nome.
- Ogni errore dice che cosa non va e come rimediare, in cima alla pagina e accanto al campo.
- Nessuno stato è detto soltanto da un colore.
- Una password si può incollare, mostrare e far scrivere da un programma che le conserva.
- Prima che la sessione si chiuda per inattività un avviso permette di restare, se l'ente non lo ha tolto.

# Limiti noti

Il controllo automatico non vede tutto, e Varco non è stato ancora esaminato da un soggetto indipendente. Se trovi un ostacolo che non abbiamo visto, vogliamo saperlo.

# Segnala un ostacolo

Scrivi a {organization}, ai recapiti pubblicati nel suo sito istituzionale, o a chi amministra gli accessi: indica la pagina, che cosa volevi fare e con quale strumento. Se la risposta non arriva o non ti soddisfa puoi rivolgerti al difensore civico per il digitale presso l'AgID.`,
    en: `Varco is the door to the applications of {organization}. We want everybody to be able to use it, also with the keyboard alone, with a screen reader, with larger text or with the colours of their own system.

# The standards we follow

We design and test Varco by the European standard EN 301 549 and the guidelines WCAG 2.2, levels A and AA, to which Italian law 4 of 9 January 2004 and the AgID guidelines refer.

# How we test it

- At every change an automatic check examines the pages and admits no violation.
- We go through the pages with the keyboard alone, and look at them 320 pixels wide, with text at 200 % and with the forced colours of the system.
- The sign-in pages work without scripts too.

# What you find

- A link leads straight to the content, and headings and areas of the page have names.
- Every error says what is wrong and how to mend it, at the top of the page and beside the field.
- No state is told by a colour alone.
- A password can be pasted, shown, and filled in by a program that keeps it.
- Before the session ends for inactivity a warning lets you stay, unless the organization has removed it.

# Known limits

The automatic check does not see everything, and Varco has not yet been examined by an independent body. If you meet an obstacle we did not see, we want to know.

# Report an obstacle

Write to {organization}, at the addresses on its official site, or to whoever manages sign-in: name the page, what you wanted to do and with which tool. If no answer comes, or it does not satisfy you, in Italy you can turn to the digital ombudsman (difensore civico per il digitale) at AgID.`,
  },
  privacy: {
    it: `Questa informativa (articolo 13 del regolamento UE 2016/679) dice quali dati Varco tratta quando accedi alle applicazioni di {organization}, perché e per quanto tempo.

# Chi tratta i dati

Il titolare del trattamento è {organization}. I recapiti del titolare e del responsabile della protezione dei dati sono pubblicati nel suo sito istituzionale.

# Quali dati e perché

- I dati del tuo utente: nome, cognome, nome utente, periodo in cui puoi accedere. Servono a riconoscerti e a darti ciò che ti spetta.
- La password, conservata solo in una forma da cui non si può risalire al testo.
- Il registro degli accessi: data e ora, esito e motivo di ogni accesso, tentativo e uscita, indirizzo di rete, browser e sistema, e le modifiche fatte agli utenti da chi amministra. Serve a proteggere i dati, a scoprire gli abusi e a ricostruire i fatti.
- Per i nomi che non esistono il registro non conserva il testo scritto, ma solo un'impronta che non permette di leggerlo.

Il trattamento è necessario per obblighi di legge sulla sicurezza e per i compiti di interesse pubblico del titolare (articolo 6, paragrafo 1, lettere c ed e, e articolo 32 del regolamento). Senza questi dati non è possibile accedere.

# Per quanto tempo

- I dati dell'utente restano finché l'utente serve, e poi per il tempo in cui possono servire a capire il registro.
- Le righe del registro non si possono modificare né cancellare una per una, da nessuno. Il periodo di conservazione è quello stabilito dal titolare; questa versione di Varco non le elimina da sola.

# Chi li vede

Vedono i dati le persone autorizzate dal titolare: chi amministra gli utenti e chi controlla gli accessi. Ognuno vede i propri accessi. Varco non manda dati ad altri, non li porta fuori dai server del titolare, non contiene servizi di terzi e non fa profili delle persone.

Dopo alcune password errate l'accesso si ferma da solo, per il tempo stabilito dal titolare: una persona che amministra può sempre sbloccarlo.

# I cookie

Varco usa solo cookie necessari: uno per la sessione, uno per l'accesso in corso, che dura 10 minuti, uno che ricorda per 90 giorni un browser da cui sei già entrato, così chi sbaglia la tua password altrove non ferma te, e uno per la lingua. Se spegni il tasto che elenca i tasti, il browser se ne ricorda.

# I tuoi diritti

Puoi chiedere al titolare di vedere i tuoi dati, correggerli, cancellarli o limitarne l'uso, e puoi opporti al trattamento, nei casi previsti dagli articoli da 15 a 22 del regolamento. Puoi presentare reclamo al Garante per la protezione dei dati personali.`,
    en: `This notice (article 13 of Regulation EU 2016/679) says which data Varco processes when you sign in to the applications of {organization}, why, and for how long.

# Who processes the data

The controller is {organization}. The contacts of the controller and of its data protection officer are on its official site.

# Which data and why

- The data of your user: given name, family name, user name, the period in which you may sign in. They serve to recognize you and to give you what is yours.
- The password, kept only in a form from which the text cannot be found again.
- The access log: date and time, outcome and reason of each sign-in, attempt and sign-out, network address, browser and system, and the changes administrators make to users. It serves to protect data, to discover abuse and to reconstruct facts.
- For names that do not exist the log does not keep the text typed, only a mark from which it cannot be read.

The processing is necessary for legal obligations of security and for the controller's tasks in the public interest (article 6, paragraph 1, letters c and e, and article 32 of the Regulation). Without these data it is not possible to sign in.

# For how long

- The data of a user stay as long as the user is needed, and then for as long as they may serve to understand the log.
- Lines of the log cannot be changed or deleted one by one, by anybody. How long they are kept is decided by the controller; this version of Varco does not remove them by itself.

# Who sees them

The data are seen by people the controller has authorized: those who administer users and those who oversee sign-ins. Everybody sees their own sign-ins. Varco sends no data to others, does not take them away from the controller's servers, contains no services of third parties and makes no profiles of people.

After some wrong passwords sign-in stops by itself, for the time decided by the controller: an administrator can always unlock it.

# Cookies

Varco uses necessary cookies only: one for the session, one for the sign-in in progress, which lasts 10 minutes, one that remembers for 90 days a browser you have already signed in from, so that mistakes made elsewhere with your password do not stop you, and one for the language. If you switch off the key that lists the keys, your browser remembers it.

# Your rights

You can ask the controller to see your data, to have them corrected, deleted or limited in use, and you can object to the processing, in the cases of articles 15 to 22 of the Regulation. You can lodge a complaint with the supervisory authority, in Italy the Garante per la protezione dei dati personali.`,
  },
};
