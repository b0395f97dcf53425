import type { enTargets } from '../../en/customers/targets.ts'

/** Texte darüber, was Kunden wahrscheinlich kaufen. */
export const deTargets: typeof enTargets = {
  targets: {
    title: 'Ziellisten',
    lead: 'Wer binnen eines Monats wahrscheinlich was kauft, aus den Käufen aller Kunden. Für eine Mail, eine Anrufliste oder die Wahl eines Angebots.',
    state: 'Bewertung',
    states: {
      none: 'Kunden sind noch nicht bewertet.',
      waiting: 'Die Bewertung wartet auf andere Arbeit.',
      scoring: 'Kunden werden gerade bewertet.',
      ready: 'Alle Kunden sind bewertet.',
      too_few_orders: 'Es gibt zu wenige datierte Bestellungen von Kunden.',
    },
    scored: (customers, at) => `Zuletzt: ${customers} Kunden, ${at}.`,
    error: (buys, family) =>
      `Im letzten Monat davor lagen die Wahrscheinlichkeiten im Mittel über zehn Teile um ${buys} (irgendein Kauf) und ${family} (eine Familie) daneben.`,
    now: 'Jetzt bewerten',
    matrix: 'Alles als CSV laden',
    best: 'Beste Kunden',
    best_lead:
      'Die wahrscheinlichsten Käufer einer Familie. Die Namen sind Kennungen: Wer es ist, weiß nur Ihr eigenes System.',
    family: 'Familie',
    customer: 'Kunde',
    propensity: 'Wahrscheinlichkeit',
    item: 'Wahrscheinlichster Artikel',
    likely: 'Kauft wahrscheinlich als Nächstes',
    not_scored: 'Noch nicht bewertet. Kunden mit datierten Bestellungen werden einmal die Woche bewertet.',
    buys: (share, days) =>
      `Kauft binnen ${days} Tagen irgendetwas mit einer Wahrscheinlichkeit von ${share}.`,
  },
}
