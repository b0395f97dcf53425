import type { enAdvice } from '../en/advice.ts'

export const deAdvice: typeof enAdvice = {
  go: (page) => `Zur Seite ${page}`,
  no_catalogue: 'Es gibt noch keinen Katalog. Laden Sie ihn so hoch, wie Ihr Shopsystem ihn exportiert.',
  prices_hidden: (n, days) =>
    `Artikel, die ohne Preis gezeigt werden: ${n}. Seit ${days} hat nichts sie bestätigt. Laden Sie den Katalog noch einmal hoch, oder lassen Sie ihn regelmäßig abholen.`,
  no_orders:
    'Es gibt noch keine Bestellungen, und Vorschläge entstehen aus dem, was zusammen gekauft wurde. Laden Sie sie hoch.',
  old_orders: (days) =>
    `Die neueste Bestellung ist ${days} alt. Laden Sie neuere hoch, oder verbinden Sie Ihr Shopsystem, damit es sie sendet.`,
  no_model:
    'Aus Ihren Bestellungen ist noch nichts berechnet. Das geschieht von selbst; Sie können es auch anstoßen.',
  models_refused: (n) =>
    `Die letzten ${n} Modelle haben die Prüfung nicht bestanden, deshalb ist das davor noch in Gebrauch. Die Seite Modell zeigt die Gründe. Prüfen Sie, ob Ihre letzte Datei vollständig und vom richtigen Shop war.`,
  non_goods: (n) =>
    `Artikel, die wie Porto, Versicherung, Tüten oder Dienstleistungen aussehen und deshalb nicht gezeigt werden: ${n}. Sehen Sie sie durch, und erlauben Sie, was doch Ware ist.`,
  pairs_held: (n) =>
    `Paare, die innerhalb einer Woche von wenigen Kunden auftauchten: ${n}. Sie werden erst gezeigt, wenn Sie entschieden haben.`,
  feed_failing: (url, attempts, problem) =>
    `Die Datei unter ${url} lässt sich nicht abholen (Versuche hintereinander: ${attempts}). ${problem} Was früher abgeholt wurde, gilt weiter.`,
  hook_refused: (platform, problem) =>
    `Die letzte Nachricht von ${platform} wurde nicht angenommen. ${problem}`,
  unknown_items_asked: (unknown, asked, examples) =>
    `${unknown} von ${asked} Anfragen Ihrer Seiten in den letzten 7 Tagen nennen Artikel, die der Katalog nicht hat, etwa ${examples}. Diese Seiten zeigen nichts. Laden Sie den aktuellen Katalog hoch, oder lassen Sie Ihre Seiten dessen Nummern, SKUs oder GTINs verwenden.`,
  events_refused: (refused, events, reasons) =>
    `${refused} von ${events} Ereignissen der letzten 7 Tage wurden abgelehnt: ${reasons}. Öffnen Sie eine Seite Ihres Shops mit ?pairwell=debug in der Adresse; dann sehen Sie, was sie sendet.`,
  shared_names: (several, shared) =>
    `E-Mail-Adressen oder Kundennummern, die bei mehreren Kunden stehen: ${several} verbinden sie zu einer Person, und ${shared} stehen bei so vielen, dass sie niemanden verbinden. Trennen Sie, wer nicht dieselbe Person ist.`,
  job_failed: (what, job_id, problem) =>
    `${what} Scheitert es noch einmal, nennen Sie dem Betreiber diese Nummer: ${job_id}. Der Grund: ${problem}`,
  unknown_reason: 'Der Grund ist nicht bekannt.',
  imports: {
    many_refused: (n) =>
      `Zellen oder Zeilen, die nicht angenommen werden konnten: ${n}. Sie stehen unten mit den Gründen.`,
    confirm_needed: (n) =>
      `In der Datei fehlen ${n} Artikel, die veröffentlicht sind. Sagen Sie beim Hochladen, ob diese Artikel nicht mehr verkauft werden, oder ob die Datei nur einen Teil des Katalogs enthält.`,
    fields_lost: (fields) =>
      `Keine Zeile der Datei nennt, was die meisten veröffentlichten Artikel haben: ${fields}. Sagen Sie beim Hochladen, ob sie nur einen Teil des Katalogs enthält, etwa Preise, oder ob die Artikel es verlieren sollen.`,
    was_a_trial:
      'Nichts wurde geschrieben, weil die Datei nur geprüft wurde. Laden Sie sie hoch, um sie anzuwenden.',
    no_catalogue:
      'Es gibt noch keinen Katalog, deshalb lässt sich keine Bestellzeile einem Artikel zuordnen. Laden Sie auch den Katalog hoch.',
    no_orders:
      'Es gibt noch keine Bestellungen, und Vorschläge entstehen aus dem, was zusammen gekauft wurde. Laden Sie sie hoch; bis dahin zeigen die Seiten ähnliche Artikel.',
    non_goods: (n) =>
      `Artikel, die wie Porto, Versicherung, Tüten oder Dienstleistungen aussehen und deshalb nicht gezeigt werden: ${n}. Die Seite Katalog nennt sie mit den Gründen; erlauben Sie, was doch Ware ist.`,
    few_orders: (n) =>
      `Bestellungen mit zwei oder mehr Artikeln: ${n}, das sind wenige. Laden Sie auch ältere Bestellungen hoch, oder sagen Sie auf der Seite eines Artikels, was zu ihm passt.`,
    dates_assumed: (order) =>
      `Kein Datum der Datei unterscheidet Tag und Monat; sie wurden als ${order} gelesen. Ist das falsch, wählen Sie die Datei noch einmal aus, öffnen Sie dort „Spalten“, und sagen Sie, welche Zahl der Tag ist.`,
    no_picture:
      'Kein Bild wurde gefunden, deshalb kann kein Artikel gezeigt werden. Exportieren Sie die Adresse des Bildes, oder erlauben Sie auf der Seite Einstellungen Karten ohne Bild.',
  },
  jobs: {
    import: 'Eine Datei konnte nicht vollständig importiert werden. Laden Sie sie noch einmal hoch.',
    feed: 'Eine Datei konnte nicht abgeholt werden. Sie wird zur nächsten Zeit wieder abgeholt.',
    sync: 'Die Produkte und Bestellungen Ihres Shopsystems konnten nicht vollständig abgeholt werden. Öffnen Sie dort die App, und drücken Sie „Alles noch einmal senden“.',
    mine: 'Ein Modell konnte nicht entstehen, deshalb ist das davor noch in Gebrauch. In der nächsten Nacht entsteht ein neues.',
    outside:
      'Ein gesendetes Modell konnte nicht veröffentlicht werden, deshalb ist das davor noch in Gebrauch.',
    tune: 'Eine Abstimmung ist gescheitert, deshalb bleiben die Einstellungen, wie sie sind. Sie wird innerhalb einer Woche wiederholt.',
    score: 'Die Kunden konnten nicht bewertet werden. Das wird mit dem nächsten Modell wiederholt.',
    account:
      'Die Geschäftskunden konnten nicht ausgewertet werden. Das wird in der nächsten Nacht wiederholt.',
    fold: 'Ereignisse sind gespeichert, aber nicht gezählt, deshalb fehlen sie in den Berichten. Das wird jede Stunde wiederholt.',
    learn:
      'Das Lernen aus dem, was Käufer annahmen, ist gescheitert. Es wird in der nächsten Nacht wiederholt.',
    watch:
      'Laufende Experimente konnten nicht auf Schaden geprüft werden. Das wird jede Stunde wiederholt; sehen Sie bis dahin selbst nach.',
    deliver: 'Eine Nachricht an einen Ihrer Webhooks konnte nicht gesendet werden.',
    campaign:
      'Eine Kampagne konnte nicht fortgesetzt werden. Das wird jede Stunde wiederholt, solange sie läuft.',
    trigger:
      'Auslöser konnten nicht fortgesetzt werden, deshalb bekommt niemand deren Angebote. Das wird alle 15 Minuten wiederholt.',
    reseal: 'Die Geheimnisse des Shops konnten nicht neu versiegelt werden. Sie gelten wie bisher.',
    move_shop: 'Der Shop konnte nicht in eine andere Datenbank umziehen. Er arbeitet wie bisher.',
    leave_home: 'Die Zeilen in der Datenbank, in der der Shop vorher war, konnten nicht gelöscht werden.',
    delete_shop: 'Der Shop konnte nicht gelöscht werden.',
  },
}
