import type { Words } from './words.ts'

export const nl: Words = {
  titles: { product: 'Past hier goed bij', cart: 'Past goed bij je winkelwagen' },
  intents: {
    upgrade: 'De betere keuze',
    downgrade: 'Goedkoper',
    related: 'Vergelijkbare artikelen',
    replenish: 'Tijd voor een nieuwe?',
  },
  texts: {
    add: 'In winkelwagen',
    adding: 'Toevoegen…',
    added: 'Toegevoegd',
    failed: 'Toevoegen is niet gelukt. Probeer het opnieuw.',
    add_label: '{title} in winkelwagen leggen',
    from: 'vanaf {price}',
  },
  share: 'Ongeveer 1 op de {n} kopers nam het ook',
  most: 'De meeste kopers namen het ook',
  half: 'Eén op de twee kopers nam het ook',
  reasons: {
    pinned: 'Gekozen door de winkel',
    relation: 'Aanbevolen door de winkel',
    mined: 'Vaak samen gekocht',
    similar: 'Vaak gekocht met vergelijkbare artikelen',
    generalised: 'Door de winkel aangeraden bij dit soort artikelen',
    category: 'Vaak gekocht met dit soort artikelen',
    bestseller: 'Geliefd in deze winkel',
  },
  switched: {
    share: 'Ongeveer 1 op de {n} die deze had koos later die',
    most: 'De meesten die deze hadden kozen later die',
    half: 'Eén op de twee die deze had koos later die',
    some: 'Sommigen die deze hadden kozen later die',
  },
  alike: 'Van dezelfde soort',
  gains: {
    count: '{to} stuks in plaats van {from}',
    measure: '{to} {unit} in plaats van {from}',
    rather: '{to} in plaats van {from}',
    also: 'met {to}',
    less_per_piece: '{percent} % minder per stuk',
    less_per_unit: '{percent} % minder per {unit}',
    dearer: '{price} meer',
    cheaper: '{price} minder',
  },
}
