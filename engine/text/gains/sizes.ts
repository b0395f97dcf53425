import { perText } from '../per-text.ts'
import { tokensOf } from '../tokens.ts'

/** Words for sizes, in ascending order of size. */
const SIZES = [
  'mini tiny winzig',
  'small little klein kleine kleiner kleines petit petite pequeno pequena piccolo piccola',
  'medium mittel mittelgross moyen moyenne mediano mediana medio media middel',
  'large big gross grosse grosser grosses grand grande groot grote',
  'giant jumbo huge riesig geant geante gigante reuzen',
].map((line) => line.split(' '))
/** Small instead of mini is not a gain. */
const MIN_RANK = 2

/** Words for clothing and its wearers: a larger size of these is not a gain. */
const CLOTHING = new Set(
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

/** Size in a title and its rank; undefined for none, for two, and for clothing. */
export const sizeOf = (title: string): { rank: number; word: string } | undefined => sizesOf(title)[0]

const sizesOf = perText((title: string) => {
  const words = tokensOf(title)
  if (words.some((word) => CLOTHING.has(word))) return []
  const found = words.flatMap((word) => {
    const rank = SIZES.findIndex((line) => line.includes(word))
    return rank < 0 ? [] : [{ rank, word }]
  })
  return found.length === 1 ? found : []
})

/** The second size is larger, and at least medium. */
export const isLarger = (from: { rank: number }, to: { rank: number }): boolean =>
  to.rank > from.rank && to.rank >= MIN_RANK
