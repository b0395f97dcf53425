import type { enNonGoods } from '../en/non-goods.ts'

export const deNonGoods: typeof enNonGoods = {
  title: 'Artikel, die nicht wie Ware aussehen',
  lead: 'Sie sehen wie Porto, Versicherung, Tüten oder Dienstleistungen aus. Solange die Regel „Leistungen und Gebühren“ eingeschaltet ist, werden sie nicht empfohlen. Was Sie erlauben, wird ab dem nächsten Modell empfohlen.',
  because: (reasons) => `Wird nicht empfohlen, weil es nicht wie Ware aussieht: ${reasons}.`,
  allowed: 'Sie haben gesagt, dass dieser Artikel Ware ist.',
  is_goods: 'Ist Ware',
  forget: 'Der Prüfung überlassen',
  more: 'Es gibt weitere; sie rücken nach, wenn Sie über diese entscheiden.',
  signals: {
    name: 'der Name ist der einer Gebühr oder Leistung',
    word_in_name: 'ein Wort im Namen',
    type_or_brand: 'Art, Kategorie oder Marke',
    no_page_or_picture: 'es hat keine Seite oder kein Bild, und fast alle anderen haben beides',
    cheap: 'es kostet viel weniger als Ihre anderen Artikel',
    varying_price: 'der Preis ist von Bestellung zu Bestellung anders',
    in_many_orders: 'ein Zehntel aller Bestellungen enthält es',
  },
}
