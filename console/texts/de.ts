import { deCustomers } from './de/customers/customers.ts'
import { deSegments } from './de/customers/segments.ts'
import { deTargets } from './de/customers/targets.ts'
import { deEditor } from './de/editor.ts'
import { deExperiments } from './de/experiments.ts'
import { deOffers } from './de/offers.ts'
import { deOperations } from './de/operations.ts'
import { deOperator } from './de/operator.ts'
import { dePages } from './de/pages.ts'
import { deRelations } from './de/relations.ts'
import { deReports } from './de/reports.ts'
import { deRules } from './de/rules.ts'
import { deUploads } from './de/uploads.ts'
import type { en } from './en.ts'

export const de: typeof en = {
  ...dePages,
  ...deCustomers,
  ...deExperiments,
  ...deOffers,
  ...deSegments,
  ...deOperations,
  ...deOperator,
  ...deRelations,
  ...deReports,
  ...deRules,
  ...deEditor,
  ...deTargets,
  ...deUploads,
  product: 'Pairwell',
  nav: {
    label: 'Seiten',
    menu: 'Menü',
    start: 'Start',
    uploads: 'Daten',
    panels: 'Panels',
    catalogue: 'Katalog',
    rules: 'Regeln',
    simulator: 'Simulator',
    model: 'Modell',
    results: 'Ergebnisse',
    experiments: 'Experimente',
    customers: 'Kunden',
    offers: 'Angebote',
    campaigns: 'Kampagnen',
    accounts: 'Geschäftskunden',
    alerts: 'Warnungen',
    privacy: 'Datenschutz',
    audit: 'Änderungen',
    settings: 'Einstellungen',
    sign_out: 'Abmelden',
  },
  roles: {
    owner: 'Inhaber',
    editor: 'Bearbeiter',
    analyst: 'Leser',
    manager: 'Vertriebsleitung',
    rep: 'Vertrieb',
  },
  common: {
    save: 'Speichern',
    cancel: 'Abbrechen',
    change: 'Ändern',
    close: 'Schließen',
    copy: 'Kopieren',
    copied: 'Kopiert',
    retry: 'Noch einmal versuchen',
    more: 'Mehr zeigen',
    no_more: 'Mehr gibt es nicht.',
    never: 'nie',
    back: 'Zurück',
    none: 'Keine',
    yes: 'Ja',
    no: 'Nein',
    optional: 'freiwillig',
    saved: 'Gespeichert.',
    loading: 'Wird geladen',
    reload: 'Neu laden',
    not_found: 'Diese Seite gibt es nicht.',
    to_start: 'Zur Startseite',
    help: 'Handbuch: diese Seite',
    content: (what) => `Inhalt: ${what}`,
  },
  problems: {
    offline:
      'Der Server antwortet nicht. Prüfen Sie Ihre Verbindung. Nichts, was Sie eingegeben haben, ist verloren.',
    internal:
      'Bei uns ist etwas schiefgegangen. Versuchen Sie es noch einmal; bleibt es dabei, sagen Sie es dem Betreiber.',
    not_permitted: (role) => `Ihre Rolle (${role}) erlaubt das nicht. Fragen Sie einen Inhaber des Shops.`,
    changed_meanwhile:
      'Jemand anders hat Änderungen gespeichert, seit Sie diese Seite geöffnet haben. Ihre Änderungen sind noch da.',
    show_theirs: 'Fremde Fassung zeigen',
    save_over: 'Meine Änderungen auf die fremde Fassung anwenden',
  },
  sign_in: {
    title: 'Anmelden',
    by_link: 'Dieser Link meldet Sie in diesem Browser an, genau einmal.',
    go: 'Anmelden',
    by_passkey: 'Mit Passkey anmelden',
    by_access: (name) => `Bei ${name} anmelden`,
    no_access:
      'Cloudflare Access kennt Sie, aber kein Shop hat ein Mitglied mit Ihrer Adresse. Bitten Sie einen Inhaber, sie einzutragen.',
    access_refused: 'Cloudflare Access hat nicht bestätigt, wer Sie sind. Laden Sie diese Seite neu.',
    no_link: 'Öffnen Sie den Anmeldelink, den Sie bekommen haben. Er gilt einmal, 15 Minuten lang.',
    ask_owner: 'Einen neuen Link gibt Ihnen ein Inhaber Ihres Shops oder wer diesen Server betreibt.',
    unknown_link: 'Dieser Link wurde schon benutzt, ist älter als 15 Minuten oder unvollständig kopiert.',
    too_many_sign_ins: 'Zu viele Versuche von Ihrer Adresse. Warten Sie eine Minute.',
    insecure_address:
      'Die Konsole arbeitet nur über https, damit niemand unterwegs Ihre Sitzung übernehmen kann.',
    passkey_refused: 'Dieser Passkey ist hier nicht bekannt. Melden Sie sich mit einem Link an.',
    passkey_cancelled:
      'Es wurde kein Passkey benutzt. Versuchen Sie es noch einmal oder nehmen Sie einen Link.',
  },
  time: {},
}
