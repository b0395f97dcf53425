import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { phpVersion } from '../test/platforms/simulated/a-wordpress.ts'
import { ShopifyHost } from '../test/platforms/simulated/shopify-host.ts'
import { isMain } from '../tools/is-main.ts'
import { startRawWorker } from '../tools/raw-worker.ts'
import { lifeOfMagento } from './platforms/magento.ts'
import { lifeOfShopify } from './platforms/shopify.ts'
import { type Life, type Size, VARS } from './platforms/store.ts'
import { lifeOfWooCommerce } from './platforms/woocommerce.ts'

/** 170 orders a day are 50,000 in ten months. */
const SIZE: Size = { products: 10_000, orders: 50_000, day: 170 }

const thousands = (number: number) => number.toLocaleString('en')

function tableOf(name: string, { parts, different, items, orders }: Life): string {
  const rows = parts.map(
    ({ what, requests, bytes, seconds, result }) =>
      `| ${what} | ${thousands(requests)} | ${thousands(bytes)} | ${seconds.toFixed(1)} | ${result} |`,
  )
  return `## ${name}

| | requests | bytes sent | seconds | result |
|---|---|---|---|---|
${rows.join('\n')}

After the day Pairwell has ${thousands(items)} items and ${thousands(orders)} orders, of which ${thousands(different)} have another price or status than in the store.`
}

async function benchPlatforms(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'pairwell-platforms-'))
  const host = new ShopifyHost()
  await host.start()
  const lives: Record<string, (url: string) => Promise<Life>> = {
    WooCommerce: (url) => lifeOfWooCommerce(url, SIZE),
    Shopify: (url) => lifeOfShopify({ url, host }, SIZE),
    Magento: (url) => lifeOfMagento(url, SIZE),
  }
  const live = async ([name, lifeOf]: [string, (url: string) => Promise<Life>]) => {
    const worker = await startRawWorker(join(folder, name), { ...VARS, ...host.vars })
    try {
      return tableOf(name, await lifeOf(worker.url))
    } finally {
      await worker.kill()
    }
  }
  let tables: string[]
  try {
    // Side by side, because most of the time one waits for the other: what counts are the counts.
    tables = await Promise.all(Object.entries(lives).map(live))
  } finally {
    await host.end()
    rmSync(folder, { recursive: true, force: true })
  }
  return `Simulated stores of ${thousands(SIZE.products)} products and ${thousands(SIZE.orders)} orders, ${SIZE.day} new orders in the measured day, and the real plug-ins with a real Worker each, over HTTP on this machine, all three side by side. PHP ${phpVersion()}.

${tables.join('\n\n')}`
}

if (isMain(import.meta)) {
  if (phpVersion()) console.log(await benchPlatforms())
  else console.log('Skipped: this machine has no PHP (apt-get install php-cli).')
}
