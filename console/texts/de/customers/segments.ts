import type { enSegments } from '../../en/customers/segments.ts'

export const deSegments: typeof enSegments = {
  segments: {
    title: 'Segmente',
    clusters: 'Cluster Ihrer Kunden',
    clusters_lead:
      'Gefunden danach, wie kürzlich, wie oft und wie teuer sie kaufen, mit jedem Modell neu. Machen Sie einen zum Segment, um ihn für Angebote zu verwenden.',
    clusters_none: (customers) =>
      `Noch keine: Sie brauchen 100 Kunden mit datierten Bestellungen, und ${customers} wurden angesehen.`,
    clusters_later: 'Keine: Ihre Kunden sind sich gleich, oder das nächste Modell findet welche.',
    clusters_of: (share, days, orders, value) =>
      `${share} der Kunden: im Mittel letzter Kauf vor ${days} Tagen, ${orders} Käufe zu ${value}.`,
    clusters_use: 'Zum Segment machen',
    traits: {
      recent: 'vor Kurzem gekauft',
      lapsed: 'lange nicht',
      frequent: 'oft',
      rare: 'selten',
      large: 'teure Käufe',
      small: 'günstige Käufe',
      average: 'durchschnittlich',
    },
    lead: 'Gruppen von Kunden nach dem, was sie gekauft haben und was Sie von ihnen wissen. Angebote richten sich an sie, und sie sind immer aktuell.',
    none: 'Noch keine Segmente.',
    new: 'Neues Segment',
    size: 'Wie viele sind das?',
    of: (members, sampled) => `${members} von ${sampled} zufällig gezogenen Kunden`,
    between: (low, high) => `also ${low} bis ${high} von allen`,
    undecided: (count) => `von ${count} ist es nicht bekannt`,
    overlap: (members, name) => `${members} davon sind in „${name}“`,
    delete_sure: (name) => `„${name}“ löschen? Angebote, die es nennen, werden zurückgehalten.`,
  },
}
