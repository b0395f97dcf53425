import type { enRefusals } from '../../en/data/refusals.ts'

export const deRefusals: typeof enRefusals = {
  rows: {
    bad_action: 'Das ist keine der Aktionen, die eine Karte haben kann.',
    bad_availability: 'Das ist keine Verfügbarkeit. Schreiben Sie zum Beispiel „auf Lager“.',
    bad_currency: 'Das ist keine Währung. Schreiben Sie zum Beispiel EUR.',
    bad_date: 'Dieses Datum lässt sich nicht lesen. Schreiben Sie es wie 2026-11-22.',
    bad_detail: 'Dieser Wert passt nicht in seine Spalte.',
    bad_item: 'Der Artikel ist nicht vollständig, oder ein Wert ist zu lang.',
    bad_line: 'Diese Zeile einer Bestellung lässt sich nicht lesen.',
    bad_money: 'Dieser Betrag lässt sich nicht lesen. Schreiben Sie ihn wie 49,99.',
    bad_number: 'Diese Zahl lässt sich nicht lesen.',
    bad_prices: 'Diese Preise lassen sich nicht lesen.',
    bad_relation: 'Das ist keine Art von Beziehung.',
    bad_status: 'Dieser Zustand einer Bestellung ist nicht bekannt. Ordnen Sie ihn einem bekannten zu.',
    bad_translations: 'Diese Übersetzungen lassen sich nicht lesen.',
    bad_type: 'Diese Art ist nicht bekannt.',
    bad_yes_no: 'Schreiben Sie hier ja oder nein.',
    broken_row:
      'Die Zeile lässt sich nicht in Zellen teilen, wegen eines Anführungszeichens oder einer Spalte zu viel.',
    cut_off:
      'Die Datei endet in diesem Artikel oder dieser Bestellung, deshalb blieb alles, wie es war. Exportieren Sie sie noch einmal, und laden Sie alles hoch.',
    cut_row: 'Die Datei endet in dieser Zeile. Exportieren Sie sie noch einmal, und laden Sie alles hoch.',
    empty_id: 'Die Nummer des Artikels oder der Bestellung fehlt.',
    future_date: 'Dieses Datum liegt in der Zukunft.',
    long_id: 'Diese Nummer ist zu lang.',
    no_parent: 'Das Produkt dieser Variante ist nicht in der Datei. Exportieren Sie beide zusammen.',
    no_product: 'Die Zeile über dieser Variante ist kein Produkt oder wurde nicht angenommen.',
    no_title: 'Der Artikel hat keinen Namen.',
    no_type: 'Die Art fehlt.',
    order_too_large: 'Die Bestellung hat mehr Zeilen, als aufbewahrt werden.',
    other_currency: 'Der Preis ist in einer anderen Währung als der Shop.',
    scientific_notation:
      'Ein Tabellenprogramm hat diese Nummer gekürzt, etwa zu 1,23E+12. Formatieren Sie die Spalte als Text, und exportieren Sie noch einmal.',
    self_relation: 'Ein Artikel kann nicht mit sich selbst verbunden sein.',
    several_prices:
      'Die Varianten des Artikels haben verschiedene Preise, und diese Zeile nennt einen. Schreiben Sie eine Zeile für jede Variante.',
    too_many_links: 'Die Zeile nennt mehr passende Artikel, als aufbewahrt werden.',
    too_many_waiting:
      'Zu viele Varianten stehen vor ihren Produkten. Sortieren Sie die Datei nach Produkten.',
    unknown_item:
      'Der Katalog hat keinen solchen Artikel. Laden Sie erst den Katalog hoch, oder berichtigen Sie die Nummer.',
  },
}
