import { tokensOf } from '../tokens.ts'

/** Words of titles that name an advantage a shopper can verify. */
const VERIFIABLE = new Set(
  `organic handmade waterproof wireless cordless rechargeable insulated reversible dimmable fairtrade
   handgemacht wasserdicht kabellos wiederaufladbar isoliert wendbar dimmbar biologique impermeable isotherme
   inalambrico recargable organico impermeabile ricaricabile biologico waterdicht draadloos oplaadbaar`.split(
    /\s+/,
  ),
)
/** Marketing words: a gain only together with another gain. */
const VAGUE = new Set('premium deluxe luxury ultimate pro professional luxus luxe lujo lusso'.split(' '))

export const isVague = (word: string): boolean => VAGUE.has(word)

/** Advantages that the second title names and the first does not. */
export function newPromises(from: string, to: string): string[] {
  const own = new Set(tokensOf(from))
  return [...new Set(tokensOf(to))].filter(
    (word) => !own.has(word) && (VERIFIABLE.has(word) || VAGUE.has(word)),
  )
}
