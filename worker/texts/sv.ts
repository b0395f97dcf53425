import type { Words } from './words.ts'

export const sv: Words = {
  titles: { product: 'Passar bra till', cart: 'Passar bra till din varukorg' },
  intents: {
    upgrade: 'Värd att uppgradera till',
    downgrade: 'Kostar mindre',
    related: 'Liknande varor',
    replenish: 'Dags att fylla på?',
  },
  texts: {
    add: 'Lägg i varukorgen',
    adding: 'Läggs till…',
    added: 'Tillagd',
    failed: 'Det gick inte att lägga till. Försök igen.',
    add_label: 'Lägg {title} i varukorgen',
    from: 'från {price}',
  },
  share: 'Ungefär 1 av {n} köpare tog den också',
  most: 'De flesta köpare tog den också',
  half: 'Varannan köpare tog den också',
  reasons: {
    pinned: 'Utvald av butiken',
    relation: 'Rekommenderas av butiken',
    mined: 'Köps ofta tillsammans',
    similar: 'Köps ofta med liknande varor',
    generalised: 'Butiken föreslår den till sådana varor',
    category: 'Köps ofta med sådana varor',
    bestseller: 'Omtyckt i butiken',
  },
  switched: {
    share: 'Ungefär 1 av {n} som hade denna valde senare den',
    most: 'De flesta som hade denna valde senare den',
    half: 'Varannan som hade denna valde senare den',
    some: 'Några som hade denna valde senare den',
  },
  alike: 'Av samma slag',
  gains: {
    count: '{to} delar i stället för {from}',
    measure: '{to} {unit} i stället för {from}',
    rather: '{to} i stället för {from}',
    also: 'med {to}',
    less_per_piece: '{percent} % mindre per styck',
    less_per_unit: '{percent} % mindre per {unit}',
    dearer: '{price} mer',
    cheaper: '{price} mindre',
  },
}
