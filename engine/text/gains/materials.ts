import { perText } from '../per-text.ts'
import { tokensOf } from '../tokens.ts'

const PLASTIC = 'plastic, plastik, plastique, plastico, plastica, kunststoff, kunststof'

/**
 * Materials for the same use, each list in ascending quality. Names of whole classes ("metal", "wood") are left out, and so
 * are gold, silver and copper alone, which are often colours.
 */
const QUALITY_ORDERS = [
  [
    PLASTIC,
    'aluminium, aluminum',
    'stainless steel, edelstahl, acero inoxidable, acciaio inox, acier inoxydable',
    'titanium, titan',
  ],
  [
    PLASTIC,
    'melamine, melamin',
    'ceramic, earthenware, keramik, ceramique, ceramica',
    'porcelain, porzellan, porcelaine, porcelana, porcellana',
    'bone china',
  ],
  [
    'mdf, particle board, chipboard, spanplatte',
    'pine, kiefer, pino',
    'oak, walnut, teak, mahogany, eiche, nussbaum, chene, noyer, roble, rovere',
  ],
  [
    'faux leather, pu leather, vegan leather, imitation leather, kunstleder, simili cuir',
    'leather, leder, cuir, cuero, leer',
    'full grain leather',
  ],
  [
    'polyester, acrylic, polyacryl, nylon, polyamide, polyamid',
    'cotton, baumwolle, coton, algodon, cotone, katoen',
    'organic cotton, bio baumwolle, coton bio',
    'linen, leinen, hemp, wool, wolle, laine, lana',
    'merino, silk, seide, soie, seda, seta, cashmere, kaschmir, cachemire',
  ],
  ['silver plated, versilbert', 'sterling silver, 925 silver, sterlingsilber'],
  ['gold plated, vergoldet', 'gold filled, vermeil', 'solid gold'],
] as const

type Material = { order: number; rank: number; name: string }

/** Materials by the first word of their names, longer names first, so that "full grain leather" is not read as leather. */
const BY_FIRST_WORD = new Map<string, (Material & { words: string[] })[]>()
for (const [order, materials] of QUALITY_ORDERS.entries()) {
  for (const [rank, names] of materials.entries()) {
    for (const name of names.split(', ')) {
      const words = name.split(' ')
      const [first = ''] = words
      const held = BY_FIRST_WORD.get(first) ?? []
      held.push({ order, rank, name, words })
      BY_FIRST_WORD.set(
        first,
        held.sort((a, b) => b.words.length - a.words.length),
      )
    }
  }
}

/** All materials in a text, in ascending quality. */
const materialsOf = perText((text: string): readonly Material[] => {
  const found: Material[] = []
  const words = tokensOf(text)
  for (let at = 0; at < words.length; ) {
    const named = (BY_FIRST_WORD.get(words[at] ?? '') ?? []).filter((material) =>
      material.words.every((word, step) => word === words[at + step]),
    )
    const length = named[0]?.words.length ?? 1
    // A material may be in several lists, as plastic is.
    found.push(...named.filter((one) => one.words.length === length))
    at += length
  }
  return found.sort((a, b) => a.rank - b.rank)
})

/**
 * The better material of the second text, when both texts name a material of the same list. Without `from` when the second
 * text names the material of the first one too.
 */
export function betterMaterial(from: string, to: string): { from?: string; to: string } | undefined {
  const own = materialsOf(from)
  const theirs = materialsOf(to)
  for (const material of theirs.toReversed()) {
    const before = own.findLast(({ order }) => order === material.order)
    if (!before || before.rank >= material.rank) continue
    const keeps = theirs.some(({ order, rank }) => order === before.order && rank === before.rank)
    return { to: material.name, ...(!keeps && { from: before.name }) }
  }
  return undefined
}
