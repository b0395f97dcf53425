import type { enPolicy } from '../en/policy.ts'

/** Texte der Seite über die Kontaktregeln. */
export const dePolicy: typeof enPolicy = {
  policy: {
    title: 'Kontaktregeln',
    trial: 'Was sie bewirkt hätten',
    trial_lead:
      'Probiert diese Regeln, gespeichert oder nicht, an den Kontakten der letzten 90 Tage. Nichts wird geändert.',
    trial_run: 'An früheren Kontakten probieren',
    trial_none: (from) => `Seit dem ${from} gab es keine Kontakte.`,
    trial_found: (from, contacts, withheld, moved) =>
      `Von ${contacts} Kontakten seit dem ${from} wären ${withheld} weggefallen und ${moved} zu einer anderen Zeit gemacht worden.`,
    trial_people: (affected, people) => `${affected} von ${people} Kunden hätten weniger bekommen.`,
    trial_limit: (max, days) => `höchstens ${max} in ${days} Tagen`,
    trial_offers: 'Angebote, die verlieren würden',
    trial_offer: 'Angebot',
    trial_contacts: 'Kontakte',
    trial_withheld: 'Weggefallen',
    trial_accepted: 'Davon angenommen',
    lead: 'Wie oft und wann Kunden Angebote bekommen. Die Regeln gelten für alle Kanäle zusammen: Niemand bekommt mehr, weil zwei Programme senden.',
    windows: 'Höchstens so oft',
    windows_lead: 'In beliebigen aufeinanderfolgenden Tagen, nicht nach Kalenderwochen.',
    max: 'Höchstens',
    days: 'In je … Tagen',
    on: 'Auf diesen Kanälen',
    add: 'Grenze hinzufügen',
    rests: 'Pausen nach einer Antwort, in Tagen',
    accepted: 'Nach einer Annahme: das Angebot',
    rejected: 'Nach einer Ablehnung: das Angebot',
    rejected_category: 'Nach einer Ablehnung: seine Kategorie',
    ignored: 'Nach zwei ohne Antwort: das Angebot',
    seen: 'Nachdem es auf Seiten dreimal gesehen wurde',
    times: 'Zeiten',
    quiet_from: 'Ruhe ab',
    quiet_to: 'Ruhe bis',
    quiet_hint: 'Nach der Uhr des Kunden. Zweimal dieselbe Zeit heißt: keine.',
    gap: 'Stunden zwischen zwei Kontakten',
    blackout: 'Tage ohne Kontakte',
    blackout_hint: 'Etwa 2026-12-24, oder 12-24 für jedes Jahr; durch Strichpunkte getrennt.',
    valid: 'Tage, die eine Entscheidung gilt',
    holdout: 'Kunden ohne Kontakte, in Prozent',
    holdout_hint:
      'So viele Kunden, durch das Los bestimmt, bekommen nichts per E-Mail, SMS, Push, Post und Anruf, damit sich messen lässt, was alle Kontakte bringen. 0 bis 20; ohne Angabe 0.',
    without_consent: 'Kanäle, die keine Zustimmung brauchen',
    without_consent_hint: 'Nur wo das Recht es erlaubt.',
  },
}
