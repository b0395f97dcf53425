import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startShop } from '../../demo/shop/server.ts'
import { build } from '../../tools/build.ts'
import { openDemoShop, tellOrder } from '../../tools/demo-shop.ts'
import { migrate } from '../../tools/server/migrations.ts'
import { freePort, startWorker } from '../../tools/worker.ts'

const VARS = { ADMIN_TOKEN: 'bench', MASTER_KEY: 'a-master-key-of-the-bench-with-more-than-32-characters' }

/** The demo shop behind one address, with and without Pairwell in its pages. */
export type TwinShop = {
  url: (path: string, pairwell: boolean) => string
  /** The API's origin. */
  api: string
  close: () => Promise<void>
}

/** Pages with this at their end have neither the tag nor a panel. */
const BARE = '?bare'

/** Opens the demo shop as `npm start` does, and before it a server that leaves Pairwell out where it is told to. */
export async function openTwinShop(): Promise<TwinShop> {
  await build()
  const state = mkdtempSync(join(tmpdir(), 'pairwell-'))
  await migrate(state)
  let behind = ''
  const front = createServer(async (request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://front')
    const found = await fetch(`${behind}${pathname}`)
    const body = search === BARE ? without(await found.text()) : Buffer.from(await found.arrayBuffer())
    const kept = ['content-type', 'content-security-policy', 'cache-control']
    response.writeHead(
      found.status,
      kept.map((name): [string, string] => [name, found.headers.get(name) ?? '']),
    )
    response.end(body)
  })
  const base = `http://127.0.0.1:${await listen(front)}`
  const worker = await startWorker({ port: await freePort(), state, vars: VARS, assets: 'dist/assets' })
  const keys = await openDemoShop(worker.url, base, VARS.ADMIN_TOKEN, () => undefined)
  const shop = await startShop({
    ...{ port: 0, api: worker.url, publishableKey: keys.publishable_key },
    tell: tellOrder(worker.url, keys.secret_key),
  })
  behind = shop.url
  const close = async () => {
    front.close()
    front.closeAllConnections()
    await shop.close()
    await worker.stop()
    rmSync(state, { recursive: true, force: true })
  }
  return { url: (path, pairwell) => `${base}${path}${pairwell ? '' : BARE}`, api: worker.url, close }
}

/** @throws when there is nothing to leave out: then both pages would be one */
function without(html: string): string {
  const bare = html
    .replace(/<script async src="[^"]*\/pairwell\.js"[^>]*><\/script>\n/, '')
    .replace(/<pairwell-panel[^>]*><\/pairwell-panel>\n/g, '')
  if (bare === html || bare.includes('pairwell'))
    throw new Error('Pairwell could not be left out of the page.')
  return bare
}

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
