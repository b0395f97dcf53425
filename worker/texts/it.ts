import type { Words } from './words.ts'

export const it: Words = {
  titles: { product: 'Si abbina bene a questo', cart: 'Si abbina bene al tuo carrello' },
  intents: {
    upgrade: 'Un gradino più su',
    downgrade: 'Costa meno',
    related: 'Articoli simili',
    replenish: 'È ora di ricomprarlo?',
  },
  texts: {
    add: 'Aggiungi al carrello',
    adding: 'Aggiunta in corso…',
    added: 'Aggiunto',
    failed: 'Non è stato possibile aggiungerlo. Riprova.',
    add_label: 'Aggiungi {title} al carrello',
    from: 'da {price}',
  },
  share: 'Circa 1 acquirente su {n} lo ha preso',
  most: 'La maggior parte degli acquirenti lo ha preso',
  half: 'Un acquirente su due lo ha preso',
  reasons: {
    pinned: 'Scelto dal negozio',
    relation: 'Consigliato dal negozio',
    mined: 'Spesso acquistati insieme',
    similar: 'Spesso acquistato con articoli simili',
    generalised: 'Il negozio lo consiglia con articoli come questo',
    category: 'Spesso acquistato con articoli di questo tipo',
    bestseller: 'Tra i preferiti del negozio',
  },
  switched: {
    share: 'Circa 1 su {n} di chi aveva questo ha poi scelto quello',
    most: 'La maggior parte di chi aveva questo ha poi scelto quello',
    half: 'Uno su due di chi aveva questo ha poi scelto quello',
    some: 'Alcuni che avevano questo hanno poi scelto quello',
  },
  alike: 'Dello stesso tipo',
  gains: {
    count: '{to} pezzi invece di {from}',
    measure: '{to} {unit} invece di {from}',
    rather: '{to} invece di {from}',
    also: 'con {to}',
    less_per_piece: '{percent} % in meno al pezzo',
    less_per_unit: '{percent} % in meno per {unit}',
    dearer: '{price} in più',
    cheaper: '{price} in meno',
  },
}
