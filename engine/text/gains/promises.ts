import { tokensOf } from '../tokens.ts'

/** Words of a title that promise something a shopper can check. */
const FIRM = new Set(
  `organic handmade waterproof wireless cordless rechargeable insulated reversible dimmable fairtrade
   handgemacht wasserdicht kabellos wiederaufladbar isoliert wendbar dimmbar biologique impermeable isotherme
   inalambrico recargable organico impermeabile ricaricabile biologico waterdicht draadloos oplaadbaar`.split(
    /\s+/,
  ),
)
/** Words that every shop likes to say: they count beside a second gain only. */
const VAGUE = new Set('premium deluxe luxury ultimate pro professional luxus luxe lujo lusso'.split(' '))

export const isVague = (word: string): boolean => VAGUE.has(word)

/** Promises of the second title that the first one does not make. */
export function newPromises(from: string, to: string): string[] {
  const own = new Set(tokensOf(from))
  return [...new Set(tokensOf(to))].filter((word) => !own.has(word) && (FIRM.has(word) || VAGUE.has(word)))
}
