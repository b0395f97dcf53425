import type { Words } from './words.ts'

export const de: Words = {
  titles: { product: 'Passt gut dazu', cart: 'Passt gut zu Ihrem Warenkorb' },
  intents: {
    upgrade: 'Das Bessere zum Aufpreis',
    downgrade: 'Günstiger',
    related: 'Ähnliche Artikel',
    replenish: 'Wieder fällig?',
  },
  texts: {
    add: 'In den Warenkorb',
    adding: 'Wird hinzugefügt …',
    added: 'Hinzugefügt',
    failed: 'Das hat nicht geklappt. Bitte noch einmal.',
    add_label: '{title} in den Warenkorb legen',
    from: 'ab {price}',
  },
  share: 'Etwa jeder {n}. Käufer nahm es auch',
  most: 'Die meisten Käufer nahmen es auch',
  half: 'Etwa jeder zweite Käufer nahm es auch',
  reasons: {
    pinned: 'Vom Shop ausgesucht',
    relation: 'Vom Shop empfohlen',
    mined: 'Oft zusammen gekauft',
    similar: 'Oft mit ähnlichen Artikeln gekauft',
    generalised: 'Vom Shop zu solchen Artikeln empfohlen',
    category: 'Oft mit Artikeln dieser Art gekauft',
    bestseller: 'Beliebt in diesem Shop',
  },
  switched: {
    share: 'Etwa jeder {n}., der dies hatte, nahm später das',
    most: 'Die meisten, die dies hatten, nahmen später das',
    half: 'Etwa jeder Zweite, der dies hatte, nahm später das',
    some: 'Manche, die dies hatten, nahmen später das',
  },
  alike: 'Von derselben Art',
  gains: {
    count: '{to} Stück statt {from}',
    measure: '{to} {unit} statt {from}',
    rather: '{to} statt {from}',
    also: 'mit {to}',
    less_per_piece: '{percent} % weniger je Stück',
    less_per_unit: '{percent} % weniger je {unit}',
    dearer: '{price} mehr',
    cheaper: '{price} weniger',
  },
}
