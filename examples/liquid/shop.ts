import { type Item, NotFoundError, type Pairwell } from '@pairwell/client'

/** A product as templates of Shopify know it. Prices in minor units. */
export type Product = {
  handle: string
  title: string
  price: number
  variants: { id: string; price: number }[]
}

/** A line of a cart as a browser keeps it: ids, and the recommendation that it came from, or ''. */
export type Line = { handle: string; id: string; rec_id: string }

const productOf = ({ item_id, title, variants }: Item): Product => {
  const forSale = variants.flatMap(({ variant_id, price }) => (price ? [{ id: variant_id, price }] : []))
  return { handle: item_id, title, price: forSale[0]?.price ?? 0, variants: forSale }
}

/** The first products of the catalogue. */
export async function readProducts(pairwell: Pairwell): Promise<Product[]> {
  const { items } = await pairwell.call('GET /v1/items', { query: { limit: 12 } })
  return items.map(productOf)
}

/** A product; undefined if there is none. */
export async function readProduct(pairwell: Pairwell, item_id: string): Promise<Product | undefined> {
  try {
    return productOf(await pairwell.call('GET /v1/items/{item_id}', { path: { item_id } }))
  } catch (error) {
    if (error instanceof NotFoundError) return undefined
    throw error
  }
}

/** A cart as templates of Shopify know it. What is no longer for sale is left out. */
export async function readCart(pairwell: Pairwell, lines: readonly Line[]) {
  const items = await Promise.all(
    lines.map(async ({ handle, id }) => {
      const product = await readProduct(pairwell, handle)
      const variant = product?.variants.find((one) => one.id === id)
      return product && variant ? [{ product, price: variant.price, quantity: 1 }] : []
    }),
  )
  const known = items.flat()
  return {
    items: known,
    item_count: known.length,
    total_price: known.reduce((sum, { price }) => sum + price, 0),
  }
}
