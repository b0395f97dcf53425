import { tokensOf } from '../tokens.ts'

/** Words for sizes, each line larger than the one before. */
const SIZES = [
  'mini tiny winzig',
  'small little klein kleine kleiner kleines petit petite pequeno pequena piccolo piccola',
  'medium mittel mittelgross moyen moyenne mediano mediana medio media middel',
  'large big gross grosse grosser grosses grand grande groot grote',
  'giant jumbo huge riesig geant geante gigante reuzen',
].map((line) => line.split(' '))
/** A step up from mini to small is nothing to boast of. */
const FIRST_WORTH_SAYING = 2

/** What is worn, and who wears it: there a size is fit, and no gain. */
const WORN = new Set(
  `shirt shirts tshirt tee tees top tops blouse dress dresses skirt skirts pants pant trousers jeans shorts short legging
   leggings tights sock socks shoe shoes boot boots slipper slippers sandal sandals hat hats cap caps glove gloves mitten
   mittens scarf scarves jacket jackets coat coats hoodie hoodies sweater sweatshirt jumper cardigan vest tank bra bras
   underwear boxer boxers brief briefs swimsuit bikini bathrobe robe pyjama pyjamas pajama pajamas apron aprons costume
   costumes belt belts ring rings bracelet bangle nappy nappies diaper diapers breed dog dogs cat cats puppy
   hemd hemden bluse kleid kleider rock hose hosen jacke jacken mantel pullover schuh schuhe stiefel socken mutze
   handschuhe gurtel unterwasche bademantel windel windeln chemise robe jupe pantalon veste manteau chaussure chaussures
   chaussette chaussettes bonnet gants ceinture camisa camiseta vestido falda pantalones chaqueta abrigo zapato zapatos
   calcetines gorro guantes camicia maglietta vestito gonna pantaloni giacca scarpe calze cappello guanti cintura
   overhemd jurk rok broek jas schoenen sokken muts handschoenen riem`.split(/\s+/),
)

/** The size that a title names and how it ranks; undefined for none, for two, and for what is worn. */
export function sizeOf(title: string): { rank: number; word: string } | undefined {
  const words = tokensOf(title)
  if (words.some((word) => WORN.has(word))) return undefined
  const found = words.flatMap((word) => {
    const rank = SIZES.findIndex((line) => line.includes(word))
    return rank < 0 ? [] : [{ rank, word }]
  })
  return found.length === 1 ? found[0] : undefined
}

/** Is the second size larger, and worth saying? */
export const isLarger = (from: { rank: number }, to: { rank: number }): boolean =>
  to.rank > from.rank && to.rank >= FIRST_WORTH_SAYING
