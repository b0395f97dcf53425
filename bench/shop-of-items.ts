import { call, type DemoKeys, upload } from '../tools/demo-shop.ts'

/** Opens a shop in which these items are for sale. @param items a catalogue as CSV */
export async function shopOfItems(api: string, adminToken: string, items: string): Promise<DemoKeys> {
  const body = JSON.stringify({ name: 'Bench', currency: 'EUR' })
  const shop: DemoKeys = await call(api, '/v1/shops', adminToken, { method: 'POST', body })
  await upload(api, shop.secret_key, 'items', items)
  const applied = async () => (await call(api, '/v1/items?limit=1', shop.secret_key)).items.length > 0
  while (!(await applied())) await new Promise((resolve) => setTimeout(resolve, 100))
  return shop
}
