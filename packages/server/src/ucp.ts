/** What an agent asks for in a catalogue search: `recommend_for` of the extension. */
export type RecommendFor = {
  product_ids: readonly string[]
  /** `complementary` if absent; the others are for one product. */
  intent?: 'complementary' | 'upgrade' | 'downgrade' | 'related' | undefined
}

type Told = { reason?: string; disclosure?: string; age_limit?: number }

/** `recommendations` of the extension, for the answer to a search: look the products up by `product_id`, in this order. */
export type Recommendations = {
  recommendation_id?: string
  items: ({ product_id: string; variant_id?: string } & Told)[]
  /** Why there are no items; absent where Pairwell did not answer in time. */
  not_offered_because?: string
}

/** One of `suggested_line_items` of the extension. `item.id` is a variant's id if Pairwell knows variants of the product. */
export type SuggestedLineItem = { item: { id: string }; product_id?: string } & Told

/** The part of a cart or a checkout that is read. */
export type CartOfLines = { line_items: readonly { item: { id: string } }[] }

/** Whom to ask, and how. */
export type UcpOptions = {
  /** Address of the deployment. */
  url: string
  /** The publishable key, `pk_…`. */
  pk: string
  /** Milliseconds after which the answer goes without suggestions; 800 by default. */
  timeout?: number | undefined
  /** Most suggestions, 1 to 10; 4 by default. */
  limit?: number | undefined
  /** Language of the reasons (BCP 47). */
  locale?: string | undefined
  market?: string | undefined
  /** Pairwell's `item_id` of a product id or `item.id` of UCP, where they differ; undefined for what Pairwell does not know. */
  itemIdOf?: ((id: string) => string | undefined) | undefined
  fetch?: typeof fetch | undefined
  /** Hears why there was no answer, for your log. */
  onError?: ((error: unknown) => void) | undefined
}

const INTENTS: readonly unknown[] = ['complementary', 'upgrade', 'downgrade', 'related']
/** Products of a question. */
const MOST = 100
const TIMEOUT = 800
const VERSION = '2026-07-28'
const META = 'io.modelcontextprotocol/'

/**
 * Answers `recommend_for` of a catalogue search. `items` is empty where there is nothing to suggest, and where Pairwell does not answer in time.
 * @throws {TypeError} for a question that the extension's schema refuses: answer it with an error
 */
export async function recommendFor(
  { product_ids, intent = 'complementary' }: RecommendFor,
  options: UcpOptions,
): Promise<Recommendations> {
  const isList = Array.isArray(product_ids) && product_ids.every((id) => typeof id === 'string' && id !== '')
  const most = intent === 'complementary' ? MOST : 1
  if (!isList || !INTENTS.includes(intent) || product_ids.length < 1 || product_ids.length > most) {
    throw new TypeError('recommend_for is not as its schema says: product_ids, and one id for this intent.')
  }
  const ids = itemIds(product_ids, options)
  if (ids.length === 0) return { items: [] }
  const question = product_ids.length === 1 ? { item_id: ids[0] } : { cart_item_ids: ids }
  const { recommendation_id, items = [], not_offered_because } = await ask({ ...question, intent }, options)
  return {
    ...(recommendation_id && { recommendation_id }),
    items: items.map((item) => {
      const variant_id = variantOf(item)
      return { product_id: item.item_id, ...(variant_id && { variant_id }), ...told(item) }
    }),
    ...(not_offered_because && { not_offered_because }),
  }
}

/**
 * A copy of a cart or a checkout with `suggested_line_items`, or without, where there is nothing to suggest and where Pairwell does not answer in
 * time. `line_items` are never changed: nothing is added that the shopper has not asked for.
 */
export async function withSuggestedLineItems<Cart extends CartOfLines>(
  cart: Cart,
  options: UcpOptions,
): Promise<Cart & { suggested_line_items?: SuggestedLineItem[] }> {
  const lines = cart.line_items.map(({ item }) => item.id)
  const cart_item_ids = itemIds(lines, options).slice(0, MOST)
  const copy: Cart & { suggested_line_items?: SuggestedLineItem[] } = { ...cart }
  // What an agent sent back, or an earlier answer: they belong to other lines.
  delete copy.suggested_line_items
  if (cart_item_ids.length === 0) return copy
  const { items = [] } = await ask({ cart_item_ids }, options)
  const suggested = items
    .filter(
      ({ variant_id, availability }) => availability !== 'out_of_stock' && !lines.includes(variant_id ?? ''),
    )
    .map((item) => {
      const variant_id = variantOf(item)
      const id = variant_id ?? item.item_id
      return { item: { id }, ...(variant_id && { product_id: item.item_id }), ...told(item) }
    })
  if (suggested.length > 0) copy.suggested_line_items = suggested
  return copy
}

const itemIds = (ids: readonly string[], { itemIdOf = (id) => id }: UcpOptions): string[] => [
  ...new Set(ids.flatMap((id) => itemIdOf(id) ?? [])),
]

/** What the tool `get_recommendations` gives, as far as it is read. */
type Given = {
  recommendation_id?: string
  items?: GivenItem[]
  not_offered_because?: string
}
type GivenItem = { item_id: string; variant_id?: string; availability?: string } & Told

/** An item without variants is given as its only one. */
const variantOf = ({ item_id, variant_id }: GivenItem): string | undefined =>
  variant_id === item_id ? undefined : variant_id

const told = ({ reason, disclosure, age_limit }: Told): Told => ({
  ...(reason && { reason }),
  ...(disclosure && { disclosure }),
  ...(age_limit !== undefined && { age_limit }),
})

/** Calls the tool as a shopper's agent does, whose texts are cleaned of what models may follow. {} if there is no answer. */
async function ask(
  question: { item_id?: string | undefined; cart_item_ids?: readonly string[]; intent?: string },
  { url, pk, timeout = TIMEOUT, limit, locale, market, fetch: send = fetch, onError }: UcpOptions,
): Promise<Given> {
  const [method, name] = ['tools/call', 'get_recommendations']
  const _meta = { [`${META}protocolVersion`]: VERSION, [`${META}clientCapabilities`]: {} }
  const params = { _meta, name, arguments: { ...question, limit, locale, market } }
  try {
    const response = await send(`${url.replace(/\/+$/, '')}/p/${encodeURIComponent(pk)}/mcp`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'MCP-Protocol-Version': VERSION,
        'Mcp-Method': method,
        'Mcp-Name': name,
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
      signal: AbortSignal.timeout(timeout),
    })
    const { result, error, detail } = await response.json()
    if (result?.structuredContent && !result.isError) return result.structuredContent
    throw new Error(error?.message ?? result?.content?.[0]?.text ?? detail ?? `HTTP ${response.status}`)
  } catch (thrown) {
    onError?.(thrown)
    return {}
  }
}
