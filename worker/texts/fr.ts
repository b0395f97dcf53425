import type { Words } from './words.ts'

export const fr: Words = {
  titles: { product: 'Va bien avec cet article', cart: 'Va bien avec votre panier' },
  intents: {
    upgrade: 'Un cran au-dessus',
    downgrade: 'Moins cher',
    related: 'Articles similaires',
    replenish: 'Bientôt à racheter ?',
  },
  texts: {
    add: 'Ajouter au panier',
    adding: 'Ajout…',
    added: 'Ajouté',
    failed: "L'ajout a échoué. Réessayez.",
    add_label: 'Ajouter {title} au panier',
    from: 'à partir de {price}',
  },
  share: 'Environ 1 acheteur sur {n} l’a pris aussi',
  most: 'La plupart des acheteurs l’ont pris aussi',
  half: 'Un acheteur sur deux l’a pris aussi',
  reasons: {
    pinned: 'Choisi par la boutique',
    relation: 'Recommandé par la boutique',
    mined: 'Souvent achetés ensemble',
    similar: 'Souvent acheté avec des articles similaires',
    generalised: 'Conseillé par la boutique avec ce type d’article',
    category: 'Souvent acheté avec ce genre d’articles',
    bestseller: 'Apprécié dans cette boutique',
  },
  switched: {
    share: 'Environ 1 sur {n} de ceux qui avaient celui-ci l’a choisi ensuite',
    most: 'La plupart de ceux qui avaient celui-ci l’ont choisi ensuite',
    half: 'Un sur deux de ceux qui avaient celui-ci l’a choisi ensuite',
    some: 'Certains qui avaient celui-ci l’ont choisi ensuite',
  },
  alike: 'Du même genre',
  gains: {
    count: '{to} pièces au lieu de {from}',
    measure: '{to} {unit} au lieu de {from}',
    rather: '{to} au lieu de {from}',
    also: 'avec {to}',
    less_per_piece: '{percent} % de moins par pièce',
    less_per_unit: '{percent} % de moins par {unit}',
    dearer: '{price} de plus',
    cheaper: '{price} de moins',
  },
}
