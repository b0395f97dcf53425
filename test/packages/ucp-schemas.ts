import { Ajv2020 } from '@redocly/ajv/dist/2020.js'

/** Where the protocol publishes the schemas that ours is composed with. */
const BASE = 'https://ucp.dev/2026-04-08/schemas/shopping'

/**
 * What the protocol asks of a message, as far as ours could break it: the required fields of its published schemas, in our own words,
 * because no test fetches them.
 */
const LINES = {
  type: 'object',
  required: ['ucp', 'id', 'line_items', 'currency', 'totals'],
  properties: {
    line_items: {
      type: 'array',
      items: { type: 'object', required: ['id', 'item', 'quantity', 'totals'] },
    },
  },
}
const STAND_INS = [
  { $id: `${BASE}/cart.json`, ...LINES },
  { $id: `${BASE}/checkout.json`, ...LINES },
  {
    $id: `${BASE}/catalog_search.json`,
    $defs: {
      search_request: { type: 'object', properties: { query: { type: 'string' } } },
      search_response: {
        type: 'object',
        required: ['ucp', 'products'],
        properties: { products: { type: 'array' } },
      },
    },
  },
]

/** Whether a value is as a part of the extension says; the faults, as a text. @param part a key of `$defs` */
export function faultsOf(extension: { $id: string }, part: string, value: unknown): string {
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false })
  ajv.addVocabulary(['name', 'version', 'requires', 'ucp_request'])
  for (const schema of STAND_INS) ajv.addSchema(schema)
  ajv.addSchema(extension)
  const validate = ajv.getSchema(`${extension.$id}#/$defs/${part}`)
  if (!validate) throw new Error(`The extension has no ${part}.`)
  return validate(value) ? '' : ajv.errorsText(validate.errors)
}

/** A cart as the protocol has it. */
export const aCart = (...ids: string[]) => ({
  ucp: { version: '2026-04-08' },
  id: 'cart_1',
  currency: 'EUR',
  totals: [{ type: 'total', amount: 990 * ids.length }],
  line_items: ids.map((id, at) => ({
    id: `line_${at}`,
    item: { id, title: `The ${id}`, price: 990 },
    quantity: 1,
    totals: [{ type: 'total', amount: 990 }],
  })),
})

/** An answer to a search, with the products of a shop's own catalogue. */
export const aSearch = (recommendations: { items: readonly { product_id: string }[] }) => ({
  ucp: { version: '2026-04-08' },
  products: recommendations.items.map(({ product_id }) => ({ id: product_id, title: `The ${product_id}` })),
  recommendations,
})
