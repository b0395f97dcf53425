import { valuesOf } from '../attributes.ts'
import { normalized, tokensOf } from '../tokens.ts'
import type { Gain } from './gain.ts'
import { betterMaterial } from './materials.ts'
import { moreOf } from './more.ts'

/** Attributes of an item that are compared, and new values of a list that are named: an item may have 250 of each. */
const MAX_COMPARED = 50
const MAX_NEW_VALUES = 20

type Attributes = Readonly<Record<string, string>>

/** Words of attribute names whose values differ without one being better than another. */
const NOT_COMPARABLE = new Set(
  `pattern climate steep steeping brew brewing preparation temperature ziehzeit zubereitung temperatur infusion style styles color colors colour colours size sizes gender season seasons occasion
   category brand manufacturer vendor type types shape fit theme scent flavour flavor taste sale new featured recommends
   recommended weight height width depth length dimensions sku mpn ean gtin age group country origin year condition tags
   availability stock shipping price farbe grosse muster stil geschlecht saison anlass marke hersteller typ form passform
   duft geschmack gewicht hohe breite tiefe lange masse alter herkunft jahr zustand couleur taille motif genre saison marque
   forme parfum poids hauteur largeur age pays talla estilo genero temporada marca tipo forma peso altura ancho edad pais
   colore taglia stile genere stagione altezza larghezza paese kleur maat stijl geslacht seizoen merk vorm gewicht`.split(
    /\s+/,
  ),
)
const MATERIAL =
  /^(materials?|fabrics?|werkstoff|stoff|matiere|materiau|tissu|tejido|tela|materiale|tessuto|materiaal|stof)$/
const YES = new Set('yes true 1 ja oui si vrai wahr verdadero vero'.split(' '))
const NO = new Set('no false 0 nein non nee faux falsch falso'.split(' '))

const isYes = (value: string): boolean => YES.has(normalized(value).trim())
const isFlag = (value: string): boolean => isYes(value) || NO.has(normalized(value).trim())
const isComparable = (name: string): boolean =>
  tokensOf(name.replaceAll('_', ' ')).every((word) => !NOT_COMPARABLE.has(word))
const isMaterial = (name: string): boolean =>
  tokensOf(name.replaceAll('_', ' ')).some((word) => MATERIAL.test(word))
/** "CoolTech™" names a product of its own, not a fabric. */
const isTradeName = (value: string): boolean => /[™®]|&(?:trade|reg);/.test(value)
/** As a shopper reads it. */
const withoutTradeMark = (value: string): string => value.replace(/[™®]|&(?:trade|reg);/g, '').trim()

/**
 * Gains of the second item by its attributes. Compares only attributes that both items have, because an empty value is
 * unknown, and only attributes whose values can be better.
 * @param marked names of attributes that the merchant marked as comparable (`gain_attributes`)
 */
export function newFeatures(from: Attributes, to: Attributes, marked?: ReadonlySet<string>): Gain[] {
  return Object.entries(to)
    .slice(0, MAX_COMPARED)
    .flatMap(([attribute, text]) => {
      // An attribute may be named "constructor".
      const before = Object.hasOwn(from, attribute) ? from[attribute] : undefined
      if (before === undefined || before === text || !(marked?.has(attribute) || isComparable(attribute)))
        return []
      const own = valuesOf(before)
      const theirs = valuesOf(text)
      if (isFlag(before) && isFlag(text)) return isYes(text) ? [{ kind: 'attribute', attribute, to: '' }] : []
      if (isMaterial(attribute)) return newMaterials(attribute, own, theirs)
      return own.length < 2 && theirs.length < 2
        ? moreOf(before, text).map(({ gain }) => ({ ...gain, attribute }))
        : missing(own, theirs).map(
            (value): Gain => ({ kind: 'attribute', attribute, to: withoutTradeMark(value) }),
          )
    })
}

/** A better material, and materials with a trade name. */
function newMaterials(attribute: string, own: readonly string[], theirs: readonly string[]): Gain[] {
  const better = betterMaterial(own.join(' | '), theirs.join(' | '))
  const named = missing(own, theirs).filter(isTradeName)
  return [
    ...(better ? [{ kind: 'material', attribute, ...better } as const] : []),
    ...named.map((value): Gain => ({ kind: 'material', attribute, to: withoutTradeMark(value) })),
  ]
}

/** Values of the second list that are not in the first, compared without case, accents and trade marks. */
function missing(own: readonly string[], theirs: readonly string[]): string[] {
  const known = new Set(own.map((value) => normalized(withoutTradeMark(value))))
  const unknown = theirs.filter((value) => !known.has(normalized(withoutTradeMark(value))))
  return unknown.slice(0, MAX_NEW_VALUES)
}
