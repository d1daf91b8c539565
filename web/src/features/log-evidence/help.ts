import type { Help } from '../../core/help.ts';

/** The help of the evidence of the log. */
export const help: Help = {
  it: {
    title: 'Prove del registro',
    intro:
      'Come si verifica il registro degli accessi, come si prende un archivio che si prova da sé e che cosa conservare fuori dal server.',
    parts: [
      {
        title: 'Verificare',
        steps: [
          'Scegli, se lo hai, il file dei punti di controllo conservato altrove, e incolla la chiave pubblica conservata con lui.',
          'Premi «Verifica il registro». Puoi lasciare la pagina: il risultato resta qui.',
          'Leggi la prima riga del risultato, poi fino a quando il registro garantisce e quante righe non sono ancora sigillate.',
        ],
      },
      {
        title: 'Che cosa vogliono dire i risultati',
        text: [
          '«È quello che fu sigillato, e concorda con i punti di controllo conservati altrove» è la prova piena: fino al più recente di quei punti nessuno ha toccato il registro. Ciò che viene dopo concorda con i suoi sigilli.',
          '«Concorda con i suoi sigilli» dice che nessuna riga è cambiata da sola; senza un punto di controllo di fuori non esclude che sia stato rifatto tutto.',
          '«Il confronto non vale» parla del file o della chiave che hai indicato, non del registro.',
          '«NON è quello che fu sigillato» è grave: l’elenco dice che cosa è cambiato, quando e in quale sigillo. Si conserva la pagina, si copia il database e si avvisa chi risponde della sicurezza. Lo ricorda anche la scrivania.',
        ],
      },
      {
        title: 'L’archivio di prova',
        text: [
          'Contiene le righe dei giorni scelti e tutto ciò che le prova. Lo scarica solo chi lo ha chiesto, una volta, entro 24 ore; poi sparisce dal server. Se nel frattempo una persona viene cancellata, gli archivi pronti vengono ritirati, perché ne conterrebbero il nome.',
          'Lo controlla varco-verify, un programma di un solo file per Node.js 20 o più recente, che non ha bisogno del server. Va preso da chi pubblica Varco: nel codice sorgente «npm run verifier» lo scrive in verify/dist.',
          'Si usa così: node varco-verify.mjs archivio.ndjson.gz --against punti-di-controllo.txt --key chiave. Risponde «Tutto concorda», oppure «L’archivio NON è provato» con i motivi, oppure che nessun punto di controllo indicato si è potuto confrontare.',
        ],
      },
      {
        title: 'Che cosa conservare fuori',
        text: [
          'Il punto di controllo più recente, ogni tanto, e una volta la chiave pubblica: dove chi gestisce il server non arriva, per esempio nel protocollo. Nessuno dei due contiene nomi.',
        ],
      },
    ],
  },
  en: {
    title: 'Evidence of the log',
    intro: 'How the access log is verified, how to take an archive that proves itself, and what to keep outside the server.',
    parts: [
      {
        title: 'Verifying',
        steps: [
          'Choose, if you have it, the file of checkpoints kept elsewhere, and paste the public key kept with it.',
          'Press "Verify the log". You may leave the page: the result stays here.',
          'Read the first line of the result, then up to when the log vouches and how many lines are not sealed yet.',
        ],
      },
      {
        title: 'What the results mean',
        text: [
          '"Is what was sealed, and agrees with the checkpoints kept elsewhere" is the full proof: up to the newest of them nobody touched the log. What is later agrees with its seals.',
          '"Agrees with its seals" says that no line changed by itself; without a checkpoint from outside it does not rule out that all of it was made again.',
          '"The comparison counts for nothing" speaks of the file or the key you gave, not of the log.',
          '"Is NOT what was sealed" is grave: the list says what changed, when and in which seal. Keep the page, back up the database and tell whoever answers for security. The desk reminds of it too.',
        ],
      },
      {
        title: 'The evidence archive',
        text: [
          'It holds the lines of the days chosen and all that proves them. Only whoever asked downloads it, once, within 24 hours; then it is gone from the server. If a person is erased meanwhile, archives that are ready are withdrawn, since they would hold the name.',
          'It is checked by varco-verify, a program of one file for Node.js 20 or newer that does not need the server. Take it from whoever publishes Varco: in the source code "npm run verifier" writes it into verify/dist.',
          'It is used like this: node varco-verify.mjs archive.ndjson.gz --against checkpoints.txt --key key. It answers "All of it agrees", or "The archive is NOT proved" with the reasons, or that none of the checkpoints named could be compared.',
        ],
      },
      {
        title: 'What to keep outside',
        text: [
          'The newest checkpoint, from time to time, and once the public key: where those who run the server do not reach, for example in the register of documents. Neither holds names.',
        ],
      },
    ],
  },
};
