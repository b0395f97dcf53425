import type { Words } from './words.ts'

export const pl: Words = {
  titles: { product: 'Dobrze do tego pasuje', cart: 'Dobrze pasuje do koszyka' },
  intents: {
    upgrade: 'Warto dopłacić',
    downgrade: 'Taniej',
    related: 'Podobne produkty',
    replenish: 'Czas uzupełnić?',
  },
  texts: {
    add: 'Do koszyka',
    adding: 'Dodawanie…',
    added: 'Dodano',
    failed: 'Nie udało się dodać. Spróbuj ponownie.',
    add_label: 'Dodaj {title} do koszyka',
    from: 'od {price}',
  },
  share: 'Mniej więcej 1 na {n} kupujących też to wziął',
  most: 'Większość kupujących też to wzięła',
  half: 'Co drugi kupujący też to wziął',
  reasons: {
    pinned: 'Wybór sklepu',
    relation: 'Sklep poleca',
    mined: 'Często kupowane razem',
    similar: 'Często kupowane z podobnymi produktami',
    generalised: 'Sklep poleca do takich produktów',
    category: 'Często kupowane z takimi produktami',
    bestseller: 'Lubiane w tym sklepie',
  },
  switched: {
    share: 'Mniej więcej 1 na {n} mających ten produkt wybrał potem tamten',
    most: 'Większość mających ten produkt wybrała potem tamten',
    half: 'Co drugi mający ten produkt wybrał potem tamten',
    some: 'Niektórzy mający ten produkt wybrali potem tamten',
  },
  alike: 'Tego samego rodzaju',
  gains: {
    count: '{to} szt. zamiast {from}',
    measure: '{to} {unit} zamiast {from}',
    rather: '{to} zamiast {from}',
    also: 'z: {to}',
    less_per_piece: '{percent} % mniej za sztukę',
    less_per_unit: '{percent} % mniej za {unit}',
    dearer: '{price} więcej',
    cheaper: '{price} mniej',
  },
}
