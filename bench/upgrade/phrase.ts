import type { Comparison, Gain } from '../../engine/text/gains/gain.ts'

/** A comparison in English, as a reader grades it: what is gained; in brackets what is lost. */
export function phrase({ gains, losses }: Comparison): string {
  const lost = losses.map(said).join(', ')
  return `${gains.map(said).join(', ')}${lost === '' ? '' : ` (less: ${lost})`}`
}

function said({ kind, attribute, from, to, unit, percent }: Gain): string {
  const label = attribute?.replaceAll('_', ' ')
  const named = label === undefined ? '' : `${label} `
  switch (kind) {
    case 'count':
      return `${named}${to} ${unit ?? 'pieces'} rather than ${from}`
    case 'measure':
      return `${named}${to} ${unit} rather than ${from}`
    case 'size':
      return `${to} rather than ${from}`
    case 'material':
      return from === undefined ? `with ${to}` : `${to} rather than ${from}`
    case 'attribute':
      return to === '' ? `${label}: yes` : `${label}: also ${to}`
    case 'word':
      return to
    case 'unit_price':
      return `${percent} % less per ${to === '' ? 'piece' : to}`
  }
}
