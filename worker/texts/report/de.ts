import type { ReportWords } from './words.ts'

export const de: ReportWords = {
  shown: '{shown} von {items} Artikeln können gezeigt werden',
  reasons: {
    unpublished: 'nicht veröffentlicht',
    excluded: 'ausgeschlossen',
    non_goods: 'keine Ware',
    gift_card: 'Geschenkkarte',
    out_of_stock: 'ausverkauft',
    price_zero: 'Preis 0',
    no_link: 'kein Link',
    no_picture: 'kein Bild',
  },
  upload: 'Upload',
  dry_run: 'Probelauf',
  status: 'Stand',
  statuses: {
    receiving: 'wird empfangen',
    applying: 'wird übernommen',
    done: 'fertig',
    failed: 'fehlgeschlagen',
  },
  problem: 'Problem',
  mining: 'Empfehlungen',
  mining_states: {
    waiting: 'Berechnung wartet',
    running: 'werden berechnet',
    running_percent: 'werden berechnet, etwa {percent}',
  },
  recognised: 'Erkannt als',
  encoding: 'Zeichensatz',
  rows: 'Zeilen',
  rows_kept: 'Übernommene Zeilen',
  refused: 'Abgelehnte Zeilen oder Zellen',
  left_out: 'Ausgelassene Zeilen',
  dropped: {
    not_goods: 'keine Ware',
    no_item: 'kein Artikel genannt',
    quantity_not_positive: 'Menge nicht über 0',
    not_a_product: 'kein Produkt',
    not_a_line: 'keine Bestellzeile',
    deleted: 'gelöscht',
    store_view: 'Store-Ansicht',
    no_email: 'keine E-Mail-Adresse',
    no_customer: 'weder Kundennummer noch E-Mail-Adresse',
    cancelled: 'storniert',
    refunded: 'erstattet',
    test: 'Test',
    no_line_left: 'keine Zeile übrig',
    cut_off: 'abgeschnitten',
    bad_item: 'unvollständig',
    too_large: 'zu groß',
    unknown_item: 'unbekannter Artikel',
    same_item: 'der Artikel selbst',
    twice: 'doppelt',
  },
  columns_unread: 'Nicht gelesene Spalten',
  dates: 'Daten wie 3/4/2026',
  found: {
    items: 'Gefundene Artikel',
    orders: 'Gefundene Bestellungen',
    relations: 'Gefundene Beziehungen',
    customers: 'Gefundene Kunden',
  },
  new: 'neu',
  changed: 'geändert',
  unchanged: 'unverändert',
  variants: 'Varianten',
  absent: 'Veröffentlichte Artikel, die in der Datei fehlen',
  unpublished: 'nicht mehr veröffentlicht',
  relations: 'Beziehungen im Katalog',
  relations_written: 'neu oder geändert',
  relations_removed: 'nicht mehr angegeben',
  items_named: 'Verschiedene Artikel in den Bestellungen',
  orders_with_two: 'Bestellungen mit mindestens zwei Artikeln',
  first_last: 'Erste und letzte Bestellung',
  no_date: 'ohne Datum',
  totals: {
    given: 'Bestellungen mit Summen',
    add_up: 'gehen auf',
    rounded: 'weichen durch Rundung ab',
    not_add_up: 'gehen nicht auf',
    unreadable: 'mit unlesbaren Beträgen',
    per_line: 'mit Beträgen je Zeile, addiert',
    left_out: 'mit ausgelassenen Beträgen',
    examples: 'zum Beispiel',
  },
  lines: {
    all: 'Bestellzeilen',
    id: 'über die ID gefunden',
    sku: 'über die Artikelnummer gefunden',
    name: 'über den Namen gefunden',
    nothing: 'nicht im Katalog',
  },
  model: {
    model: 'Modell',
    orders: 'Bestellungen im Modell',
    with_two: 'mit mindestens zwei Artikeln',
    pairs: 'Paare in mindestens drei Bestellungen',
    own: 'Artikel mit eigener Liste',
    category: 'mit der Liste ihrer Kategorie',
    best_sellers: 'nur mit Bestsellern',
  },
  next: 'Nächste Schritte',
  tag: 'Fügen Sie dieses Tag in jede Seite des Shops ein',
  advice: {
    many_refused: 'Abgelehnte Zellen oder Zeilen: {n}. {address} nennt sie mit den Gründen.',
    absent_kept:
      'Artikel, die in der Datei fehlen und veröffentlicht bleiben: {n}. Eine abgelehnte Zeile könnte zu einem von ihnen gehören. Berichtigen Sie die abgelehnten Zeilen und senden Sie die Datei noch einmal.',
    confirm_needed:
      'In der Datei fehlen {n} veröffentlichte Artikel. Senden Sie sie mit confirm=1, wenn diese nicht mehr verkauft werden, oder mit partial=1, wenn die Datei nur einen Teil des Katalogs enthält.',
    fields_lost:
      'Keine Zeile nennt, was die meisten veröffentlichten Artikel haben: {fields}. Senden Sie die Datei mit partial=1, wenn sie nur einen Teil des Katalogs enthält, etwa Preise, oder mit confirm=1, wenn die Artikel es verlieren sollen.',
    was_a_trial:
      'Es wurde nichts geschrieben, denn dies war ein Probelauf. Senden Sie die Datei ohne dry_run=1.',
    no_catalogue:
      'Es gibt noch keinen Katalog, deshalb kann keine Bestellzeile einem Artikel zugeordnet werden. Senden Sie ihn mit kind=items.',
    no_orders:
      'Es gibt noch keine Bestellungen, aus denen Empfehlungen abgeleitet werden. Senden Sie sie mit kind=orders. Bis dahin zeigen die Seiten ähnliche Artikel.',
    lines_unmatched:
      '{percent} der Bestellzeilen nennen einen Artikel, der nicht im Katalog steht. Vergleichen Sie die IDs oder Artikelnummern beider Dateien. Bei Artikeln, die nicht mehr verkauft werden, ist nichts zu tun.',
    totals_differ:
      'Bestellungen, deren Summen nicht aufgehen: {n} ({examples}). Zeilen − Rabatt + Versand + Gebühren + Steuer ergibt nicht die Gesamtsumme. Die Beträge bleiben gespeichert, wie sie angegeben sind; Empfehlungen hängen nicht davon ab. Vergleichen Sie eine dieser Bestellungen mit Ihrem Shopsystem.',
    totals_left_out:
      'Bestellungen mit ausgelassenen Beträgen: {n} ({examples}). Die Zeilen einer Bestellung nennen verschiedene Beträge in einer Spalte über die ganze Bestellung, oder der Rabatt ist ein Anteil wie 0,2. Schreiben Sie den Rabatt einer Zeile als Betrag in line_discount.',
    totals_unreadable:
      'Bestellungen mit unlesbaren Beträgen: {n} ({examples}). Diese Zellen gelten als leer. Schreiben Sie Beträge wie 49,99.',
    model_refused: 'Das neue Modell wurde abgelehnt, das bisherige gilt weiter: {reasons}.',
    non_goods:
      'Artikel, die wie Porto, Versicherung, Tüten oder Dienstleistungen aussehen und deshalb nicht gezeigt werden: {n}. {address} nennt sie mit den Gründen, PUT /v1/exclusions erlaubt die, die Ware sind.',
    few_orders:
      'Bestellungen mit mindestens zwei Artikeln: {n}; das ist wenig. Senden Sie auch ältere Bestellungen, oder legen Sie Beziehungen selbst fest (kind=relations).',
    many_pooled:
      '{n} von {of} Artikeln haben zu wenige Bestellungen für eine eigene Liste. Bis dahin gilt die Liste ihrer Kategorie oder die der Bestseller.',
    no_price:
      'Kein Preis gefunden: Die Datei hat keine bekannte Spalte dafür, oder sie ist leer. Die Karten zeigen keinen Preis.',
    no_availability:
      'Weder Bestand noch Verfügbarkeit gefunden, deshalb gilt jeder Artikel als lieferbar. Exportieren Sie diese Spalte, oder verbinden Sie Webhooks.',
    no_link:
      'Kein Link gefunden, deshalb kann kein Artikel gezeigt werden. Exportieren Sie die Adresse der Artikelseite (link).',
    no_picture:
      'Kein Bild gefunden, deshalb kann kein Artikel gezeigt werden. Exportieren Sie die Adresse des Bildes (image_link), oder setzen Sie pictures auf "optional" für Karten ohne Bild.',
    sale_price_zero:
      'Zeilen mit dem Aktionspreis 0: {n}. Das ist keine Preissenkung; es gilt der reguläre Preis.',
    stock_unknown:
      'Varianten, deren Bestand gezählt wird, aber nicht in der Datei steht: {n}. Sie gelten als lieferbar. Exportieren Sie die Mengen (aller Standorte), oder verbinden Sie Webhooks.',
    stock_elsewhere:
      'Artikel, die vorrätig sind, aber mit Menge 0: {n}. Ihr Bestand liegt wohl in einer anderen Quelle. Sie gelten als ausverkauft, bis die Datei deren Menge enthält.',
    no_cart_id:
      'Artikel ohne die Nummer, die der Warenkorb annimmt: {n}. Ihr Knopf führt zum Artikel, oder die Seite ermittelt die Nummer. Verbinden Sie Webhooks, um sie zu erhalten.',
    translation:
      'Zeilen, die Übersetzungen anderer Artikel sind: {n}. Jeder ist ein Artikel mit Texten in mehreren Sprachen.',
    net_price:
      'Zeilen, die nur einen Preis ohne Steuer haben: {n}. Käufer sähen ihn so. Exportieren Sie Bruttopreise, wenn Ihr Shop diese zeigt.',
    link_derived:
      'Links, die nicht in der Datei stehen und aus Namen gebildet wurden: {n}. Öffnen Sie einen davon; ist er falsch, senden Sie die Adressen in einer Spalte link.',
    no_status:
      'Bestellungen ohne Status: {n}. Stornierte sind nicht zu erkennen und zählen mit. Nehmen Sie den Status in den Export auf.',
    dates_assumed:
      'Kein Datum der Datei unterscheidet Tag und Monat; gelesen wurde {order}. Ist das falsch, setzen Sie date_order in einer Zuordnung.',
    dates_mixed:
      'Die Daten der Datei widersprechen sich: Teils steht der Tag vorn, teils der Monat. Gelesen wurde {order}. Exportieren Sie Daten wie 2026-11-22.',
  },
}
