import type { enOperator } from '../en/operator.ts'

/** Texts of the operator's page, in German. */
export const deOperator: typeof enOperator = {
  operator: {
    title: 'Betreiber',
    lead: 'Alle Shops dieser Installation. Was in einem Shop ist, gehört dem Händler.',
    token: 'Betreiber-Token',
    token_hint:
      'Der ADMIN_TOKEN dieser Installation. Er bleibt nur, bis diese Seite geschlossen oder neu geladen wird.',
    enter: 'Anmelden',
    wrong_token: 'Das ist nicht der Betreiber-Token.',
    shops: 'Shops',
    search: 'Nach Name oder Nummer suchen',
    none: 'Kein Shop passt dazu.',
    more: (n) => `${n} weitere Shops passen. Suchen Sie nach ihrem Namen.`,
    shop: 'Shop',
    last_import: 'Letzter Import',
    last_event: 'Letztes Ereignis',
    model: 'Modell',
    alerts: 'Warnungen',
    failed: 'Gescheiterte Aufträge',
    waiting: 'Wartende Aufträge',
    acts: 'Aktionen',
    paused: 'Angehalten',
    pause: 'Anhalten',
    resume: 'Fortsetzen',
    link: 'Anmeldelink',
    link_for: (name) => `Anmeldelink für den Inhaber von ${name}`,
    link_note:
      'Er gilt einmal, innerhalb von 15 Minuten, und wird nur jetzt gezeigt. Geben Sie ihn dem Inhaber.',
    delete: 'Löschen',
    delete_sure: (name) => `${name} löschen?`,
    delete_what:
      'Alles im Shop wird gelöscht: Katalog, Bestellungen, Ergebnisse, Mitglieder und Schlüssel. Seine Panels sind sofort leer. Nichts bringt ihn zurück.',
    type_name: (name) => `Tippen Sie den Namen des Shops: ${name}`,
    deleted: (name) => `${name} wird gelöscht. In einer Minute sind alle Daten weg.`,
    open: 'Shop eröffnen',
    open_lead: 'Sie bekommen einen Anmeldelink für den Inhaber, der alles Weitere in der Konsole tut.',
  },
}
