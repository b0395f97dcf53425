import { ConnectionError, Pairwell } from '@pairwell/client'
import { SHOP } from './shop.ts'

// A page that asks for suggestions itself.
const path = { pk: SHOP.publishableKey }
const query = { placement: 'product', item_id: 'tea' } as const
const answer = await new Pairwell({ url: SHOP.api }).call('GET /p/{pk}/recommendations', { path, query })
const nowhere = new Pairwell({ url: 'http://127.0.0.1:9', retries: 0 })
const failure = await nowhere.call('GET /p/{pk}/recommendations', { path, query }).catch((thrown) => thrown)
document.title = JSON.stringify([
  'items' in answer && answer.items.map(({ item_id }) => item_id),
  failure instanceof ConnectionError && failure.route,
])
