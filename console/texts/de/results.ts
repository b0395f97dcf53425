import type { enResults } from '../en/results.ts'

export const deResults: typeof enResults = {
  results: {
    title: 'Ergebnisse',
    lead: 'Was die Empfehlungen gebracht haben, und was Käufer mit ihnen getan haben.',
    compared: 'Zeitraum',
    days: (n) => `Letzte ${n} Tage`,
    own: 'Zwei Daten',
    range: 'Zeitraum',
    from: 'Von',
    to: 'Bis',
    wrong_range:
      'Der Zeitraum endet, bevor er beginnt. Wählen Sie einen früheren ersten oder einen späteren letzten Tag.',
    no_day: 'Wählen Sie einen Tag.',
    ranges: (now, before) => `${now}, neben ebenso vielen Tagen davor: ${before}.`,
    funnel: 'Vom Zeigen zum Kauf',
    by: 'Aufgeteilt nach',
    bys: { placement: 'Seite', intent: 'Art', source: 'Quelle', item: 'Artikel' },
    shown: 'Gezeigt',
    seen: 'Gesehen',
    clicked: 'Angeklickt',
    click_rate: 'Klicks je Ansicht',
    added: 'In den Korb gelegt',
    bought: 'Gekauft',
    revenue: 'Umsatz',
    before: (value) => `davor: ${value}`,
    with_change: (value, change) => `davor: ${value}, ${change}`,
    points: (value, low, high) => `${value} Punkte (${low} bis ${high})`,
    none: 'Noch keine Ereignisse in diesem Zeitraum.',
    csv: 'Als CSV',
    over_time: 'Klicks im Verlauf',
    over_time_lead:
      'Klicks je Ansicht, mit dem 95-%-Intervall: Wo sich zwei Bänder überlappen, kann der Unterschied Zufall sein. Durchgezogene Linien mit gefüllten Punkten sind dieser Zeitraum, gestrichelte mit hohlen Punkten dieselben Tage des Zeitraums davor.',
    earlier: (name) => `${name}, Zeitraum davor`,
    day: 'Ab',
    figures: 'Die Zahlen des Bildes',
    attributed_note:
      'Klicks zeigen, was benutzt wurde, nicht, was bewirkt wurde. Nur die Vergleichsgruppe zeigt, was auch ohne Empfehlungen gekauft worden wäre.',
  },
}
