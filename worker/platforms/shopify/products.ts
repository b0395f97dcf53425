import * as v from 'valibot'
import type { Item } from '../../../schema/catalogue/items.ts'
import type { ProductMessage } from '../../ingest/hooks/records.ts'
import { readProduct } from '../../ingest/hooks/shopify-products.ts'
import { readOptionalAmount } from '../../ingest/import/cells/order-totals.ts'
import type { Context } from '../../ingest/import/format.ts'
import { RowProblem } from '../../ingest/import/problems.ts'
import { numberOf } from './gid.ts'
import type { Group } from './lines.ts'

const text = v.nullish(v.string())
const picture = v.nullish(v.object({ url: v.string() }))

const product = v.object({
  id: v.string(),
  handle: v.string(),
  title: v.string(),
  vendor: text,
  productType: text,
  tags: v.array(v.string()),
  status: v.string(),
  publishedAt: text,
  isGiftCard: v.boolean(),
  category: v.nullish(v.object({ fullName: text })),
  featuredMedia: v.nullish(v.object({ preview: v.nullish(v.object({ image: picture })) })),
})

const variant = v.object({
  __typename: v.literal('ProductVariant'),
  id: v.string(),
  sku: text,
  barcode: text,
  price: v.string(),
  inventoryQuantity: v.nullish(v.number()),
  inventoryPolicy: v.string(),
  selectedOptions: v.array(v.object({ value: v.string() })),
  image: picture,
  inventoryItem: v.nullish(
    v.object({
      id: v.string(),
      tracked: v.boolean(),
      unitCost: v.nullish(v.object({ amount: v.string() })),
    }),
  ),
})
type Variant = v.InferOutput<typeof variant>

const collection = v.object({ __typename: v.literal('Collection'), title: v.string() })

/** Collections of an item at most. */
const MAX_COLLECTIONS = 250

/**
 * The message that Shopify would send about a product of an export, so that both give the same item, with what only the export has: collections,
 * costs, and whether it is a gift card.
 * @param began_at UTC milliseconds of the export's beginning: later messages have priority
 * @throws {RowProblem} when the product cannot be read
 */
export function productMessage(
  { root, children }: Group,
  began_at: number,
  context: Context,
): ProductMessage {
  const read = v.safeParse(product, root)
  if (!read.success) throw new RowProblem('bad_body', '', 'The product is not as documented.')
  const variants = children.flatMap((child) => {
    const found = v.safeParse(variant, child)
    return found.success ? [found.output] : []
  })
  const message = readProduct(
    {
      topic: 'products/update',
      delivery_id: '',
      at: began_at,
      tie: 0,
      body: bodyOf(read.output, variants, began_at),
    },
    context,
  )
  if (message.about !== 'product' || !message.part.word) {
    throw new RowProblem('bad_body', '', 'The product is not as documented.')
  }
  const collections = children.flatMap((child) => {
    const found = v.safeParse(collection, child)
    return found.success ? [found.output.title.slice(0, 500)] : []
  })
  const costs = new Map(variants.map((one) => [numberOf(one.id), costOf(one, context.currency)]))
  const { word } = message.part
  const fields = {
    ...word.fields,
    gift_card: read.output.isGiftCard,
    collections: collections.slice(0, MAX_COLLECTIONS),
  }
  const priced = word.variants.map(({ variant: one, ...rest }) => {
    const cost = costs.get(one.platform_id ?? '')
    return { variant: { ...one, ...(cost !== undefined && { cost }) }, ...rest }
  })
  return { ...message, part: { ...message.part, word: { ...word, fields, variants: priced } } }
}

const costOf = ({ inventoryItem }: Variant, currency: string): Item['variants'][number]['cost'] =>
  readOptionalAmount(inventoryItem?.unitCost?.amount ?? '', '', currency)

/** The body of products/update. Its pictures have numbers, which the export has not: their places in the list. */
function bodyOf(one: v.InferOutput<typeof product>, variants: readonly Variant[], began_at: number): object {
  const main = one.featuredMedia?.preview?.image?.url
  const urls = [...new Set([main, ...variants.map(({ image }) => image?.url)].filter((url) => url != null))]
  const images = urls.map((src, n) => ({ id: n + 1, src }))
  return {
    id: numberOf(one.id),
    title: one.title,
    handle: one.handle,
    updated_at: new Date(began_at).toISOString(),
    vendor: one.vendor,
    product_type: one.productType,
    tags: one.tags,
    status: one.status.toLowerCase(),
    published_at: one.publishedAt ?? null,
    category: one.category?.fullName ? { full_name: one.category.fullName } : null,
    image: main === undefined || main === null ? null : images[0],
    images,
    variants: variants.map((each) => {
      const [option1, option2, option3] = each.selectedOptions.map(({ value }) => value)
      return {
        ...{ id: numberOf(each.id), price: each.price, sku: each.sku, barcode: each.barcode },
        ...{ option1, option2, option3, inventory_policy: each.inventoryPolicy.toLowerCase() },
        inventory_management: each.inventoryItem?.tracked ? 'shopify' : null,
        inventory_quantity: each.inventoryQuantity,
        inventory_item_id: each.inventoryItem ? numberOf(each.inventoryItem.id) : null,
        image_id: each.image ? urls.indexOf(each.image.url) + 1 : null,
      }
    }),
  }
}
