import { tokensOf } from '../tokens.ts'

const PLASTIC = 'plastic, plastik, plastique, plastico, plastica, kunststoff, kunststof'

/**
 * Materials that do the same work, each better than the one before. Never what a whole class is called ("metal", "wood"),
 * and never gold, silver or copper alone, which are colours as often as not.
 */
const LADDERS = [
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

type Material = { ladder: number; rung: number; name: string }

/** Materials by the first word of their names, longer names first: "full grain leather" is more than leather. */
const BY_FIRST_WORD = new Map<string, (Material & { words: string[] })[]>()
for (const [ladder, rungs] of LADDERS.entries()) {
  for (const [rung, names] of rungs.entries()) {
    for (const name of names.split(', ')) {
      const words = name.split(' ')
      const [first = ''] = words
      const held = BY_FIRST_WORD.get(first) ?? []
      held.push({ ladder, rung, name, words })
      BY_FIRST_WORD.set(
        first,
        held.sort((a, b) => b.words.length - a.words.length),
      )
    }
  }
}

/** All materials that a text names, the best last. */
function materialsOf(text: string): Material[] {
  const found: Material[] = []
  const words = tokensOf(text)
  for (let at = 0; at < words.length; ) {
    const named = (BY_FIRST_WORD.get(words[at] ?? '') ?? []).filter((material) =>
      material.words.every((word, step) => word === words[at + step]),
    )
    const length = named[0]?.words.length ?? 1
    // One word may stand on several ladders: plastic does.
    found.push(...named.filter((one) => one.words.length === length))
    at += length
  }
  return found.sort((a, b) => a.rung - b.rung)
}

/**
 * A better material of the same ladder; only where both texts name one. Without `from` where the second keeps the first's
 * material beside it.
 */
export function betterMaterial(from: string, to: string): { from?: string; to: string } | undefined {
  const own = materialsOf(from)
  const theirs = materialsOf(to)
  for (const material of theirs.toReversed()) {
    const before = own.findLast(({ ladder }) => ladder === material.ladder)
    if (!before || before.rung >= material.rung) continue
    const keeps = theirs.some(({ ladder, rung }) => ladder === before.ladder && rung === before.rung)
    return { to: material.name, ...(!keeps && { from: before.name }) }
  }
  return undefined
}
