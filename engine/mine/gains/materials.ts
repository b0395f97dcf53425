import { wordsOf } from '../vocabulary.ts'

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

/** Longer names first: "faux leather" is no leather. */
const NAMES: readonly Material[] = LADDERS.flatMap((rungs, ladder) =>
  rungs.flatMap((names, rung) => names.split(', ').map((name) => ({ ladder, rung, name }))),
).sort((a, b) => b.name.length - a.name.length)

/** The best material of each ladder that a text names. */
function materialsOf(text: string): Map<number, Material> {
  let rest = ` ${wordsOf(text).join(' ')} `
  const best = new Map<number, Material>()
  const taken = new Set<string>()
  for (const material of NAMES) {
    if (!taken.has(material.name)) {
      if (!rest.includes(` ${material.name} `)) continue
      rest = rest.replaceAll(` ${material.name} `, ' | ')
      taken.add(material.name)
    }
    const held = best.get(material.ladder)
    if (!held || material.rung > held.rung) best.set(material.ladder, material)
  }
  return best
}

/** A better material of the same ladder; only where both texts name one. */
export function betterMaterial(from: string, to: string): { from: string; to: string } | undefined {
  const own = materialsOf(from)
  for (const [ladder, theirs] of materialsOf(to)) {
    const mine = own.get(ladder)
    if (mine && theirs.rung > mine.rung) return { from: mine.name, to: theirs.name }
  }
  return undefined
}
