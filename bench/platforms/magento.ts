import { dice } from '../../demo/shop/orders/random.ts'
import { Magento, settingsOf } from '../../test/platforms/simulated/a-magento.ts'
import type { Step } from '../../test/platforms/simulated/a-wordpress.ts'
import { asShop, differences, type Life, openShop, type Part, type Size, type Truth, timed } from './store.ts'

type Sent = { requests: number; bytes: number }

/** Number of the first order of the simulated shop, less one. */
const ORDER = 1_000_000

/** Each new order is placed, paid and sent, one in twenty is cancelled; and a product changes its price for every order. */
function dayOf({ products, orders, day }: Size): Step[] {
  const { below } = dice(7)
  return Array.from({ length: day }, (_, n): Step[] => {
    const ref = String(ORDER + orders + n + 1)
    const order = (state: string): Step => ({
      ...{ do: 'change', kind: 'order', ref, size: products, fields: { state } },
    })
    // Variable products have the prices of their variants.
    const number = 1 + below(products)
    const price = (500 + below(9_000)) / 100
    const product = number % 10 === 0 ? `T${number - 1}` : `T${number}`
    const last = n % 20 === 0 ? 'canceled' : 'complete'
    return [
      order('new'),
      order('processing'),
      { do: 'change', kind: 'product', ref: product, fields: { price, final_price: price } },
      order(last),
      ...(n % 10 === 9 ? [{ do: 'cron' }] : []),
    ]
  }).flat()
}

/**
 * A shop of Magento from the installation of the module to its removal. The cron's process is killed once in the middle of the first sync.
 * @param url address of a running Worker
 */
export async function lifeOfMagento(url: string, size: Size): Promise<Life> {
  const shop = await openShop(url)
  const magento = new Magento(size)
  const settings = settingsOf(shop)
  try {
    const parts: Part[] = []
    const [[, waiting], install] = await timed(() => magento.run({ do: 'patch' }, { do: 'status' }))
    parts.push({
      what: 'install',
      requests: 0,
      bytes: 0,
      seconds: install,
      result: `queued: ${JSON.stringify(waiting)}`,
    })
    const batches = size.products / 100 + size.orders / 200
    await magento
      .run(settings, { do: 'die', at: Math.ceil(batches / 2) }, { do: 'cron' })
      .catch(() => undefined)
    const cron: Step[] = Array.from({ length: 12 }, () => ({ do: 'cron' }))
    const [answers, first] = await timed(() => magento.run(settings, ...cron, { do: 'status' }))
    parts.push({
      what: 'first sync, after a kill',
      ...(answers.at(-2) as Sent),
      seconds: first,
      result: JSON.stringify(answers.at(-1)),
    })
    const [day, seconds] = await timed(() =>
      magento.run(settings, ...dayOf(size), { do: 'cron' }, { do: 'status' }, { do: 'truth' }),
    )
    const [sent, status, truth] = day.slice(-3)
    parts.push({ what: 'a day of changes', ...(sent as Sent), seconds, result: JSON.stringify(status) })
    const found = await differences(asShop(shop), truth as Truth)
    const [[left], last] = await timed(() => magento.run({ do: 'uninstall' }))
    parts.push({
      what: 'uninstallation',
      requests: 0,
      bytes: 0,
      seconds: last,
      result: `tables left: ${JSON.stringify(left)}`,
    })
    return { parts, ...found }
  } finally {
    magento.end()
  }
}
