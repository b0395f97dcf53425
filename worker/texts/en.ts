import type { Words } from './words.ts'

export const en: Words = {
  titles: { product: 'Goes well with this', cart: 'Goes well with your cart' },
  intents: {
    upgrade: 'Worth the upgrade',
    downgrade: 'Costs less',
    related: 'Similar items',
    replenish: 'Time for more?',
  },
  texts: {
    add: 'Add to cart',
    adding: 'Adding…',
    added: 'Added',
    failed: 'Could not be added. Try again.',
    add_label: 'Add {title} to cart',
    from: 'from {price}',
  },
  share: 'About 1 in {n} buyers also took it',
  most: 'Most buyers also took it',
  half: 'Every other buyer also took it',
  reasons: {
    pinned: 'Chosen by the shop',
    relation: 'Recommended by the shop',
    mined: 'Often bought together',
    similar: 'Often bought with similar items',
    generalised: 'The shop suggests it with items like this',
    category: 'Often bought with items like these',
    bestseller: 'A favourite in this shop',
  },
  switched: {
    share: 'About 1 in {n} who had this one later chose it',
    most: 'Most who had this one later chose it',
    half: 'Every other buyer of this one later chose it',
    some: 'Some who had this one later chose it',
  },
  alike: 'Of the same kind',
  gains: {
    count: '{to} pieces rather than {from}',
    measure: '{to} {unit} rather than {from}',
    rather: '{to} rather than {from}',
    also: 'with {to}',
    less_per_piece: '{percent} % less per piece',
    less_per_unit: '{percent} % less per {unit}',
    dearer: '{price} more',
    cheaper: '{price} less',
  },
}
