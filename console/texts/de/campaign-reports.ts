import type { enCampaignReports } from '../en/campaign-reports.ts'

/** Texte über Pläne und Ergebnisse von Kampagnen. */
export const deCampaignReports: typeof enCampaignReports = {
  plan: {
    title: 'Der Plan',
    contacts: 'Kontakte',
    cost: 'Kosten, erwartet',
    worth: (goal) => `${goal}, erwartet`,
    control: 'Kontrollgruppe',
    in_words: (audience, eligible, contacts) =>
      `Von ${audience} Kunden der Zielgruppe können ${eligible} ein Angebot bekommen, und ${contacts} werden kontaktiert.`,
    nobody: 'Niemand würde kontaktiert. Unten steht, was dagegen spricht.',
    interval: (low, high) => `95-%-Intervall allein des Zufalls: ${low} bis ${high}`,
    gap: (share) => `Innerhalb dieser Grenzen ist kein Plan um mehr als ${share} besser.`,
    gap_none: 'Innerhalb dieser Grenzen gibt es keinen besseren Plan.',
    gap_unknown: 'Ob es einen besseren Plan gibt, ist nicht bekannt.',
    basis: {
      prior:
        'Noch keine Kampagne mit Kontrollgruppe ist zu Ende. Deshalb wird angenommen, dass ein Kontakt ein Viertel der Annahmen bewirkt und die anderen ohnehin gekauft hätten.',
      average: 'Was ein Kontakt bewirkt, ist der Durchschnitt Ihrer früheren Kampagnen mit Kontrollgruppe.',
      response:
        'Was ein Kontakt bewirkt, ist aus Ihren früheren Kampagnen mit Kontrollgruppe geschätzt: mehr bei Kunden, die öfter antworten.',
      uplift:
        'Was ein Kontakt bewirkt, ist für jede Art von Kunden aus Ihren früheren Kampagnen mit Kontrollgruppe geschätzt.',
    },
    as_of: (when) => `Geprüft am ${when}.`,
    reach: 'Wer erreicht wird',
    in_audience: 'in der Zielgruppe',
    blocked: 'können keines der Angebote bekommen:',
    eligible: 'können ein Angebot bekommen',
    spare: 'werden ausgelassen, weil andere innerhalb der Grenzen mehr bringen',
    held: 'sind die Kontrollgruppe und werden nicht kontaktiert',
    contacted: 'werden kontaktiert',
    overlaps: 'Mitglieder anderer Kampagnen, die laufen oder warten',
    overlap: (n, name) => `${n} sind auch in „${name}“.`,
    overlap_lead:
      'Die Kontaktregeln gelten für alle Kampagnen zusammen; einige davon können also später wegfallen.',
    by_offer: 'Kontakte nach Angebot und Kanal',
    offer: 'Angebot',
    channel: 'Kanal',
    deleted: 'Ein gelöschtes Angebot',
    planner: 'Budget und Grenzen',
    planner_lead: 'Was ein Schritt mehr von jeder Grenze brächte, und was der Plan durch sie verliert.',
    limit: 'Grenze',
    of_limit: (used, limit) => `${used} von ${limit}`,
    of_minimum: (used, least) => `${used}, mindestens ${least}`,
    met: 'Sie ist erfüllt, ohne dass etwas dafür aufgegeben wird.',
    used: 'Benutzt',
    costs: 'Kostet den Plan',
    kinds: {
      budget: 'Budget',
      stock: (offer) => `Kontakte mit „${offer}“`,
      minimum: (segment) => `Mindestens aus „${segment}“`,
    },
    all_days: (channel) => `${channel}, alle Tage zusammen`,
    next_money: (step, worth) => `Die nächsten ${step} brächten ${worth}.`,
    next_contact: (worth) => `Ein weiterer Kontakt brächte ${worth}.`,
    one_fewer: (worth) => `Ein Kunde weniger brächte ${worth}.`,
    not_reached: 'Sie wird nicht erreicht. Mehr davon brächte nichts.',
    nothing: 'nichts',
    no_limits: 'Es wurde keine Grenze gesetzt. Ohne Budget gibt es keine Kurve.',
    curve: (goal) => `${goal} bei anderen Budgets`,
    curve_lead:
      'Der beste Plan für jedes Budget, mit allen anderen Grenzen, wie sie sind. Wo die Linie flach ist, bringt mehr Geld nichts.',
    this_budget: 'Dieses Budget',
    figures: 'Die Zahlen des Bildes',
    control_none: 'Ohne Kontrollgruppe lässt sich nicht sagen, was die Kontakte bewirken.',
    control_shows: (members, effect, when) =>
      `Die Kontrollgruppe von ${members} Kunden würde einen Unterschied ab ${effect} je Kunde in vier von fünf Fällen bis zum ${when} zeigen.`,
    control_unknown:
      'Keiner dieser Kunden hat in ebenso vielen Tagen davor gekauft; daher ist nicht bekannt, was die Kontrollgruppe zeigen kann.',
    control_enough: (effect) => `Der Plan erwartet ${effect} je Kunde; das Ergebnis sollte also klar werden.`,
    control_short: (effect) =>
      `Der Plan erwartet nur ${effect} je Kunde. Das Ergebnis wird wahrscheinlich „noch zu früh“ sein: Eine größere Kontrollgruppe oder mehr Kontakte zeigen kleinere Unterschiede.`,
  },
  outcome: {
    title: 'Ergebnisse',
    none: 'Noch ist nichts gezählt. Ergebnisse werden ab den ersten Kontakten alle sechs Stunden gezählt.',
    as_of: (when) => `Gezählt am ${when}.`,
    decided: 'Entschieden',
    delivered: 'Zugestellt',
    accepted: 'Angenommen',
    rejected: 'Abgelehnt',
    opted_out: 'Zustimmung widerrufen',
    returned: 'Zurückgegebene Stücke',
    cost: 'Kosten der Kontakte',
    too_early: 'Noch zu früh.',
    too_few: 'Ein Vergleich braucht 200 Kunden, die an der Reihe waren, und 25 Käufer in jeder Gruppe.',
    no_control: 'Es gibt keine Kontrollgruppe; daher kann niemand sagen, was die Kontakte bewirkt haben.',
    unclear: (low, high) =>
      `Bisher kann ein Kontakt zwischen ${low} und ${high} Spanne je Kunde gebracht haben. Das schließt ein, dass er nichts gebracht hat.`,
    helps: (value, low, high) =>
      `Die Kontakte bringen ${value} Spanne je Kunde mehr als kein Kontakt (jederzeit gültiges 95-%-Intervall: ${low} bis ${high}).`,
    harms: (value, low, high) =>
      `Wer kontaktiert wurde, bringt ${value} Spanne je Kunde weniger als die Kontrollgruppe (jederzeit gültiges 95-%-Intervall: ${low} bis ${high}).`,
    net: (value, low, high) =>
      `Alle Kontakte zusammen, abzüglich ihrer Kosten: ${value} (${low} bis ${high}).`,
    per_contact: (amount) => `Das sind ${amount} je Kontakt.`,
    per_cost: (amount, unit) => `Je ausgegebene ${unit} kamen ${amount} Spanne herein.`,
    also_contacted: (n) =>
      `${n} dieser Kunden beider Gruppen wurden in denselben Tagen von etwas anderem kontaktiert. Was das bewirkt hat, lässt sich nicht trennen.`,
    groups: 'Kontaktierte und Kontrollgruppe',
    group: 'Gruppe',
    arms: { contact: 'Kontaktiert', control: 'Kontrollgruppe' },
    customers: 'Kunden',
    buyers: 'Käufer',
    orders: 'Bestellungen',
    revenue: 'Umsatz',
    margin: 'Spanne',
    margin_each: 'Spanne je Kunde',
    everybody:
      'Jeder zählt, der an der Reihe war, auch wer dann nicht kontaktiert werden durfte: Sonst wäre der Vergleich nicht gerecht.',
    difference: 'Unterschied zur Kontrollgruppe',
    margin_difference: 'Spanne je Kunde',
    buyers_difference: 'Anteil der Käufer',
    withheld: 'Nicht kontaktiert, als sie an der Reihe waren',
    other_codes: {
      no_value: 'ein Kontakt würde mehr kosten, als er bringt',
      no_budget: 'das Budget war ausgegeben',
      no_stock: 'der Vorrat des Angebots war verbraucht',
    },
  },
}
