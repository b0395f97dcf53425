import type { enExperiments } from '../en/experiments.ts'

const few = (n: number, one: string, other: string) => (n === 1 ? one : other)

export const deExperiments: typeof enExperiments = {
  experiments: {
    title: 'Experimente',
    lead: 'Ein Teil Ihrer Besucher sieht keine Empfehlungen, durch das Los bestimmt. Was beide Gruppen kaufen, zeigt, was die Empfehlungen bewirken. Nur Besucher, die der Zählung zugestimmt haben, nehmen teil.',
    new: 'Messen, was die Empfehlungen bringen',
    name: 'Name',
    usual_name: (page) => `Was bringen Empfehlungen? ${page}`,
    draft: 'Planen',
    plan: 'Plan',
    plan_none: 'Noch gibt es keine Bestellungen, aus denen sich planen lässt.',
    holdout: (share) => `${share} der Besucher sehen keine Empfehlungen: genug für eine dauernde Messung.`,
    halves: (weeks) =>
      `Ihr Shop hat zu wenige Bestellungen für eine kleine Gruppe. Die Hälfte der Besucher sieht keine Empfehlungen, etwa ${weeks} ${few(weeks, 'Woche', 'Wochen')} lang.`,
    never: 'Mit den heutigen Bestellungen wäre auch in zwei Jahren keine Wirkung zu sehen.',
    power: 'Was zu sehen wäre',
    share: 'Sehen keine',
    in_4_weeks: 'Kleinste Wirkung, die in 4 Wochen sichtbar ist',
    for_5: 'Bis eine Wirkung von 5 % sichtbar ist',
    start: 'Beginnen',
    stop: 'Beenden',
    stop_sure: 'Dieses Experiment beenden? Es kann nicht wieder begonnen werden.',
    status: { draft: 'Geplant', running: 'Läuft', stopped: 'Beendet' },
    since: (when) => `seit ${when}`,
    ramp: 'Besucher, die teilnehmen',
    results: 'Ergebnis bisher',
    none: 'Noch kein Experiment.',
    visitors: 'Besucher',
    buyers: 'Käufer',
    orders: 'Bestellungen',
    arm: 'Gruppe',
    arms: { holdout: 'Ohne Empfehlungen', panel: 'Mit Empfehlungen' },
    metric: 'Maß',
    metrics: {
      conversion: 'Besucher, die kaufen',
      revenue: 'Umsatz je Besucher',
      margin: 'Spanne je Besucher',
    },
    effect: 'Unterschied, mit seinem jederzeit gültigen 95-%-Intervall',
    verdict: 'Urteil',
    verdicts: { helps: 'Nützt', harms: 'Schadet', too_early: 'Noch zu früh', not_as_drawn: 'Nicht gültig' },
    too_few: 'Noch gibt es zu wenige Besucher oder Käufer.',
    seen_today: (change) => `Mit den Besuchern von heute wäre eine Änderung ab ± ${change} zu sehen.`,
    not_as_drawn:
      'Die Gruppen haben nicht die Größen, in denen sie gelost wurden; deshalb wird nichts gezeigt: Etwas hindert eine Gruppe daran, gezählt zu werden. Suchen Sie eine Seite, die Panels zwischenspeichert, oder eine Einwilligung, die nur eine Gruppe sieht.',
    weeks: (n) => `${n} ${few(n, 'Woche', 'Wochen')}`,
    beyond: 'mehr als 2 Jahre',
  },
}
