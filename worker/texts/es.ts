import type { Words } from './words.ts'

export const es: Words = {
  titles: { product: 'Combina bien con esto', cart: 'Combina bien con tu carrito' },
  intents: {
    upgrade: 'Vale la pena subir de nivel',
    downgrade: 'Cuesta menos',
    related: 'Artículos similares',
    replenish: '¿Toca reponer?',
  },
  texts: {
    add: 'Añadir al carrito',
    adding: 'Añadiendo…',
    added: 'Añadido',
    failed: 'No se pudo añadir. Inténtalo de nuevo.',
    add_label: 'Añadir {title} al carrito',
    from: 'desde {price}',
  },
  share: 'Aproximadamente 1 de cada {n} compradores también lo llevó',
  most: 'La mayoría de los compradores también lo llevó',
  half: 'Uno de cada dos compradores también lo llevó',
  reasons: {
    pinned: 'Elegido por la tienda',
    relation: 'Recomendado por la tienda',
    mined: 'A menudo comprados juntos',
    similar: 'A menudo comprado con artículos similares',
    generalised: 'La tienda lo sugiere con artículos como este',
    category: 'A menudo comprado con este tipo de artículos',
    bestseller: 'Uno de los favoritos de la tienda',
  },
  switched: {
    share: 'Aproximadamente 1 de cada {n} que tenía este eligió después ese',
    most: 'La mayoría que tenía este eligió después ese',
    half: 'Uno de cada dos que tenía este eligió después ese',
    some: 'Algunos que tenían este eligieron después ese',
  },
  alike: 'Del mismo tipo',
  gains: {
    count: '{to} piezas en lugar de {from}',
    measure: '{to} {unit} en lugar de {from}',
    rather: '{to} en lugar de {from}',
    also: 'con {to}',
    less_per_piece: '{percent} % menos por pieza',
    less_per_unit: '{percent} % menos por {unit}',
    dearer: '{price} más',
    cheaper: '{price} menos',
  },
}
