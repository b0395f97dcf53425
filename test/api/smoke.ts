// The generated client is written by the test that runs this file.
import * as api from './generated.ts'

/** Walks through the main path of the API with the generated client. */
export async function smoke(baseUrl: string, operator: string): Promise<object> {
  const as = (key: string) => ({ baseUrl, headers: { Authorization: `Bearer ${key}` } })
  const opened = await api.postShops({ name: 'Generated', currency: 'EUR' }, {}, as(operator))
  if (opened.status !== 201) throw new Error(opened.data.detail)
  const shop = as(opened.data.secret_key)
  const variant = (variant_id: string) => ({ variant_id, price: 950, availability: 'in_stock' as const })
  const items = ['tea', 'mug', 'pot'].map((item_id) => ({
    item_id,
    title: item_id,
    variants: [variant(item_id)],
  }))
  const written = await api.putItems({ items }, { idempotencyKey: 'once' }, shop)
  const listed = await api.getItems({ limit: 2 }, shop)
  const upload = new Blob(['item_id,related_item_id,relationship_type\ntea,mug,accessory\ntea,pot,accessory'])
  const imported = await api.postImports('relations', upload, { dryRun: 0 }, shop)
  const unknown = await api.getItemsByItemId('none', shop)
  const answer = await api.getPByPkRecommendations(
    opened.data.publishable_key,
    'product',
    { panels: ['complementary:4', 'upgrade'], itemId: 'tea' },
    { baseUrl },
  )
  return {
    written: written.status === 200 && written.data.written,
    listed: listed.status === 200 && listed.data.items.map(({ item_id }) => item_id),
    next: listed.status === 200 && listed.data.next !== null,
    imported: imported.status,
    unknown: unknown.status === 404 && unknown.data.code,
    panels:
      answer.status === 200 && 'panels' in answer.data && answer.data.panels.map(({ intent }) => intent),
  }
}
