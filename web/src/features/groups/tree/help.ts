import type { Help } from '../../../core/help.ts';

/** The help of the tree of groups. */
export const help: Help = {
  it: {
    title: 'Gruppi',
    intro: 'Insiemi di persone: come è fatto l’ente, chi ha ruoli in più, a chi ci si rivolge.',
    parts: [
      {
        title: 'I tre tipi',
        text: [
          'Organizzativi: disegnano l’ente. Chi è in un gruppo ha i ruoli del gruppo e quelli dei gruppi sotto: la Direzione può fare quello che può fare l’Ufficio, mai il contrario. Hanno responsabili e sede.',
          'Descrittivi: sono organizzativi che servono solo al disegno. Non portano ruoli, nemmeno quelli dei gruppi sotto.',
          'Di sicurezza: aggiungono ruoli a chi vi è messo direttamente, oltre a quelli che ha già. L’albero serve solo a ordinarli. Li vedono solo gli amministratori.',
          'Di condivisione: dicono a chi si rivolge qualcosa. Non danno mai diritti.',
        ],
      },
      {
        title: 'Gruppo e ruolo non sono la stessa cosa',
        text: [
          'Un ruolo dice che cosa si può fare; un gruppo dice chi. Il gruppo porta ruoli, e chi vi entra li ha finché vi è, nei giorni della sua riga.',
        ],
      },
      {
        title: 'Fare l’albero',
        steps: [
          'Scegli il tipo e premi «Nuovo gruppo» per il gruppo più in alto.',
          'Dai tre punti accanto a un gruppo scegli «Nuovo gruppo sotto questo».',
          'Per spostarlo scegli «Modifica o sposta» e cambia «Sotto il gruppo».',
          'Apri il gruppo dal suo nome per mettervi persone e ruoli.',
        ],
      },
      {
        title: 'Con la tastiera',
        text: [
          'Sui nomi le frecce su e giù vanno da un gruppo all’altro, destra apre e sinistra chiude; Inizio e Fine vanno agli estremi.',
        ],
      },
      {
        title: 'Eliminare',
        text: [
          'Un gruppo in cui non c’è nulla viene eliminato. Se vi sono ancora persone, responsabili, ruoli o altri gruppi viene solo tolto da sotto quello che ha sopra; se è già in cima resta dov’è, e te lo diciamo.',
        ],
      },
      {
        title: 'Chi può farlo',
        text: [
          'Serve il permesso «Gruppi». Nessuno dà con un gruppo quello che non ha: aggiungere una persona, dare un ruolo, spostare un gruppo, allungare le date o riattivarlo sono tutti modi di dare. Su di sé, e sugli amministratori, agisce solo un amministratore.',
          'Un albero ha al massimo 20 livelli; un ente, 1.000 gruppi.',
        ],
      },
    ],
  },
  en: {
    title: 'Groups',
    intro: 'Sets of people: how the organization is made, who has further roles, whom one addresses.',
    parts: [
      {
        title: 'The three kinds',
        text: [
          'Organizational: they draw the organization. Whoever is in a group has its roles and those of the groups under it: Management may do what the Office may, never the reverse. They have heads and a site.',
          'Descriptive: organizational ones that only serve the drawing. They carry no roles, nor those of the groups under them.',
          'Security: they add roles for who is put into them directly, besides those they already have. The tree only orders them. Only administrators see them.',
          'Sharing: they say whom something is addressed to. They never give rights.',
        ],
      },
      {
        title: 'A group is not a role',
        text: [
          'A role says what one may do; a group says who. The group carries roles, and whoever enters it has them while they are in it, on the days of their row.',
        ],
      },
      {
        title: 'Making the tree',
        steps: [
          'Choose the kind and press "New group" for the group at the top.',
          'From the three dots beside a group choose "New group under this one".',
          'To move it choose "Edit or move" and change "Under the group".',
          'Open the group by its name to put people and roles into it.',
        ],
      },
      {
        title: 'With the keyboard',
        text: ['On the names the up and down arrows go from group to group, right opens and left closes; Home and End go to the ends.'],
      },
      {
        title: 'Deleting',
        text: [
          'A group with nothing in it is deleted. If there still are people, heads, roles or other groups it is only taken from under the one above it; if it is at the top already it stays, and we say so.',
        ],
      },
      {
        title: 'Who may do it',
        text: [
          'It needs the permission "Groups". Nobody gives by a group what they do not have: adding a person, giving a role, moving a group, making days longer or switching it on again are all ways of giving. Upon oneself, and upon administrators, only an administrator acts.',
          'A tree has at most 20 levels; an organization, 1,000 groups.',
        ],
      },
    ],
  },
};
