import { dice } from '../../demo/shop/orders/random.ts'
import { formOf, type Step, WordPress } from '../../test/platforms/simulated/a-wordpress.ts'
import { call } from '../../tools/demo-shop.ts'
import {
  asShop,
  differences,
  type Life,
  type OpenShop,
  openShop,
  type Part,
  requestsOf,
  type Size,
  type Truth,
  timed,
} from './store.ts'

type Sent = { requests: number; bytes: number }
type State = {
  counts: { items: number; orders: number; refused: number }
  problem: string
  completed_at?: number
}

/** Numbers of the first existing order and of the first new one, as the simulated shop counts them. */
const ORDER = 5_000_000

/**
 * The messages of a day: each new order is placed, paid and sent, one in twenty is cancelled instead; and a product changes its price for
 * every order.
 */
function dayOf({ products, orders, day }: Size): Step {
  const { below } = dice(7)
  const events = Array.from({ length: day }, (_, n) => {
    const id = ORDER + orders + n + 1
    const status = n % 20 === 0 ? 'cancelled' : 'completed'
    const product = 10 * (1 + below(products))
    return [
      ['order.created', 'orders', id, { status: 'on-hold' }],
      ['order.updated', 'orders', id, { status: 'processing' }],
      ['product.updated', 'products', product, { price: ((500 + below(9_000)) / 100).toFixed(2) }],
      ['order.updated', 'orders', id, { status }],
    ]
  })
  return { do: 'day', events: events.flat() }
}

/**
 * A store of WooCommerce from the installation of the plug-in to its deletion. The process that sends is killed once in the middle of the first sync.
 * @param url address of a running Worker
 */
export async function lifeOfWooCommerce(url: string, size: Size): Promise<Life> {
  const shop = await openShop(url)
  const site = new WordPress({ products: size.products, orders: size.orders })
  try {
    const parts: Part[] = []
    const sync: Step = { do: 'cron', hook: 'pairwell_sync_step' }
    const [[, installed], install] = await timed(() => site.run(formOf(shop), { ...sync, most: 0 }))
    parts.push({ what: 'install', ...(installed as Sent), seconds: install, result: 'connected, 9 webhooks' })
    const batches = size.products / 100 + size.orders / 200
    await site.run({ do: 'die', at: Math.ceil(batches / 2) }, sync).catch(() => undefined)
    await site.steps({ do: 'setOption', name: 'pairwell_sync_lock', value: 1 })
    const again = { ...sync, ahead: 200, most: 1 }
    const [[, sent, state], first] = await timed(() =>
      site.run(again, sync, { do: 'option', name: 'pairwell_sync' }),
    )
    const { counts, problem } = state as State
    const rows = `${counts.items} items, ${counts.orders} orders, ${counts.refused} refused${problem}`
    parts.push({
      what: 'first sync, second half after a kill',
      ...(sent as Sent),
      seconds: first,
      result: rows,
    })
    const [[day, truth], seconds] = await timed(() => site.run(dayOf(size), { do: 'truth' }))
    const { statuses, ...traffic } = day as Sent & { statuses: Record<string, number> }
    parts.push({ what: 'a day of messages', ...traffic, seconds, result: JSON.stringify(statuses) })
    const found = await differences(asShop(shop), truth as Truth)
    const email = 'buyer1@shop.example'
    const [[erased, once], erasure] = await timed(() =>
      site.run({ do: 'erase', email }, { ...sync, most: 0 }),
    )
    const { items_retained } = erased as { items_retained: boolean }
    parts.push({
      what: 'erasure of a person',
      ...(once as Sent),
      seconds: erasure,
      result: items_retained ? 'FAILED' : 'erased',
    })
    parts.push(await uninstall(site, shop))
    return { parts, ...found }
  } finally {
    site.end()
  }
}

async function uninstall(site: WordPress, shop: OpenShop): Promise<Part> {
  const [settings] = await site.steps({ do: 'option', name: 'pairwell_settings' })
  const ticked = { ...(settings as object), erase_on_uninstall: true }
  await site.steps({ do: 'setOption', name: 'pairwell_settings', value: ticked })
  const [[left, last], seconds] = await timed(() =>
    site.run({ do: 'uninstall' }, { do: 'cron', hook: 'pairwell_sync_step', most: 0 }),
  )
  const { options, webhooks } = left as { options: string[]; webhooks: number }
  const { items } = await call(shop.url, '/v1/hooks', shop.secret_key)
  const rest = `${options.filter((name) => name !== 'webhooks').length} options, ${webhooks} webhooks, ${items.length} hooks left`
  return {
    what: 'uninstallation',
    ...(last as Sent),
    seconds,
    result: `${rest}; ${await requestsOf(asShop(shop))}`,
  }
}
